"""The order of the best hundred: what the engine scored, weighed by what of the query they have.

Pure. Coverage is LANGUAGE's ``(covered / n) ** .75`` (Tombros and the like call it coordination);
an item that has the words themselves comes before any that needs a bridge.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from indexer.engines.port import Adjacent, Clause, Either, FoundHit
from indexer.searcher.concepts import Read, Way
from indexer.searcher.tuning import ALL, Tuning

RERANKED = 100
STEEPNESS = 0.75
# What of a concept counts as covered.
BY_PARTS, BY_BRIDGE = 0.4, 0.3
NEAR, IN_TITLE, FRESH = 0.25, 0.25, 0.1
VERBATIM, QUOTE = 1.0, 4  # the bonus for all that was typed in a row, from so many words on
HALF_LIFE = 2 * 365.25 * 24 * 3600 * 1_000_000  # microseconds


@dataclass(frozen=True, slots=True)
class Judging:
    """Clauses to ask of each candidate, and what their answers mean.

    `own`, `parts`, `synonyms` and `bridges` are the places of each concept's clauses, -1 for none.
    """

    clauses: tuple[Clause, ...] = ()
    own: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()
    synonyms: tuple[int, ...] = ()
    bridges: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    title: int = -1
    verbatim: int = -1

    def coverage(self, matched: frozenset[int]) -> float:
        """How much of the query a candidate has, from 0 to 1."""
        if not self.own:
            return 1.0
        return sum(self._covered(at, matched) for at in range(len(self.own))) / len(self.own)

    def directly(self, matched: frozenset[int]) -> int:
        """How many concepts it has without a bridge."""
        ways = zip(self.own, self.parts, self.synonyms, strict=True)
        return sum(1 for places in ways if not matched.isdisjoint(places))

    def closeness(self, matched: frozenset[int]) -> float:
        """Which share of the neighbours in the query are neighbours in it."""
        return sum(1 for at in self.near if at in matched) / len(self.near) if self.near else 0.0

    def is_near(self, matched: frozenset[int]) -> bool:
        """Whether all neighbours in the query are neighbours in it."""
        return bool(self.near) and self.closeness(matched) == 1

    def bridged(self, matched: frozenset[int]) -> bool:
        """Whether it has a concept by a bridge alone."""
        ways = zip(self.own, self.parts, self.synonyms, self.bridges, strict=True)
        return any(bridge in matched and matched.isdisjoint(direct) for *direct, bridge in ways)

    def _covered(self, at: int, matched: frozenset[int]) -> float:
        if self.own[at] in matched or self.synonyms[at] in matched:
            return 1.0
        if self.parts[at] in matched:
            return BY_PARTS
        return BY_BRIDGE if self.bridges[at] in matched else 0.0


@dataclass(slots=True)
class _Gathered:
    clauses: list[Clause] = field(default_factory=list)

    def add(self, clause: Clause | None) -> int:
        """The place of `clause` among all that is asked, -1 for none."""
        if clause is None:
            return -1
        self.clauses.append(clause)
        return len(self.clauses) - 1


def judging(read: Read, mains: Sequence[str], tuning: Tuning = ALL) -> Judging:
    """What to ask of the candidates for `read`; `mains` are the lemmas of all the words typed."""
    gathered = _Gathered()
    add = gathered.add
    concepts = read.concepts
    own = tuple(add(concept.own) for concept in concepts)
    parts = tuple(add(concept.together) for concept in concepts)
    synonyms = tuple(add(_any_of(concept.synonyms)) for concept in concepts)
    bridges = tuple(add(_any_of(concept.bridges)) for concept in concepts)
    near: tuple[int, ...] = ()
    title = verbatim = -1
    if tuning.bonuses and len(mains) > 1:
        near = tuple(add(_neighbours(pair)) for pair in pairwise(mains))
        title = add(Adjacent("title_main", tuple(mains)))
        verbatim = add(Adjacent("body_main", tuple(mains))) if len(mains) >= QUOTE else -1
    return Judging(tuple(gathered.clauses), own, parts, synonyms, bridges, near, title, verbatim)


def _any_of(ways: Sequence[Way]) -> Clause | None:
    return Either(tuple(way.clause for way in ways)) if ways else None


def _neighbours(pair: tuple[str, ...]) -> Clause:
    return Either(tuple(Adjacent(name, pair) for name in ("title_main", "body_main")))


@dataclass(frozen=True, slots=True)
class Ranking:
    """How candidates are ordered: `needed` concepts must be there, `now` is in microseconds."""

    judging: Judging
    needed: int
    now: int
    tuning: Tuning = ALL
    strict: bool = False  # of a strict query what isn't there was not asked for

    def order(
        self,
        hits: Sequence[FoundHit],
        matching: dict[str, frozenset[int]],
        exact: frozenset[str] = frozenset(),
    ) -> list[FoundHit]:
        """`hits` best first, with the scores that made it so; `exact` titles before all others."""
        empty = frozenset[int]()
        weighed = [
            FoundHit(hit.key, self._score(hit, matching.get(hit.key, empty)), hit.date)
            for hit in hits
        ]

        def place(hit: FoundHit) -> tuple[bool, bool, float, str]:
            matched = matching.get(hit.key, empty)
            bridged = self.judging.directly(matched) < self.needed
            return hit.key not in exact, bridged, -hit.score, hit.key

        return sorted(weighed, key=place)

    def _score(self, hit: FoundHit, matched: frozenset[int]) -> float:
        score = hit.score
        if self.tuning.coverage and not self.strict:
            score *= self.judging.coverage(matched) ** STEEPNESS
        if not self.tuning.bonuses:
            return score
        bonus = NEAR * self.judging.closeness(matched) + IN_TITLE * (self.judging.title in matched)
        bonus += VERBATIM * (self.judging.verbatim in matched)
        return score * (1 + bonus) * (1 + FRESH * self._freshness(hit.date))

    def _freshness(self, date: int | None) -> float:
        """1 for what is new, half of it every two years; 0 for what has no date."""
        if date is None:
            return 0.0
        return float(2 ** (-max(self.now - date, 0) / HALF_LIFE))
