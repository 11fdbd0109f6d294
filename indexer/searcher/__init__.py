"""The one Searcher: parsed words to clauses, clauses to an engine, keys to finished hits."""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from hub.dates import microseconds
from hub.errors import IndexBroken
from hub.model import Source
from hub.query import print_query
from hub.search import (
    FACETS,
    PAGE_SIZE,
    Analyser,
    Facet,
    Filters,
    Hit,
    Note,
    Query,
    Results,
    Suggestion,
)
from hub.store import Store
from indexer.engines.port import Engine, Found, FoundHit, Plan
from indexer.searcher.clauses import ClauseMaker, every_year
from indexer.searcher.hits import HitMaker
from indexer.searcher.matching_words import wanted_of
from indexer.searcher.reasons import Reasons
from indexer.searcher.relaxing import ENOUGH, Step, steps
from indexer.searcher.unlisted import hidden_from

COUNTED = tuple(facet for facet in FACETS if facet != "person")


class HubSearcher:
    """Implements hub.search.Searcher over the store's texts and any engine.

    `engine` gives the live index each time it is asked, so a rebuild is noticed; `damaged` is
    told when that turns out to be broken; `now` is the clock.
    """

    def __init__(
        self,
        store: Store,
        engine: Callable[[], Engine],
        analyser: Analyser,
        now: Callable[[], datetime],
        damaged: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._engine = engine
        self._analyser = analyser
        self._now = now
        self._damaged = damaged

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = PAGE_SIZE,
        upto: str = "",
        explain: bool = False,
    ) -> Results:
        """The hits of `query` from `offset` on; `upto` keeps out what came after a first page.

        Raises EngineError when there is no index to ask.
        """
        try:
            return self._answer(query, offset, limit, upto, explain=explain)
        except IndexBroken:
            self._damaged()
            raise

    def similar(self, item: str, limit: int = 5) -> tuple[Hit, ...]:  # noqa: ARG002 - comes next
        """See hub.search.Searcher."""
        return ()

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:  # noqa: ARG002 - next
        """See hub.search.Searcher."""
        return ()

    def _answer(
        self, query: Query, offset: int, limit: int, upto: str, *, explain: bool
    ) -> Results:
        began = time.perf_counter()
        sources = {row.source.id: row.source for row in self._store.sources.all(retired=True)}
        maker = ClauseMaker(self._analyser, _known_values(sources.values()))
        newest = upto if upto.isdecimal() else str(microseconds(self._now()))
        engine = self._engine()
        hidden = hidden_from(query.node)
        step = self._step(engine, steps(query, maker), int(newest), hidden)
        reasons = Reasons.of(query, maker) if explain else Reasons()
        found = engine.find(
            Plan(
                clause=step.clause,
                filters=plan_filters(query.filters),
                facets=COUNTED,
                sort="newest" if query.node is None and query.sort == "relevance" else query.sort,
                offset=offset,
                limit=limit,
                added_upto=int(newest),
                hidden=hidden,
                now=microseconds(self._now()),
            )
        )
        why = reasons.of_hits(engine, [hit.key for hit in found.hits])
        return Results(
            query=query,
            read_as=print_query(query.node),
            total=found.total,
            hits=self._hits(query, found.hits, sources, why),
            facets=_facets(found),
            relaxed=step.relaxed,
            notes=(*query.notes, *((Note("relaxed"),) if step.relaxed and found.total else ())),
            milliseconds=(time.perf_counter() - began) * 1000,
            newest=newest,
        )

    def _step(
        self,
        engine: Engine,
        ways: Sequence[Step],
        upto: int,
        hidden: Mapping[str, tuple[str, ...]],
    ) -> Step:
        """The strictest way that finds enough, decided without filters; else the mildest."""
        for step in ways[:-1]:
            plan = Plan(step.clause, limit=0, added_upto=upto, hidden=hidden)
            if engine.find(plan).total >= ENOUGH:
                return step
        return ways[-1]

    def _hits(
        self,
        query: Query,
        found: Sequence[FoundHit],
        sources: dict[str, Source],
        why: Mapping[str, tuple[Note, ...]],
    ) -> tuple[Hit, ...]:
        """Finished hits; an item that went away since it was indexed is left out."""
        items = self._store.items.many([hit.key for hit in found])
        maker = HitMaker(self._analyser, wanted_of(query.node, self._analyser))
        return tuple(
            maker.hit(item, sources.get(item.source), hit.score, why.get(item.id, ()))
            for hit in found
            if (item := items.get(hit.key)) is not None
        )


def plan_filters(filters: Filters) -> dict[str, tuple[str, ...]]:
    """Filters as an engine takes them: ranges of years written out."""
    return {
        facet: tuple(year for value in values for year in every_year(value))
        if facet == "year"
        else values
        for facet, values in filters.chosen
    }


def _facets(found: Found) -> tuple[Facet, ...]:
    return tuple(Facet(name, tuple(found.facets.get(name, ()))) for name in COUNTED)


def _known_values(sources: Iterable[Source]) -> Callable[[str, str], Sequence[str]]:
    """Publishers by a part of their name; every other facet by its very value."""
    publishers = {source.publisher or source.title.to("") for source in sources}

    def values(facet: str, typed: str) -> Sequence[str]:
        if facet != "publisher":
            return ()
        return sorted(name for name in publishers if _plain(typed) in _plain(name))

    return values


def _plain(name: str) -> str:
    """`name` without marks and case: phrases have lost theirs."""
    return " ".join(re.findall(r"\w+", name.casefold()))
