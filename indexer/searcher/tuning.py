"""Which parts of the search are on: all of them, but where one is measured without another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tuning:
    """What `benchmarks.ablation` turns off, part by part (docs/search.md has the table)."""

    lemma: bool = True  # a word by its lemma and its English stem
    wide: bool = True  # by its key, and as part of compounds
    repair: bool = True  # unknown words: spelling
    synonyms: bool = True  # those of feeds.yaml
    bridges: bool = True  # words that come close, in Danish or English
    coverage: bool = True  # what has more of the words comes first
    bonuses: bool = True  # words close together, exact titles, themes, freshness


ALL = Tuning()
