"""What the lexicon holds, made from simplemma's Danish data and our word lists.

All that knows simplemma is here. Its code is MIT; its data comes from projects that its own licence
files name, so it is read from the installed package and never copied into ours.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from typing import NamedTuple

from simplemma.strategies import DefaultDictionaryFactory

from indexer.analysis.tokens import fold
from indexer.analysis.wordlists import WordLists

# Nouns that the data has only as forms of verbs and adjectives, and that compounds begin with.
_NOUN_ENDINGS = ("ering", "else", "hed", "tion", "itet", "ning")
_TRUSTED = 10  # compounds that a part on our own list counts as seen in, beside those it is in


class Entry(NamedTuple):
    """A known word or left part: its lemma, and how many compounds of the lexicon have it there."""

    lemma: str
    seen: int


@dataclass(frozen=True, slots=True)
class Entries:
    """`words`: every known word, forms and lemmas; seen as the last part. `lefts`: how words look
    as the first or a middle part of a compound; seen as the first. `english`: words that are only
    known to be right. All folded as tokens are, and made as they are asked for, once: there are a
    million.
    """

    words: Iterable[tuple[str, Entry]]
    lefts: Iterable[tuple[str, Entry]]
    english: Iterable[str] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Where entries come from: `read` is slow and large, and called only when `version` is new."""

    version: str
    read: Callable[[], Entries]


def danish_words(lists: WordLists) -> Words:
    """Simplemma's Danish words, put right by our lists."""
    made_of = f"simplemma-{version('simplemma')} lists-{lists.digest}"
    return Words(made_of, lambda: _read(lists))


def _read(lists: WordLists) -> Entries:
    words, lemmas = _read_simplemma(lists.agents)
    for lemma in sorted(lemmas):
        words.setdefault(lemma, lemma)
    words.update(lists.overrides)
    lefts = {**_left_forms(words, lemmas, lists), **lists.extra_left}
    heads = {lemma for lemma in lemmas if len(lemma) > 3 or lemma in lists.short_right}
    first, last = _seen(lemmas, lefts.keys(), heads - lists.no_right)
    trusted = Counter(dict.fromkeys(lists.extra_left, _TRUSTED))
    return Entries(
        ((word, Entry(lemma, max(last[lemma], last[word]))) for word, lemma in words.items()),
        ((form, Entry(lemma, first[form] + trusted[form])) for form, lemma in lefts.items()),
        _english_words(),
    )


def _english_words() -> Iterable[str]:
    data: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("en")
    return (fold(word) for word in chain(data.keys(), data.values()))


def _read_simplemma(agents: tuple[str, ...]) -> tuple[dict[str, str], set[str]]:
    """Every form with its lemma, and all lemmas.

    Names, which begin with a capital, give lemmas only: as forms they would be met everywhere in
    lower case. `agents` are endings of nouns that the data reads as verbs.
    """
    data: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("da")
    forms: dict[str, str] = {}
    lemmas: set[str] = set()
    for form, lemma in data.items():
        lemma = fold(lemma)
        word = fold(form)
        lemmas.add(lemma)
        if form == word or (form == form.lower() and "'" not in form and word not in data):
            forms[word] = lemma
    for lemma in lemmas:
        if lemma.endswith(agents) and forms.get(lemma + "en") == lemma:
            forms[lemma] = lemma
    return forms, lemmas


def _left_forms(words: Mapping[str, str], lemmas: Set[str], lists: WordLists) -> dict[str, str]:
    """Lemmas as they are, then with a linking s or e, then with their last e as s
    (arbejde: arbejdsgiver); where two lemmas look the same, the earlier of these ways.
    """
    usable = [lemma for lemma in sorted(lemmas - lists.particles) if lemma.isalpha()]
    long = [lemma for lemma in usable if len(lemma) > 3]
    short = [lemma for lemma in usable if lemma in lists.short_left]
    nouns = [w for w in words if w.endswith(_NOUN_ENDINGS) and w not in lemmas and w.isalpha()]
    ways = chain(
        ((lemma, lemma) for lemma in chain(short, long)),
        ((lemma + "s", lemma) for lemma in chain(short, long, nouns) if lemma[-1] not in "sxz"),
        ((lemma[:-1] + "s", lemma) for lemma in long if lemma[-1] == "e"),
        ((lemma + "e", lemma) for lemma in usable if len(lemma) > 2 and lemma[-1] != "e"),
    )
    lefts: dict[str, str] = {}
    for form, lemma in ways:
        if form not in lists.no_left and form[:-1] not in lists.particles:
            lefts.setdefault(form, lemma)
    return lefts


def _seen(lemmas: Set[str], lefts: Set[str], heads: Set[str]) -> tuple[Counter[str], Counter[str]]:
    """How often left parts begin, and heads end, a lemma that is made of one of each."""
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for lemma in lemmas:
        for at in range(2, len(lemma) - 1):
            if lemma[:at] in lefts and lemma[at:] in heads:
                first[lemma[:at]] += 1
                last[lemma[at:]] += 1
    return first, last
