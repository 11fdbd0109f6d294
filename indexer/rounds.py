"""One round of a worker: visit, index what came, read what it points at, index that too."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass, replace

from hub.config import Config
from hub.model import Source
from hub.visiting import Progress, Visit
from indexer.crawl import crawl
from indexer.reading import read_queued
from indexer.speech.aside import Speak, in_silence
from indexer.tools import Tools

Show = Callable[[Progress], None]
# Judges and indexes all that is pending, in a thread, and returns how many items it took up. It
# shows its progress often: that is where it can be ended.
Follow = Callable[[Config, Show], int]


def nobody(_: object) -> None:
    """Nobody wants to know."""


def never() -> bool:
    """Nothing is enough."""
    return False


@dataclass(frozen=True, slots=True)
class Round:
    """What came of a round: the visits, how many readings went well, how many items went in."""

    visits: tuple[Visit, ...] = ()
    read: int = 0
    indexed: int = 0


@dataclass(frozen=True, slots=True)
class Worker:
    """Who works. `told` hears every bit of progress and `visited` every visit, in any thread."""

    tools: Tools
    follow: Follow
    tidy: Callable[[], None]  # what a quiet moment is used for
    told: Show = nobody
    visited: Callable[[Visit], None] = nobody
    finished: Callable[[Round], None] = nobody
    speak: Speak = in_silence  # makes an episode into text, beside the rounds


async def one_round(
    worker: Worker,
    config: Config,
    sources: Sequence[Source],
    *,
    read: bool = True,
    first: bool = False,
    due_only: bool = False,
    enough: Callable[[], bool] = never,
) -> Round:
    """Visit `sources`, and drain the reading queue if `read`. Raises HubError.

    Items are indexed as they come, beside the crawl. With `due_only`, what another worker has
    visited meanwhile is not visited again. `first` says so to whoever looks on, `enough`
    whether the rest of the queue may wait for the next round.
    """
    teller = _Teller(worker, first)
    following = _Following(worker, config)
    try:
        visits = await _visit(worker, sources, teller, following, due_only)
        indexed = await following.finish(teller)
        done = await _read(worker, teller, following, enough) if read else 0
        indexed += await following.finish(teller) if done else 0
    finally:
        await following.stop()
    await teller.tell("rest", 0, 0)
    return Round(visits, done, indexed)


async def _visit(
    worker: Worker,
    sources: Sequence[Source],
    teller: "_Teller",
    following: "_Following",
    due_only: bool,
) -> tuple[Visit, ...]:
    visits: list[Visit] = []
    if sources:
        await teller.tell("crawl", 0, len(sources))
    async with aclosing(crawl(sources, worker.tools, due_only=due_only)) as made:
        async for visit in made:
            visits.append(visit)
            worker.visited(visit)
            await teller.tell("crawl", len(visits), len(sources))
            if visit.new or visit.changed:
                following.nudge()
    return tuple(visits)


async def _read(
    worker: Worker, teller: "_Teller", following: "_Following", enough: Callable[[], bool]
) -> int:
    """How many readings went well."""
    waiting = await worker.tools.threads.read(worker.tools.store.readings.count)
    if not waiting:
        return 0
    tried = done = 0
    async with aclosing(read_queued(worker.tools, enough=enough)) as readings:
        async for trouble in readings:
            tried += 1
            done += trouble is None
            await teller.tell("read", tried, max(tried, waiting))
            if trouble is None:
                following.nudge()
    return done


class _Following:
    """Brings judge and index up to date in a thread, one run at a time."""

    def __init__(self, worker: Worker, config: Config) -> None:
        self._worker = worker
        self._config = config
        self._under_way: asyncio.Task[int] | None = None
        self._more = False  # came while a run was under way, and perhaps too late for it
        self._stopped = threading.Event()
        self._indexed = 0

    def nudge(self) -> None:
        """There is something new; taken up now, or as soon as the run under way is over."""
        self._more = True
        if self._under_way is None or self._under_way.done():
            self._collect()
            self._under_way = asyncio.create_task(self._keep_up())

    async def finish(self, teller: "_Teller") -> int:
        """Take up all that is left, and return how many items went in since the last time."""
        if self._under_way is not None:
            await self._under_way
        self._collect()
        self._indexed += await self._run(teller.show)
        indexed, self._indexed = self._indexed, 0
        return indexed

    async def stop(self) -> None:
        """End the run under way at its next bit of progress; the rest stays pending."""
        if self._under_way is not None:
            self._under_way.cancel()
            await asyncio.gather(self._under_way, return_exceptions=True)

    async def _keep_up(self) -> int:
        """Run until nothing more came meanwhile: a slow source must not hide the others' items."""
        indexed = 0
        while self._more:
            self._more = False
            indexed += await self._run(nobody)
        return indexed

    def _collect(self) -> None:
        if self._under_way is not None:
            self._indexed += self._under_way.result()
            self._under_way = None

    async def _run(self, show: Show) -> int:
        def checked(progress: Progress) -> None:
            if self._stopped.is_set():
                raise InterruptedError
            show(progress)

        thread = asyncio.to_thread(self._worker.follow, self._config, checked)
        under_way = asyncio.ensure_future(thread)
        try:
            return await asyncio.shield(under_way)
        except asyncio.CancelledError:
            self._stopped.set()
            with suppress(InterruptedError):
                await under_way
            raise


class _Teller:
    """Tells the terminal always, and the site (by a row in the store) now and then."""

    _SELDOM = 0.5  # seconds

    def __init__(self, worker: Worker, first: bool) -> None:
        self._worker = worker
        self._first = first
        self._phase = ""
        self._next = 0.0

    async def tell(self, phase: str, done: int, total: int) -> None:
        """From the event loop."""
        tools = self._worker.tools
        await tools.threads.write(self.show, Progress(phase, done, total, tools.now()))

    def show(self, progress: Progress) -> None:
        """From a thread that may wait."""
        progress = replace(progress, first=self._first and progress.phase != "rest")
        self._worker.told(progress)
        ended = progress.done == progress.total
        if progress.phase != self._phase or ended or time.monotonic() >= self._next:
            self._worker.tools.store.progress.set(progress)
            self._phase = progress.phase
            self._next = time.monotonic() + self._SELDOM
