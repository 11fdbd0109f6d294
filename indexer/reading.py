"""The reading queue drained: what items point at, fetched with the same manners, and read."""

import asyncio
from collections.abc import AsyncGenerator, Callable

from hub.model import Trouble
from hub.visiting import Read, ReadingTask
from indexer.attempt import attempt
from indexer.extract import read_target
from indexer.language import with_language
from indexer.schedule import WAIT, after_trouble, after_wait
from indexer.tools import Tools

AT_ONCE = 32
TRIES = 5
# Troubles that pass; of anything else another address is tried at once, where there is one.
_PASSING = ("no-answer", "no-such-host", "timeout", "tls", "server-error", "broken-off")


async def read_queued(
    tools: Tools, *, at_once: int = AT_ONCE, enough: Callable[[], bool] = lambda: False
) -> AsyncGenerator[Trouble | None, None]:
    """Read all that is due, and yield what became of each: None if it went well.

    After some it ends early if that is `enough` (asked in a thread of the store). Raises HubError
    only for trouble of the hub's own. Whoever stops early must close the iterator.
    """
    store = tools.store
    claim = store.readings.claim
    while tasks := await tools.threads.write(claim, at_once, tools.now(), tools.owner):
        under_way = [asyncio.create_task(read_one(task, tools)) for task in tasks]
        try:
            for done in asyncio.as_completed(under_way):
                yield await done
        finally:
            for each in under_way:
                each.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)
        if await tools.threads.read(enough):
            return


async def read_one(task: ReadingTask, tools: Tools) -> Trouble | None:
    """Fetch and read one target and store what it brought; trouble is stored and tried again."""
    read = await attempt(task.url, _read(task, tools))
    if isinstance(read, Trouble):
        await _put_back(task, read, tools)
        return read
    await tools.threads.write(tools.store.readings.record, task, read, tools.now())
    tools.step("recorded")
    return None


async def _put_back(task: ReadingTask, trouble: Trouble, tools: Tools) -> None:
    """Stored with what went wrong, to be tried again when it is time."""
    readings, at = tools.store.readings, tools.now()
    if trouble.code == WAIT:
        await tools.threads.write(readings.put_off, task, trouble, after_wait(trouble, at).at)
        return
    tries = task.tries + 1
    last = tries >= TRIES or (task.instead and trouble.code not in _PASSING)
    again = None if last else after_trouble(trouble, tries, at, tools.random).at
    await tools.threads.write(readings.failed, task, trouble, again)


async def _read(task: ReadingTask, tools: Tools) -> Read:
    """Raises SourceError."""
    answer = await tools.fetcher.fetch(task.url)
    tools.step("fetched")
    read = await tools.pool.run(read_target, task, answer)
    tools.step("read")
    return with_language(read, tools.vote)
