"""Manners towards a host: one request at a time and a pause between two, whoever the source."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import anyio


class _Lane:
    """The queue before one host, first come first served, and when the host may be asked again."""

    __slots__ = ("free_at", "turn")

    def __init__(self) -> None:
        self.turn = anyio.Lock()
        self.free_at = float("-inf")


class Hosts:
    """Hands out turns. In this process's memory; rows in the store can come behind ``turn``."""

    def __init__(
        self,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        """`pause` in seconds, from the end of one request to the start of the next."""
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody else asks `host` and its pause is over; hold it for the request."""
        lane = self._lanes.setdefault(host.lower().rstrip("."), _Lane())
        async with lane.turn:
            wait = lane.free_at - self._clock()
            if wait > 0:
                await self._sleep(wait)
            try:
                yield
            finally:
                lane.free_at = self._clock() + self._pause
