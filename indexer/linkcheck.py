"""Items' own addresses asked now and then whether they are still there, with the usual manners."""

import asyncio
from io import BytesIO

from hub.model import Trouble
from hub.store.checks import Address
from indexer.attempt import attempt
from indexer.schedule import WAIT
from indexer.tools import Tools

_A_GLANCE = 2_000  # bytes: that an answer is longer is an answer
_GONE = ("not-found", "gone-for-good")


async def check_links(tools: Tools, limit: int) -> int:
    """Ask up to `limit` addresses that nobody has asked for long, and return how many were.

    Raises HubError only for trouble of the hub's own.
    """
    checks = tools.store.checks
    addresses = await tools.threads.read(checks.due, tools.now(), limit)
    await asyncio.gather(*(_check(address, tools) for address in addresses))
    return len(addresses)


async def _check(address: Address, tools: Tools) -> None:
    answer = await attempt(address.url, tools.fetcher.save(address.url, BytesIO(), _A_GLANCE))
    if isinstance(answer, Trouble) and answer.code == WAIT:
        return
    there = _is_there(answer if isinstance(answer, Trouble) else None)
    await tools.threads.write(tools.store.checks.record, address, tools.now(), there=there)


def _is_there(trouble: Trouble | None) -> bool | None:
    """What an answer, or the `trouble` met, says; None where it says nothing of the address."""
    if trouble is None or trouble.code == "too-large":
        return True
    return False if trouble.code in _GONE else None
