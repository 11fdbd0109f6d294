"""One page of a source: fetch -> read -> decide, and where to go on after it."""

import asyncio
from collections.abc import Collection
from dataclasses import replace

from hub.model import Source, Trouble
from hub.visiting import Cursor, SourceState, Validators
from indexer.answer import Answer
from indexer.decide import decide
from indexer.fetch import Fetched
from indexer.identity import guid_mark
from indexer.outcome import Looked, purpose_of
from indexer.paging import onward
from indexer.readers import (
    first_address,
    is_read,
    leads_to,
    most_pages,
    needs_fetch,
    read_listing,
    reading_of,
)
from indexer.tools import Tools


async def look(source: Source, state: SourceState, asked: set[str], tools: Tools) -> Looked:
    """What there is at `source` that we have not seen, on the page where `state` goes on.

    The addresses of the page are added to those that this visit has `asked`. Raises SourceError.
    """
    if not is_read(source.via):
        return Looked("skipped", trouble=Trouble("not-read-yet", (("via", source.via),)))
    led = await _led_to(source, tools)
    purpose = purpose_of(source, " ".join((reading_of(source, tools.now()), led)).strip())
    known = state.validators_for == purpose
    if not needs_fetch(source.via):
        if known:
            return Looked("unchanged", purpose)
        return await _read(source, state, None, Looked("ok", purpose), tools)
    cursor = state.cursor if known else Cursor()
    address = cursor.next or led or first_address(source, cursor.since, tools.now())
    conditional = known and address == (led or source.url)
    fetched = await tools.fetcher.ask(address, state.validators if conditional else Validators())
    tools.step("fetched")
    asked |= {address, fetched.answer.url if fetched.answer else address}
    told = _told(fetched, purpose, state, cursor)
    if fetched.answer is None:
        return told
    most = most_pages(source.via, first=not known or bool(cursor.next))
    return await _read(source, state, fetched.answer, told, tools, asked, most)


async def _led_to(source: Source, tools: Tools) -> str:
    """Where the listing is, for a source whose address only tells that; else empty."""
    tells = leads_to(source.via)
    if tells is None:
        return ""
    answer = await tools.fetcher.fetch(first_address(source, "", tools.now()))
    return "" if answer is None else await tools.pool.run(tells, answer)


def _told(fetched: Fetched, purpose: str, state: SourceState, cursor: Cursor) -> Looked:
    """What the answer says; validators are those of the first page, where every visit begins."""
    return Looked(
        "unchanged" if fetched.answer is None else "ok",
        purpose,
        state.validators if cursor.next else fetched.validators,
        moved_to=state.moved_to if cursor.next else fetched.moved_to,
        received=fetched.received,
        cursor=cursor,
    )


async def _read(
    source: Source,
    state: SourceState,
    answer: Answer | None,
    told: Looked,
    tools: Tools,
    asked: Collection[str] = (),
    most: int = 1,
) -> Looked:
    listing = await tools.pool.run(read_listing, source, answer)
    tools.step("read")
    proposals = await asyncio.to_thread(decide, source, state, listing.drafts, tools.vote)
    tools.step("decided")
    cursor, notes = told.cursor, listing.notes
    if answer is not None and most > 1:
        cursor, ends = onward(listing, cursor, answer.url, asked, most)
        notes += ends
    left = dict.fromkeys(map(guid_mark, listing.gone))
    gone = tuple(entry for entry in left if entry in state.seen)
    return replace(told, proposals=proposals, gone=gone, notes=notes, cursor=cursor)
