"""What is due, for ever: until told to stop, and then what is being written is finished first."""

import asyncio
import logging
import signal
from contextlib import suppress
from functools import partial

from hub.config import Config
from hub.errors import HubError
from hub.model import Source
from indexer.configfile import ConfigFile
from indexer.quiet import Quiet
from indexer.rounds import Worker, one_round
from indexer.speech.aside import Aside
from indexer.tools import Tools

REST = 5.0  # seconds between two looks at what is due and whether feeds.yaml has changed
logger = logging.getLogger(__name__)


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and Ctrl-C set; to be called in the main thread's event loop."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: there Ctrl-C is KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def work(
    worker: Worker, feeds: ConfigFile, stop: asyncio.Event, *, rest: float = REST
) -> None:
    """Visit, index and read what is due until `stop` is set.

    Raises ConfigError if there is no configuration to begin with; later trouble of the hub's own,
    such as a full disk, is logged and tried again.
    """
    working = asyncio.create_task(_for_ever(worker, feeds, rest))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working


async def _for_ever(worker: Worker, feeds: ConfigFile, rest: float) -> None:
    tools = worker.tools
    await tools.threads.write(feeds.refresh)
    first = await tools.threads.read(_never_visited, tools)
    quiet, aside = Quiet(worker), Aside(worker.speak)
    try:
        await _rounds(worker, feeds, rest, first, quiet, aside)
    finally:
        await aside.end()


async def _rounds(
    worker: Worker, feeds: ConfigFile, rest: float, first: bool, quiet: Quiet, aside: Aside
) -> None:
    tools = worker.tools
    while True:
        try:
            config = await tools.threads.write(feeds.refresh)
            sources = await tools.threads.read(due, tools, config)
            someone_waits = partial(_is_any_due, tools, config)
            done = await one_round(
                worker, config, sources, first=first, due_only=True, enough=someone_waits
            )
            worker.finished(done)
            first = first and not done.visits
            if not await tools.threads.read(someone_waits):
                await quiet.after(done)
                aside.after(bool(done.visits or done.read or done.indexed), config)
        except HubError as error:
            logger.error("%s", error)  # noqa: TRY400 - the text is for people, it names the cure
        await asyncio.sleep(rest)


def due(tools: Tools, config: Config) -> tuple[Source, ...]:
    """Sources to visit now, the one that has waited longest first."""
    sources = (config.source(name) for name in tools.store.sources.due(tools.now(), tools.owner))
    return tuple(source for source in sources if source is not None)


def _is_any_due(tools: Tools, config: Config) -> bool:
    return bool(due(tools, config))


def _never_visited(tools: Tools) -> bool:
    return all(row.state.last_visit is None for row in tools.store.sources.all())
