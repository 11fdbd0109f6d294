"""Asking an engine: the strictest way that finds enough, and the best hundred in their order."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from hub.model import Item
from hub.query_tree import asks_for_words
from hub.search import FACETS, Analyser
from indexer.engines.port import Engine, Everything, Found, FoundHit, Plan
from indexer.searcher.ranking import RERANKED, Judging, Ranking, judging
from indexer.searcher.relaxing import Step
from indexer.searcher.tuning import Tuning
from indexer.searcher.understanding import Asked

EXACT_AMONG = 20  # only so many hits are looked at for a title that is just what was typed

Items = Callable[[Collection[str]], Mapping[str, Item]]


def loaded_once(load: Items) -> Items:
    """`load`, but none twice: those that titles are compared of are mostly those of the page."""
    loaded: dict[str, Item] = {}

    def items(keys: Collection[str]) -> Mapping[str, Item]:
        loaded.update(load([key for key in keys if key not in loaded]))
        return {key: loaded[key] for key in keys if key in loaded}

    return items


@dataclass(frozen=True, slots=True)
class Page:
    """What was found, and the hits of one page with what is known of why they are there."""

    found: Found
    hits: tuple[FoundHit, ...]
    step: Step
    judging: Judging = field(default_factory=Judging)
    matching: Mapping[str, frozenset[int]] = field(default_factory=dict)
    exact: frozenset[str] = frozenset()

    @property
    def bridged(self) -> bool:
        """Whether a hit of the page is there by what comes close only."""
        empty = frozenset[int]()
        return any(self.judging.bridged(self.matching.get(h.key, empty)) for h in self.hits)


@dataclass(frozen=True, slots=True)
class Finding:
    """Asks `engine`; `now` and `upto` are in microseconds, `hidden` is what is left out.

    Every method may raise EngineError.
    """

    engine: Engine
    items: Items
    analyser: Analyser
    tuning: Tuning
    now: int
    upto: int
    hidden: Mapping[str, tuple[str, ...]]

    def step(self, steps: Sequence[Step]) -> Step:
        """The strictest way that finds enough, decided without filters; else the mildest.

        Every way finds what the one before it does, so of many the right one is sought by halves.
        """
        first, *milder = steps
        if not milder or self.total(first) >= first.least:
            return first
        strictest = bisect_left(milder[:-1], True, key=lambda step: self.total(step) >= step.least)
        return milder[strictest]

    def total(self, step: Step, filters: Mapping[str, tuple[str, ...]] | None = None) -> int:
        """How many items there are this way."""
        plan = Plan(step.clause, filters or {}, limit=0, added_upto=self.upto, hidden=self.hidden)
        return self.engine.find(plan).total

    def ids(self, asked: Asked, filters: Mapping[str, tuple[str, ...]], limit: int) -> Found:
        """What there is, by keys alone, the newest first or the oldest: nothing is re-ranked."""
        plan = Plan(
            self.step(asked.steps).clause,
            filters,
            sort="newest" if asked.query.sort == "relevance" else asked.query.sort,
            limit=limit,
            added_upto=self.upto,
            hidden=self.hidden,
            now=self.now,
        )
        return self.engine.find(plan)

    def page(
        self, asked: Asked, filters: Mapping[str, tuple[str, ...]], offset: int, limit: int
    ) -> Page:
        """The hits from `offset` on; the first RERANKED are put in order by all that is known."""
        step = self.step(asked.steps)
        query = asked.query
        ranks = step.clause != Everything() and (not query.node or asks_for_words(query.node))
        sort = query.sort if ranks or query.sort != "relevance" else "newest"
        ranked = sort == "relevance" and offset < RERANKED and bool(limit)
        plan = Plan(
            clause=step.clause,
            filters=filters,
            facets=FACETS,
            sort=sort,
            offset=0 if ranked else offset,
            limit=max(RERANKED, offset + limit) if ranked else limit,
            added_upto=self.upto,
            hidden=self.hidden,
            now=self.now,
        )
        found = self.engine.find(plan)
        if not ranked or not asked.read.concepts:
            first = offset if ranked else 0
            return Page(found, found.hits[first : first + limit], step)
        return self._ranked(asked, step, found, offset, limit)

    def _ranked(self, asked: Asked, step: Step, found: Found, offset: int, limit: int) -> Page:
        best, rest = found.hits[:RERANKED], found.hits[RERANKED:]
        judge = judging(asked.read, asked.mains, self.tuning)
        matching = dict(self.engine.matching(judge.clauses, [hit.key for hit in best]))
        needed = 0 if asked.query.strict else step.needed
        ranking = Ranking(judge, needed, self.now, self.tuning, strict=asked.query.strict)
        order = ranking.order(best, matching)
        exact = self._exact(asked, judge, order, matching)
        if exact:
            order = ranking.order(best, matching, exact)
        hits = (*order, *rest)[offset : offset + limit]
        return Page(found, hits, step, judge, matching, exact)

    def _exact(
        self,
        asked: Asked,
        judge: Judging,
        order: Sequence[FoundHit],
        matching: Mapping[str, frozenset[int]],
    ) -> frozenset[str]:
        """The items whose whole title is what was typed."""
        if not asked.mains or not self.tuning.bonuses:
            return frozenset()
        alone = len(asked.mains) == 1
        keys = [hit.key for hit in order if alone or judge.title in matching.get(hit.key, ())]
        typed = self._words(asked.query.typed)
        items = self.items(keys[:EXACT_AMONG])
        return frozenset(key for key, item in items.items() if self._words(item.title) == typed)

    def _words(self, text: str) -> list[str]:
        return [token.exact for token in self.analyser.tokens(text, "da")]
