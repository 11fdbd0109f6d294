"""Manners towards a host: one request at a time and a pause between two, whoever the source.

Within this process a host has a lane where askers queue; across processes its lease is a row,
claimed when the lane fills and given back when it is empty. Most waits are local.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

import anyio

from hub.dates import utc_now
from hub.store.hosts import UNKNOWN, Change, HostState
from indexer.gathering import Gathering
from indexer.manners import (
    LEASE,
    LONGEST_DELAY,
    RENEWAL,
    Refusal,
    leased,
    paused,
    refused,
    released,
    waiting,
)
from indexer.owners import is_dead, own_name

Changing = Callable[[Sequence[tuple[str, Change]]], Sequence[HostState]]
# Between two looks at a lease that another worker has: the pause, within these.
_OFTEN, _SELDOM = timedelta(seconds=0.1), timedelta(seconds=1)


class Register(Protocol):
    """Where it is written what is known of hosts."""

    async def ask(self, argument: tuple[str, Change]) -> HostState: ...
    def leave(self, argument: tuple[str, Change]) -> None: ...
    async def close(self) -> None: ...


class Memory:
    """A register of this process alone."""

    def __init__(self) -> None:
        self._states: dict[str, HostState] = {}

    async def ask(self, argument: tuple[str, Change]) -> HostState:
        """The state after the change."""
        self.leave(argument)
        return self._states[argument[0]]

    def leave(self, argument: tuple[str, Change]) -> None:
        """Change a state."""
        host, change = argument
        self._states[host] = change(self._states.get(host, UNKNOWN))

    async def close(self) -> None:
        """Nothing is under way."""


class _Lane:
    """The queue before one host, first come first served, and what we know of it."""

    __slots__ = ("renewing", "state", "turn", "until", "waiting")

    def __init__(self) -> None:
        self.turn = anyio.Lock()
        self.waiting = 0
        self.state = UNKNOWN
        self.renewing: asyncio.TimerHandle | None = None  # set while the lease is ours
        self.until = datetime.min.replace(tzinfo=UTC)  # as long as it is not renewed


class Turn:
    """One request to a host that nobody else asks meanwhile."""

    __slots__ = ("delay", "well")

    def __init__(self, delay: timedelta) -> None:
        self.delay = delay
        self.well = False  # whether the host answered, and not by telling us to wait


class Hosts:
    """Hands out turns, for one worker."""

    def __init__(
        self,
        pause: float,
        register: Register | None = None,
        *,
        now: Callable[[], datetime] = utc_now,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        renewal: timedelta = RENEWAL,
    ) -> None:
        """`pause` in seconds, from the end of one request to the start of the next. Without
        `register`, other workers are not heeded. `renewal` is how often leases in use are renewed.
        """
        self._pause = timedelta(seconds=pause)
        self._register = register or Memory()
        self._now = now
        self._sleep = sleep
        self._renewal = renewal.total_seconds()
        self._me = own_name()
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: timedelta = timedelta(0)) -> AsyncIterator[Turn]:
        """Wait until nobody else asks `host` and its pause is over; hold it for the request.

        `delay` is the pause that its robots.txt asks for. Raises FetchError "asked-to-wait" at
        once while the host wants to be left alone, StoreError.
        """
        name = _name(host)
        lane = self._lanes.setdefault(name, _Lane())
        lane.waiting += 1
        try:
            await lane.turn.acquire()
        finally:
            lane.waiting -= 1
        asked = None
        try:
            await self._wait(name, lane)
            asked = Turn(min(delay, LONGEST_DELAY))
            yield asked
        finally:
            self._after(name, lane, asked)
            lane.turn.release()

    async def refused(self, refusal: Refusal) -> None:
        """Nobody asks this host again before its pause is over. Raises FetchError, always."""
        name = _name(refusal.host)
        now = self._now()
        state = await self._register.ask((name, partial(refused, refusal=refusal, now=now)))
        self._lanes.setdefault(name, _Lane()).state = state
        error = paused(state, now)
        assert error is not None
        raise error

    async def close(self) -> None:
        """Give back every lease."""
        for name, lane in self._lanes.items():
            if lane.renewing:
                self._give_back(name, lane)
        await self._register.close()

    async def _wait(self, name: str, lane: _Lane) -> None:
        """Until the lease is ours and the host's pause is over."""
        longest = max(self._pause, LONGEST_DELAY)
        look = min(max(self._pause, _OFTEN), _SELDOM)
        while True:
            if not lane.renewing and not paused(lane.state, self._now()):
                await self._claim(name, lane)
            now = self._now()
            error = paused(lane.state, now)
            if error:
                raise error
            wait = waiting(lane.state, self._me, now, longest if lane.renewing else look)
            if wait:
                await self._sleep(wait.total_seconds())
            if lane.renewing:
                return

    async def _claim(self, name: str, lane: _Lane) -> None:
        """Take the lease if nobody else has it."""
        now = self._now()
        try:
            lane.state = await self._register.ask(
                (name, partial(leased, by=self._me, now=now, dead=is_dead))
            )
        except BaseException:  # cancelled perhaps, and the lease may be ours all the same
            self._register.leave((name, partial(released, by=self._me)))
            raise
        if lane.state.lease_by == self._me:
            lane.until = now + LEASE
            self._renew_later(name, lane)

    def _after(self, name: str, lane: _Lane, asked: Turn | None) -> None:
        """The turn is over: the next in the lane has the lease, or another worker may."""
        free_at = self._now() + max(self._pause, asked.delay) if asked else None
        well = bool(asked and asked.well and lane.state.paused_why)
        lane.state = released(lane.state, "", free_at, well=well)
        if lane.renewing and (well or not lane.waiting):
            self._give_back(name, lane, well=well)

    def _give_back(self, name: str, lane: _Lane, *, well: bool = False) -> None:
        assert lane.renewing
        lane.renewing.cancel()
        lane.renewing = None
        change = partial(released, by=self._me, free_at=lane.state.free_at, well=well)
        self._register.leave((name, change))

    def _renew_later(self, name: str, lane: _Lane) -> None:
        loop = asyncio.get_running_loop()
        lane.renewing = loop.call_later(self._renewal, self._renew, name, lane)

    def _renew(self, name: str, lane: _Lane) -> None:
        now = self._now()
        if now >= lane.until:  # we slept: another worker may have it by now
            lane.renewing = None
            return
        lane.until = now + LEASE
        self._register.leave((name, partial(leased, by=self._me, now=now)))
        self._renew_later(name, lane)


def _name(host: str) -> str:
    """What a host is known by, however its name is written."""
    name = host.lower().rstrip(".")
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def shared(change: Changing) -> Register:
    """A register that all workers over one store share: ``store.hosts.change``."""
    return Gathering(change)
