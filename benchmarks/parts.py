"""What can be measured, part by part, and what each needs to have been made."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import (
    analysis,
    crawling,
    growth,
    indexing,
    memory,
    search,
    site,
    transcripts,
    updates,
    weights,
)
from benchmarks.collection import collect
from benchmarks.feeds import write_feeds
from benchmarks.rows import Row
from benchmarks.sizes import Sizes
from benchmarks.texts import write_vocabulary

Measure = Callable[[Path, Sizes], list[Row]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part: what it does, what it needs, and whether it makes what others need."""

    name: str
    run: Measure
    needs: tuple[str, ...] = ()
    makes: bool = False  # not to be done again where it has been
    apart: bool = False  # takes long: only when it is asked for


# In this order: later ones use what earlier ones made.
PARTS = (
    Part("vocabulary", write_vocabulary, makes=True),
    Part("lexicon", analysis.build, makes=True),
    Part("collection", collect, ("vocabulary", "lexicon"), makes=True),
    Part("indexing", indexing.measure, ("collection",), makes=True),
    Part("feeds", write_feeds, ("vocabulary",), makes=True),
    Part("analysis", analysis.measure, ("vocabulary", "lexicon")),
    Part("search", search.measure, ("indexing",)),
    Part("growth", growth.measure, ("indexing",)),
    Part("updates", updates.measure, ("indexing",)),
    Part("weights", weights.measure, ("indexing",)),
    Part("site", site.measure, ("indexing", "feeds")),
    Part("memory", memory.measure, ("indexing", "feeds")),
    Part("crawling", crawling.measure, ("lexicon", "feeds")),
    Part("large", growth.large, ("vocabulary", "lexicon"), apart=True),
    Part("transcripts", transcripts.measure, ("vocabulary", "lexicon"), apart=True),
)
NAMES = tuple(part.name for part in PARTS)


def chosen(names: Iterable[str]) -> list[Part]:
    """These parts and all that they need, in order; without names all but those that take long."""
    wanted = set(names) or {part.name for part in PARTS if not part.apart}
    for part in reversed(PARTS):
        if part.name in wanted:
            wanted |= set(part.needs)
    return [part for part in PARTS if part.name in wanted]
