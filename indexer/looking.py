"""One page of a source: fetch -> read -> decide, and where to go on after it."""

import asyncio
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from hub.model import Listing, Source, Trouble
from hub.visiting import Cursor, SourceState, Validators
from indexer.answer import Answer
from indexer.decide import decide
from indexer.fetch import Fetched
from indexer.identity import guid_mark
from indexer.outcome import Looked, purpose_of, seems_to_move
from indexer.paging import onward
from indexer.readers import (
    dated,
    first_address,
    is_read,
    leads_to,
    most_pages,
    needs_fetch,
    read_listing,
    reading_of,
)
from indexer.schedule import with_freshness
from indexer.tools import Tools


async def look(source: Source, state: SourceState, asked: set[str], tools: Tools) -> Looked:
    """What there is at `source` that we have not seen, on the page where `state` goes on.

    The addresses of the page are added to those that this visit has `asked`. Raises SourceError.
    """
    if not is_read(source.via):
        return Looked("skipped", trouble=Trouble("not-read-yet", (("via", source.via),)))
    led = await _led_to(source, tools)
    home = led or _home(source, state, tools.now())
    purpose = purpose_of(replace(source, url=home), reading_of(source, tools.now()))
    known = state.validators_for == purpose
    if not needs_fetch(source.via):
        if known:
            return Looked("unchanged", purpose)
        return await _read(source, state, None, Looked("ok", purpose), tools)
    cursor = state.cursor if known else Cursor()
    begin = first_address(source, cursor.since, tools.now())
    address = cursor.next or (home or "" if begin == source.url or led else begin)
    conditional = known and address == home and not seems_to_move(state) and not cursor.failed
    fetched = await tools.origin(source).ask(
        address, state.validators if conditional else Validators()
    )
    tools.step("fetched")
    asked |= {address, fetched.answer.url if fetched.answer else address}
    at_new = address == home != source.url and not led
    told = replace(_told(fetched, purpose, state, cursor), at_new=at_new)
    if fetched.answer is None:
        return told
    first = cursor.first if cursor.next else not known
    told = replace(told, cursor=replace(cursor, first=first))
    most = most_pages(source, first=first)
    return await _read(source, state, fetched.answer, told, tools, asked, most)


def _home(source: Source, state: SourceState, now: datetime) -> str | None:
    """Where the source is: its address in feeds.yaml, or the one that this has moved to."""
    moves = source.url is not None and first_address(source, "", now) == source.url
    return state.moved_to if moves and state.has_moved else source.url


async def _led_to(source: Source, tools: Tools) -> str:
    """Where the listing is, for a source whose address only tells that; else empty."""
    tells = leads_to(source.via)
    if tells is None:
        return ""
    answer = await tools.fetcher.interface.fetch(first_address(source, "", tools.now()))
    return "" if answer is None else await tools.pool.run(tells, answer)


def _told(fetched: Fetched, purpose: str, state: SourceState, cursor: Cursor) -> Looked:
    """What the answer says; validators are those of the first page, where every visit begins."""
    return Looked(
        "unchanged" if fetched.answer is None else "ok",
        purpose,
        state.validators if cursor.next else fetched.validators,
        notes=fetched.notes,
        moved_to=fetched.moved_to,
        received=fetched.received,
        cursor=cursor,
        first=not cursor.next,
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
    cursor, notes = told.cursor, (*told.notes, *listing.notes)
    if answer is not None and most > 1:
        told_on = dated(listing, source.via, tools.now())
        first = cursor.first
        cursor, ends = onward(told_on, cursor, answer.url, asked, most)
        cursor = replace(cursor, first=first and bool(cursor.next))
        notes += ends
    left = dict.fromkeys(map(guid_mark, listing.gone))
    return replace(
        told,
        proposals=proposals,
        gone=tuple(entry for entry in left if entry in state.seen),
        notes=notes,
        cursor=cursor,
        moved_to=_said_to_move(listing, answer, asked) or told.moved_to,
        pace=with_freshness(listing.pace, answer.fresh_for if answer else None),
        complete=listing.complete,
        notices=listing.notices,
    )


def _said_to_move(listing: Listing, answer: Answer | None, asked: Collection[str]) -> str:
    """Where the source itself says that it is from now on, unless that is where it was asked."""
    to = listing.moved_to
    here = answer is None or to == answer.url or to in asked
    return "" if here or not to.startswith(("https://", "http://")) else to
