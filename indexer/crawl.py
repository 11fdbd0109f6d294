"""The order of a visit and nothing else: fetch -> read -> decide -> record."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable
from dataclasses import replace
from itertools import zip_longest
from time import perf_counter
from urllib.parse import urlsplit

from hub.model import Source, SourceState, Trouble, Validators, Visit
from indexer.answer import Answer
from indexer.attempt import attempt
from indexer.decide import decide
from indexer.extract import wanted
from indexer.outcome import Looked, purpose_of, state_after, visit_of
from indexer.readers import is_read, needs_fetch, read_listing, reader_version
from indexer.tools import Tools

AT_ONCE = 32


async def crawl(
    sources: Iterable[Source], tools: Tools, *, at_once: int = AT_ONCE
) -> AsyncGenerator[Visit, None]:
    """Visit all `sources`, `at_once` of them at a time, and yield each visit when it is recorded.

    Raises HubError only for trouble of the hub's own. Whoever stops early must close the iterator
    (``contextlib.aclosing``): that ends the visits under way.
    """
    places = asyncio.Semaphore(at_once)

    async def in_turn(source: Source) -> Visit:
        async with places:
            return await visit(source, tools)

    visits = [asyncio.create_task(in_turn(source)) for source in spread_by_host(sources)]
    try:
        for done in asyncio.as_completed(visits):
            yield await done
    finally:
        for each in visits:
            each.cancel()
        await asyncio.gather(*visits, return_exceptions=True)


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
    """One attempt at `source`, recorded. Raises HubError only for trouble of the hub's own."""
    begun = perf_counter()
    if not source.enabled:
        return Visit(source.id, tools.now(), "skipped", trouble=Trouble("disabled"))
    before = await tools.threads.read(tools.store.sources.state, source.id)
    looked = await attempt(source.id, _look(source, before, tools))
    if isinstance(looked, Trouble):
        looked = Looked("failed", trouble=looked)
    at = tools.now()
    made = replace(
        visit_of(source, before, looked, at),
        milliseconds=round(1000 * (perf_counter() - begun)),
    )
    after = state_after(source, before, looked, made, tools.random)
    readings = {each.entry: wanted(each.draft, source) for each in looked.proposals}
    await tools.threads.write(tools.store.visits.record, made, after, looked.proposals, readings)
    tools.step("recorded")
    return made


async def _look(source: Source, before: SourceState, tools: Tools) -> Looked:
    """What there is at `source` that we have not seen. Raises SourceError."""
    if not is_read(source.via):
        return Looked("skipped", trouble=Trouble("not-read-yet", (("via", source.via),)))
    purpose = purpose_of(source, reader_version(source.via))
    known = before.validators if before.validators_for == purpose else None
    if not needs_fetch(source.via):
        if known is not None:
            return Looked("unchanged", purpose)
        return await _read(source, before, None, Looked("ok", purpose), tools)
    fetched = await tools.fetcher.ask(source.url or "", known or Validators())
    tools.step("fetched")
    told = Looked(
        "unchanged" if fetched.answer is None else "ok",
        purpose,
        fetched.validators,
        moved_to=fetched.moved_to,
        received=fetched.received,
    )
    if fetched.answer is None:
        return told
    return await _read(source, before, fetched.answer, told, tools)


async def _read(
    source: Source, before: SourceState, answer: Answer | None, told: Looked, tools: Tools
) -> Looked:
    listing = await tools.pool.run(read_listing, source, answer)
    tools.step("read")
    proposals = await asyncio.to_thread(decide, source, before, listing.drafts, tools.vote)
    tools.step("decided")
    return replace(told, proposals=proposals, notes=listing.notes)
