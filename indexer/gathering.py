"""Many small questions to the store, asked in few transactions.

While one question is under way, those who come meanwhile gather, and are asked together next.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from anyio import to_thread

from hub.errors import StoreError

A = TypeVar("A")
B = TypeVar("B")


class Gathering(Generic[A, B]):
    """Calls a function of many arguments in a thread, one call at a time, arguments in order."""

    def __init__(self, function: Callable[[Sequence[A]], Sequence[B]]) -> None:
        self._function = function
        self._waiting: list[tuple[A, asyncio.Future[B]]] = []
        self._running: asyncio.Task[None] | None = None

    async def ask(self, argument: A) -> B:
        """The function's result for `argument`. Raises what the function raised."""
        return await self._add(argument)

    def leave(self, argument: A) -> None:
        """As ``ask``, for one that doesn't wait for what comes of it."""
        self._add(argument).add_done_callback(_heard)

    async def close(self) -> None:
        """Wait for all that was asked."""
        while self._running and not self._running.done():
            await asyncio.wait([self._running])

    def _add(self, argument: A) -> asyncio.Future[B]:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[B] = loop.create_future()
        self._waiting.append((argument, answer))
        if self._running is None or self._running.done():
            self._running = loop.create_task(self._run())
        return answer

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            answers = [answer for _, answer in batch]
            try:
                results = await to_thread.run_sync(self._function, [each for each, _ in batch])
            except Exception as error:  # whatever it is, those who wait must hear it
                for answer in answers:
                    _settle(answer, error)
                continue
            for answer, result in zip(answers, results, strict=True):
                if not answer.done():
                    answer.set_result(result)


def _settle(answer: "asyncio.Future[B]", error: Exception) -> None:
    if not answer.done():
        answer.set_exception(error)


def _heard(answer: "asyncio.Future[B]") -> None:
    """Nobody waits: a lease that was not given back runs out by itself."""
    with suppress(StoreError, asyncio.CancelledError):
        answer.result()
