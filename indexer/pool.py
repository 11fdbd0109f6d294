"""Readers at work in processes of their own, where one that hangs or eats memory dies alone.

The only module that knows pebble.
"""

import asyncio
import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from traceback import format_exc
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from hub.errors import ReadError, SourceError

T = TypeVar("T")

MEMORY = 1_500_000_000  # bytes of address space for one reader, libraries included
SECONDS = 30.0
_TASKS = 500  # after which a worker makes room for a fresh one: parsers leak
_GRACE = 5  # seconds of processor time beyond the limit, for a worker whose pool was killed
_PRELOADED = ["indexer.readers", "indexer.extract", "trafilatura"]


class ReaderFault(Exception):
    """A reader ran into a bug of its own. `name` is the error's, the text its traceback.

    Only its words travel between processes: not every error of every library can be pickled.
    """

    def __init__(self, name: str, trace: str) -> None:
        super().__init__(name, trace)
        self.name = name


class ReaderPool:
    """Runs functions in worker processes; use it as one for the whole life of a crawler."""

    def __init__(self, workers: int | None = None, memory: int = MEMORY) -> None:
        """`workers` processes, as many as there are processors unless told; started when used."""
        self._workers = workers or os.cpu_count() or 1
        self._memory = memory
        self._pool: ProcessPool | None = None

    async def run(self, function: Callable[..., T], *args: object, seconds: float = SECONDS) -> T:
        """What `function` returns; function, arguments and result are pickled.

        Raises what it raises if that is a SourceError, ReaderFault for any other error, and
        ReadError where the worker was killed after `seconds` or broke down.
        """
        for _ in range(2):
            try:
                return await asyncio.wrap_future(self._schedule(function, args, seconds))
            except TimeoutError as error:
                raise ReadError("reader-killed", seconds=f"{seconds:g}") from error
            except (ProcessExpired, MemoryError) as error:
                raise ReadError("reader-crashed") from error
            except BrokenProcessPool:
                await self._drop()  # somebody else's crash, or a worker that died idle: once more
        raise ReadError("reader-crashed")

    async def close(self) -> None:
        """End every worker, also those at work."""
        await self._drop()

    def _schedule(
        self, function: Callable[..., T], args: tuple[object, ...], seconds: float
    ) -> Future[T]:
        if self._pool is None or not self._pool.active:
            self._pool = ProcessPool(
                self._workers,
                max_tasks=_TASKS,
                initializer=_limit_memory,
                initargs=(self._memory,),
                context=_context(),
            )
        try:
            return self._pool.schedule(_run, (function, args, seconds), timeout=seconds)
        except RuntimeError as error:  # it broke down between the two lines above
            raise BrokenProcessPool(str(error)) from error

    async def _drop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves it without types
            await asyncio.to_thread(pool.join)


def _context() -> multiprocessing.context.BaseContext:
    """Workers are forked from a clean process, never from ours with its threads and sockets."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def _run(function: Callable[..., T], args: tuple[object, ...], seconds: float) -> T:
    """In the worker: `function`, and nothing but plain errors out of it."""
    _limit_time(seconds)
    try:
        return function(*args)
    except (SourceError, MemoryError):
        raise
    except Exception as error:
        raise ReaderFault(type(error).__name__, format_exc()) from None


def _limit_memory(limit: int) -> None:
    """In the worker: no more than `limit` bytes, where the system can be told."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _limit_time(seconds: float) -> None:
    """In the worker: the kernel ends it should its pool be gone, and with it who would kill it."""
    try:
        import resource  # absent on Windows
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + _GRACE, hard))
