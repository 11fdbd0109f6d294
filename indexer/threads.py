"""Where the store is used beside an event loop: one thread that reads and one that writes.

One writer: writes wait for each other here and not in the database, and whoever closes waits for
what is being written.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class StoreThreads:
    """Runs functions in order. A cancelled caller leaves what is under way to end by itself."""

    def __init__(self) -> None:
        self._reading = ThreadPoolExecutor(1, "store-reading")
        self._writing = ThreadPoolExecutor(1, "store-writing")

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` returns."""
        return await _run(self._reading, partial(function, *args, **kwargs))

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` returns."""
        return await _run(self._writing, partial(function, *args, **kwargs))

    async def close(self) -> None:
        """Wait for what is under way; what has not begun is dropped."""
        for executor in (self._reading, self._writing):
            await asyncio.to_thread(executor.shutdown, cancel_futures=True)


async def _run(executor: ThreadPoolExecutor, function: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(executor, function)
