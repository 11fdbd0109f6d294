"""Addresses asked now and then whether they are still there, with the usual manners.

HEAD first, which costs a site next to nothing; GET, and only its beginning, where HEAD brought no
good answer: many sites refuse it, some answer it with a 404, and nothing is called dead by HEAD.
"""

import asyncio
from datetime import datetime, timedelta

from hub.liveness import after, next_check
from hub.model import Trouble
from hub.store.checks import Address
from indexer.attempt import attempt
from indexer.says import GONE, SILENT, Said, said_by_answer, said_by_trouble
from indexer.schedule import WAIT, after_wait
from indexer.tools import Tools

TOMORROW = timedelta(days=1)
_FINAL = frozenset(  # what another kind of request would meet again
    {WAIT, "robots-disallowed", "robots-unreachable", "no-such-host", "tls", "private-address"}
    | {"bad-address", "proxy-refused", "unreadable"}
)


async def gather_links(tools: Tools) -> None:
    """Note the addresses of all items, a few at a time. Raises HubError for our own trouble."""
    past: str | None = ""
    while past is not None:
        past = await tools.threads.write(tools.store.checks.gather, past, tools.now())


async def check_links(tools: Tools, limit: int) -> int:
    """Ask up to `limit` addresses that are due, and return how many were.

    Raises HubError only for trouble of the hub's own.
    """
    checks, now = tools.store.checks, tools.now()
    addresses = await tools.threads.write(checks.claim, now, limit)
    told = await asyncio.gather(*(_ask(address, tools) for address in addresses))
    heard = any(said.code not in SILENT for said in told)
    online = heard or await tools.threads.read(checks.heard_since, now - TOMORROW)
    for address, said in zip(addresses, told, strict=True):
        await _note(address, said, tools, online=online)
    return len(addresses)


async def _ask(address: Address, tools: Tools) -> Said:
    """What the address itself says."""
    look = tools.fetcher.look
    answer = await attempt(address.url, look(address.url, "HEAD"))
    if isinstance(answer, Trouble) and answer.code not in _FINAL:
        answer = await attempt(address.url, look(address.url, "GET"))
    if isinstance(answer, Trouble):
        return said_by_trouble(answer)
    return said_by_answer(address.url, answer, address.state)


async def _note(address: Address, said: Said, tools: Tools, *, online: bool) -> None:
    now = tools.now()
    state, due = address.state, now + TOMORROW
    if online or said.code not in SILENT:
        state = after(state, said.verdict, now)
        due = _due(said, next_check(state, said.verdict, now), now)
    write, record = tools.threads.write, tools.store.checks.record
    await write(record, address, state, now, due, gone=said.code in GONE)


def _due(said: Said, due: datetime, now: datetime) -> datetime:
    """As planned, or soon after a host has asked us to wait, which was no answer."""
    if said.trouble is None or said.code != WAIT:
        return due
    return max(after_wait(said.trouble, now).at, now + TOMORROW)
