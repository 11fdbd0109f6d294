"""The one Searcher: parsed words to clauses, clauses to an engine, keys to finished hits."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
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
    Hit,
    Listed,
    Moment,
    Note,
    Query,
    Results,
    Suggestion,
)
from hub.store import Store
from indexer.analysis.bridgelists import load_bridge_lists
from indexer.documents import item_tokens
from indexer.engines.port import Engine, Plan
from indexer.searcher.bridges import Bridges
from indexer.searcher.choices import days_in, known_values, plan_filters
from indexer.searcher.clauses import ClauseMaker
from indexer.searcher.field_words import FieldWords, no_words
from indexer.searcher.finding import Finding, loaded_once
from indexer.searcher.relaxing import Step
from indexer.searcher.repair import Repairer
from indexer.searcher.similar import alike
from indexer.searcher.suggesting import Suggestions
from indexer.searcher.telling import hits_alike, hits_of, notes_of
from indexer.searcher.tuning import ALL, Tuning
from indexer.searcher.understanding import Asked, Understanding
from indexer.searcher.unlisted import hidden_from
from indexer.searcher.within import places_within


class HubSearcher:
    """Implements hub.search.Searcher over the store's texts and any engine.

    `engine` gives the live index each time it is asked, so a rebuild is noticed; `damaged` is
    told when that turns out to be broken; `now` is the clock; `field` gives what an editor said of
    the field's words, asked anew each time.
    """

    def __init__(
        self,
        store: Store,
        engine: Callable[[], Engine],
        analyser: Analyser,
        now: Callable[[], datetime],
        damaged: Callable[[], None] = lambda: None,
        *,
        field: Callable[[], FieldWords] = no_words,
        bridges: Bridges | None = None,
        tuning: Tuning = ALL,
    ) -> None:
        self._store = store
        self._engine = engine
        self._analyser = analyser
        self._now = now
        self._damaged = damaged
        self._field = field
        self._bridges = bridges or Bridges(analyser, load_bridge_lists())
        self._tuning = tuning
        self._repairer = Repairer(analyser, engine)
        self._suggestions = Suggestions(store, field, analyser.is_stop)
        self._understanding: tuple[FieldWords, Understanding] | None = None

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

    def listed(self, query: Query, limit: int) -> Listed:
        """The ids of up to `limit` items that `query` finds, without a look at their texts.

        Raises EngineError.
        """
        try:
            finding = self._finding(query, "")
            asked = self._asked(query, self._maker(self._store.sources.known()), finding)
            found = finding.ids(asked, plan_filters(asked.query.filters), limit)
        except IndexBroken:
            self._damaged()
            raise
        ids = tuple(hit.key for hit in found.hits)
        return Listed(ids, found.total, self._analyser.version)

    def similar(self, item: str, limit: int = 5) -> tuple[Hit, ...]:
        """Items on the same subject as `item`: rare words, themes and people shared.

        Raises EngineError.
        """
        stored = self._store.items.many([item]).get(item)
        if stored is None:
            return ()
        engine, analyser = self._engine(), self._analyser
        tokens = item_tokens(stored, analyser)
        clause = alike(stored, tokens, engine.frequencies, engine.count(), analyser.is_stop)
        if clause is None:
            return ()
        now = microseconds(self._now())
        found = engine.find(Plan(clause, limit=limit, hidden=hidden_from(None), now=now))
        return hits_alike(found.hits, self._store, analyser)

    def within(self, item: str, query: Query, limit: int = 10) -> tuple[Moment, ...]:
        """The places in `item` where the words of `query` stand, as they were typed or mended.

        Raises EngineError.
        """
        stored = self._store.items.many([item]).get(item)
        sources = self._store.sources.known()
        source = sources.get(stored.source) if stored else None
        if stored is None or query.node is None or (source and source.show == "link"):
            return ()
        try:
            asked = self._understood().asked(query, self._maker(sources))
            return places_within(stored, asked, self._engine(), self._analyser, limit)
        except IndexBroken:
            self._damaged()
            raise

    def prepare(self) -> None:
        """Make what is made once: lists of words, and suggestions. Raises StoreError."""
        self._understood()
        self._suggestions.prepare()

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """How `typed` may go on: titles, people, themes and frequent phrases of what we have."""
        return self._suggestions.suggest(typed, limit)

    def _answer(
        self, query: Query, offset: int, limit: int, upto: str, *, explain: bool
    ) -> Results:
        began = time.perf_counter()
        sources = self._store.sources.known()
        finding = self._finding(query, upto)
        asked = self._asked(query, self._maker(sources), finding)
        page = finding.page(asked, plan_filters(asked.query.filters), offset, limit)
        found = page.found
        return Results(
            query=query,
            read_as=print_query(asked.query.node),
            total=found.total,
            hits=hits_of(asked, page, finding, sources, self._analyser, explain=explain),
            facets=tuple(Facet(name, tuple(found.facets.get(name, ()))) for name in FACETS),
            relaxed=page.step.relaxed,
            notes=notes_of(asked, page),
            did_you_mean=asked.repaired or (None if found.total else self._spelt(asked)),
            milliseconds=(time.perf_counter() - began) * 1000,
            newest=str(finding.upto),
            alone=_alone(asked, finding) if not found.total else (),
        )

    def _spelt(self, asked: Asked) -> str | None:
        """Another spelling to try, of a query that may not be mended by us."""
        return None if asked.query.pointer else self._understood().spelt(asked.query)

    def _maker(self, sources: Mapping[str, Source]) -> ClauseMaker:
        return ClauseMaker(
            self._analyser,
            known_values(sources.values(), self._field().themes),
            tuning=self._tuning,
            days=days_in(self._store.zone),
        )

    def _finding(self, query: Query, upto: str) -> Finding:
        now = microseconds(self._now())
        return Finding(
            self._engine(),
            loaded_once(self._store.items.found),
            self._analyser,
            self._tuning,
            now,
            int(upto) if upto.isdecimal() else now,
            hidden_from(query.node),
        )

    def _asked(self, query: Query, maker: ClauseMaker, finding: Finding) -> Asked:
        """How to ask for `query`: for the work it names, for a kind of the rest, or for words."""
        understanding = self._understood()
        if query.pointer and not query.literal:
            items = self._store.items.pointed(query.pointer.keys)
            note = Note("pointed" if items else "pointed-nowhere", (("text", query.pointer.text),))
            query = replace(query, notes=(*query.notes, note))
            if items or query.node is None:  # a name too long to be words finds nothing, not all
                return understanding.pointed(query, items)
        if query.guess and not query.literal:
            asked = understanding.guessed(query, query.guess, maker)
            step = finding.step(asked.steps)
            if not step.relaxed and finding.total(step, plan_filters(asked.query.filters)):
                return asked
        return understanding.asked(query, maker)

    def _understood(self) -> Understanding:
        words = self._field()
        if self._understanding is None or self._understanding[0] != words:
            fresh = Understanding(
                self._analyser, words, self._bridges, self._repairer, self._tuning
            )
            self._understanding = (words, fresh)
        return self._understanding[1]


def _alone(asked: Asked, finding: Finding) -> tuple[tuple[str, int], ...]:
    """How many items each concept finds by itself, where all of them find nothing."""
    return tuple(
        (concept.text, finding.total(Step(concept.direct()))) for concept in asked.read.concepts
    )
