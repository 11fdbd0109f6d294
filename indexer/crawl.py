"""The order of a visit and nothing else: fetch -> read -> decide -> record."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest
from time import perf_counter
from urllib.parse import urlsplit

from hub.model import Source, Trouble
from hub.visiting import NewReading, Proposal, SourceState, Visit
from indexer.attempt import attempt
from indexer.extract import wanted
from indexer.identity import has_own_page
from indexer.looking import look
from indexer.outcome import (
    Looked,
    day_of,
    from_the_start,
    state_after,
    state_between,
    stopped_by,
    visit_of,
    with_page,
)
from indexer.parts import without_page
from indexer.readers import START_OVER
from indexer.schedule import usual_gap
from indexer.tools import Tools
from indexer.turns import Turns

AT_ONCE = 32
MOST_PAGES = 20  # of one show's episodes that are looked through for a transcript at a visit


async def crawl(
    sources: Iterable[Source], tools: Tools, *, at_once: int = AT_ONCE, due_only: bool = False
) -> AsyncGenerator[Visit, None]:
    """Visit all `sources`, `at_once` of them at a time, and yield each visit when it is recorded.

    Each is claimed when its turn comes. Those that another worker visits are skipped; with
    `due_only` they are silently left to it, like those that it has visited meanwhile. Raises
    HubError only for trouble of the hub's own. Whoever stops early must close the iterator
    (``contextlib.aclosing``): that ends the visits under way.
    """
    turns = Turns(spread_by_host(sources), tools, due_only=due_only)
    under_way: set[asyncio.Task[Visit]] = set()
    try:
        while True:
            while len(under_way) < at_once and (source := await turns.next()):
                under_way.add(asyncio.create_task(visit(source, tools)))
            for passed_over in turns.passed_over():
                yield passed_over
            if not under_way:
                return
            done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                yield await each
    finally:
        for each in under_way:
            each.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


def spread_by_host(sources: Iterable[Source]) -> tuple[Source, ...]:
    """One source of each host, then a second of each …: the hosts with many, which have to be
    asked one after the other, don't keep all the places to themselves.
    """
    by_host: defaultdict[str, list[Source]] = defaultdict(list)
    for source in sources:
        by_host[urlsplit(source.url or "").netloc.lower()].append(source)
    rounds = zip_longest(*by_host.values())
    return tuple(source for each in rounds for source in each if source is not None)


async def visit(source: Source, tools: Tools) -> Visit:
    """One attempt at `source`, recorded page by page. Raises HubError only for trouble of the
    hub's own.
    """
    begun = perf_counter()
    total = Visit(source.id, tools.now(), "skipped")
    state = await tools.threads.read(tools.store.sources.state, source.id)
    asked: set[str] = set()
    started_over = False
    while True:
        looked = await attempt(source.id, look(source, state, asked, tools))
        if isinstance(looked, Trouble):
            if state.cursor.next and looked.code == START_OVER and not started_over:
                state, asked, started_over = from_the_start(state), set(), True
                continue
            looked = without_page(source.via, state, looked) or stopped_by(looked)
        total = with_page(total, visit_of(source, state, looked, tools.now()))
        total = replace(total, milliseconds=round(1000 * (perf_counter() - begun)))
        await _record(source, state, looked, total, tools)
        tools.step("recorded")
        if not looked.cursor.next:
            return total
        state = state_between(state, looked)


async def _record(
    source: Source, before: SourceState, looked: Looked, visit: Visit, tools: Tools
) -> None:
    """The page that was `looked` at, and with the last one the visit, in one transaction."""
    visits = tools.store.visits
    found = looked.proposals
    readings = _readings(source, found)
    if looked.cursor.next:
        between = state_between(before, looked)
        page = (visit.at, between, found, readings, looked.gone, looked.notices)
        await tools.threads.write(visits.record_page, *page)
    else:
        gap = await _gap(before, looked, visit, tools)
        after = state_after(source, before, looked, visit, tools.random, gap)
        told = (found, readings, looked.gone, looked.notices)
        await tools.threads.write(visits.record, visit, after, *told)


def _readings(source: Source, found: tuple[Proposal, ...]) -> dict[str, tuple[NewReading, ...]]:
    """What each entry points at; of a show's backlog only the newest have their page looked at."""
    return {
        each.entry: wanted(
            each.draft,
            source,
            own_page=place < MOST_PAGES and has_own_page(source, each.draft.link, each.keys),
        )
        for place, each in enumerate(found)
    }


async def _gap(before: SourceState, looked: Looked, visit: Visit, tools: Tools) -> timedelta | None:
    """The usual time between two pieces of the source's news; told anew only where some came."""
    if not visit.new:
        return before.gap
    known = await tools.threads.read(tools.store.visits.lately, visit.source)
    dates = filter(None, (day_of(each.draft.date, visit.at) for each in looked.proposals))
    return usual_gap((*known.dates, *dates), (*known.news, visit.at))
