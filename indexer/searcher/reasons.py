"""Why a hit is there: which word stands where, by which name, and what else put it there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hub.search import Note
from indexer.engines.port import Clause, FoundHit
from indexer.searcher.clauses import within
from indexer.searcher.concepts import Concept

PARTS = (
    ("why-title", ("title_exact", "title_main", "title_wide")),
    ("why-people", ("people_exact",)),
    ("why-summary", ("summary_main",)),
    ("why-text", ("body_exact", "body_main", "body_wide")),
)
FRESH = 365.25 * 24 * 3600 * 1_000_000  # microseconds


@dataclass(frozen=True, slots=True)
class Reasons:
    """Clauses to ask of the hits of a page, and what each says of one that matches it.

    A concept is told of by its first and best way: its own words, wherever they stand, else the
    parts of a compound, else a synonym, else a bridge.
    """

    clauses: tuple[Clause, ...] = ()
    ways: tuple[tuple[int, Note], ...] = ()  # of which concept, how good a way, in words
    ranks: tuple[int, ...] = ()
    concepts: tuple[str, ...] = ()

    @classmethod
    def of(cls, concepts: Sequence[Concept]) -> "Reasons":
        """The reasons there may be for these concepts."""
        rows = [
            (clause, (which, note), rank)
            for which, concept in enumerate(concepts)
            for clause, note, rank in _ways(concept)
        ]
        return cls(
            tuple(clause for clause, _, _ in rows),
            tuple(way for _, way, _ in rows),
            tuple(rank for _, _, rank in rows),
            tuple(concept.text for concept in concepts),
        )

    def notes(self, matched: frozenset[int]) -> Iterator[Note]:
        """What to say of a hit that matches these of the clauses."""
        for which, text in enumerate(self.concepts):
            mine = [at for at in sorted(matched) if self.ways[at][0] == which]
            best = min((self.ranks[at] for at in mine), default=None)
            if best is None:
                yield Note("why-missing", (("word", text),))
            yield from (self.ways[at][1] for at in mine if self.ranks[at] == best)


def _ways(concept: Concept) -> Iterator[tuple[Clause, Note, int]]:
    word = ("word", concept.text)
    for code, fields in PARTS:
        yield within(concept.own, fields), Note(code, (word,)), 0
    if concept.together:
        yield concept.together, Note("why-part", (word,)), 1
    for way in concept.synonyms:
        yield way.clause, Note("why-synonym", (word, ("via", way.phrase))), 2
    for way in concept.bridges:
        yield way.clause, Note("why-bridge", (word, ("via", way.phrase))), 3


def other_reasons(
    hit: FoundHit, *, near: bool, exact: bool, themes: Iterable[str], now: int
) -> Iterator[Note]:
    """What beside its words puts a hit where it is; `now` is in microseconds."""
    if exact:
        yield Note("why-exact-title")
    if near:
        yield Note("why-near")
    yield from (Note("why-theme", (("theme", theme),)) for theme in themes)
    if hit.date is not None and 0 <= now - hit.date < FRESH:
        yield Note("why-fresh")


def told(reasons: Reasons, matched: frozenset[int], others: Iterable[Note]) -> tuple[Note, ...]:
    """All the reasons for a hit, none twice, the words first."""
    return tuple(dict.fromkeys((*reasons.notes(matched), *others)))
