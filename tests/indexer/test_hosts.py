"""One at a time per host and a pause between two, also for several workers; pauses it asks for."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import anyio
import pytest

from hub.errors import FetchError
from hub.store import Store, open_store
from indexer.hosts import Hosts, Turn, shared
from indexer.manners import LEASE, Refusal, leased
from indexer.owners import own_name

pytestmark = pytest.mark.anyio
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
BUSY = Refusal("x.dk", 429, timedelta(minutes=10))


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.time = START
        self.slept: list[float] = []
        self.read = anyio.Event()

    def now(self) -> datetime:
        self.read.set()
        return self.time

    async def next_reading(self) -> None:
        """Until somebody asks what time it is."""
        self.read = anyio.Event()
        with anyio.fail_after(30):
            await self.read.wait()

    def pass_by(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(seconds)
        await anyio.lowlevel.checkpoint()


def alone(clock: Clock, pause: float) -> Hosts:
    return Hosts(pause, now=clock.now, sleep=clock.sleep)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@asynccontextmanager
async def worker(store: Store, clock: Clock, pause: float = 1.0) -> AsyncIterator[Hosts]:
    hosts = Hosts(pause, shared(store.hosts.change), now=clock.now, sleep=clock.sleep)
    try:
        yield hosts
    finally:
        await hosts.close()


async def test_a_pause_from_the_end_of_one_to_the_start_of_the_next() -> None:
    clock = Clock()
    hosts = alone(clock, 2.0)
    async with hosts.turn("x.dk"):
        clock.pass_by(0.5)
    clock.pass_by(0.25)
    async with hosts.turn("X.dk."):
        pass
    clock.pass_by(5)
    async with hosts.turn("x.dk"):
        pass
    assert clock.slept == [1.75]


async def test_the_pause_that_its_robots_txt_asks_for() -> None:
    clock = Clock()
    hosts = alone(clock, 2.0)
    for seconds in (10, 1, 10**6, 0):
        async with hosts.turn("x.dk", timedelta(seconds=seconds)):
            pass
    assert clock.slept == [10, 2, 60]


async def asks(hosts: Hosts, name: str, story: list[str]) -> None:
    async with hosts.turn("x.dk"):
        story.append(f"{name} in")
        await anyio.lowlevel.checkpoint()
        story.append(f"{name} out")


async def test_one_at_a_time_in_the_order_asked() -> None:
    clock = Clock()
    hosts = alone(clock, 1.0)
    story: list[str] = []
    async with anyio.create_task_group() as group:
        for name in "abc":
            group.start_soon(asks, hosts, name, story)
    assert story == ["a in", "a out", "b in", "b out", "c in", "c out"]
    assert clock.slept == [1.0, 1.0]


async def test_a_failed_request_counts_too() -> None:
    clock = Clock()
    hosts = alone(clock, 1.0)
    with pytest.raises(OSError, match="broken"):
        async with hosts.turn("x.dk"):
            raise OSError("broken")
    async with hosts.turn("x.dk"), hosts.turn("y.dk"):
        pass
    assert clock.slept == [1.0]


async def test_one_who_gives_up_waiting_stops_nobody() -> None:
    clock = Clock()
    hosts = alone(clock, 0.0)
    story: list[str] = []
    async with anyio.create_task_group() as group, hosts.turn("x.dk"):
        impatient = asyncio.ensure_future(asks(hosts, "a", story))
        await anyio.lowlevel.checkpoint()
        group.start_soon(asks, hosts, "b", story)
        await anyio.lowlevel.checkpoint()
        impatient.cancel()
    assert story == ["b in", "b out"]


async def test_two_workers_are_one_polite_crawler(store: Store) -> None:
    clock = Clock()
    ends: list[datetime] = []
    begins: list[datetime] = []

    async def ask(hosts: Hosts) -> None:
        async with hosts.turn("x.dk"):
            begins.append(clock.now())
            await clock.sleep(0.25)
            ends.append(clock.now())

    async with (
        worker(store, clock) as one,
        worker(store, clock) as other,
        anyio.create_task_group() as group,
    ):
        for hosts in (one, other) * 4:
            group.start_soon(ask, hosts)
    assert len(ends) == 8
    gaps = [begin - end for end, begin in zip(ends, begins[1:], strict=False)]
    assert min(gaps) >= timedelta(seconds=1)


async def test_the_pause_holds_for_the_next_worker(store: Store) -> None:
    clock = Clock()
    async with worker(store, clock) as one, one.turn("x.dk"):
        pass
    async with worker(store, clock) as other, other.turn("x.dk"):
        pass
    assert clock.slept == [1.0]
    assert store.hosts.get("x.dk").lease_by == ""


async def test_the_pause_holds_although_the_last_in_the_queue_gave_up(store: Store) -> None:
    clock = Clock()
    async with worker(store, clock) as one, one.turn("x.dk"):
        impatient = asyncio.ensure_future(asks(one, "a", []))
        await anyio.lowlevel.checkpoint()
        impatient.cancel()
    async with worker(store, clock) as other, other.turn("x.dk"):
        pass
    assert clock.slept == [1.0]


async def test_a_name_is_one_host_however_it_is_written() -> None:
    clock = Clock()
    hosts = alone(clock, 1.0)
    for name in ("blåbær.dk", "BLÅBÆR.dk.", "xn--blbr-roah.dk"):
        async with hosts.turn(name):
            pass
    assert clock.slept == [1.0, 1.0]


async def test_a_killed_workers_lease_runs_out(store: Store) -> None:
    clock = Clock()
    elsewhere = "another-machine/1/abc"
    store.hosts.change([("x.dk", partial(leased, by=elsewhere, now=clock.now()))])
    async with worker(store, clock) as hosts, hosts.turn("x.dk"):
        pass
    assert sum(clock.slept) == pytest.approx(LEASE.total_seconds())


async def test_of_this_machine_it_is_known_at_once_that_it_was_killed(store: Store) -> None:
    clock = Clock()
    machine = own_name().split("/")[0]
    dead = f"{machine}/{2**22 + 1}/abc"  # no process has so high a number
    store.hosts.change([("x.dk", partial(leased, by=dead, now=clock.now()))])
    async with worker(store, clock) as hosts, hosts.turn("x.dk"):
        pass
    assert clock.slept == []


async def test_a_lease_in_use_is_renewed_and_given_back(store: Store) -> None:
    clock = Clock()
    register = shared(store.hosts.change)
    soon = timedelta(milliseconds=5)
    hosts = Hosts(0, register, now=clock.now, sleep=clock.sleep, renewal=soon)
    async with hosts.turn("x.dk"):
        clock.pass_by(20)
        await clock.next_reading()
        await register.close()
        assert store.hosts.get("x.dk").lease_until == clock.now() + LEASE
    await register.close()
    assert store.hosts.get("x.dk").lease_until is None


async def test_after_a_long_sleep_the_lease_is_asked_for_again(store: Store) -> None:
    """A laptop that was shut goes on with leases that others may have by now."""
    clock = Clock()
    register = shared(store.hosts.change)
    soon = timedelta(milliseconds=5)
    hosts = Hosts(0, register, now=clock.now, sleep=clock.sleep, renewal=soon)
    async with hosts.turn("x.dk"):
        clock.pass_by(3600)
        other = partial(leased, by="another-machine/1/abc", now=clock.now())
        store.hosts.change([("x.dk", other)])
        await clock.next_reading()
    async with hosts.turn("x.dk"):
        pass
    await register.close()
    assert sum(clock.slept) == pytest.approx(LEASE.total_seconds())


async def test_during_a_pause_nobody_asks_and_everybody_hears_until_when(store: Store) -> None:
    clock = Clock()
    story: list[str] = []
    async with worker(store, clock) as one, worker(store, clock) as other:
        with pytest.raises(FetchError):
            async with one.turn("x.dk"):
                await one.refused(BUSY)
        for hosts in (one, other):
            with pytest.raises(FetchError) as caught:
                await asks(hosts, "early", story)
            assert caught.value.trouble.code == "asked-to-wait"
            assert dict(caught.value.trouble.details)["until"] == "2026-03-01T12:10:00+00:00"
        async with other.turn("y.dk"):
            pass
        clock.pass_by(601)
        await asks(other, "late", story)
    assert story == ["late in", "late out"]
    assert clock.slept == []


async def test_those_in_the_queue_hear_it_as_well() -> None:
    clock = Clock()
    hosts = alone(clock, 1.0)
    results: list[str] = []

    async def ask() -> None:
        try:
            async with hosts.turn("x.dk"):
                await anyio.lowlevel.checkpoint()
                results.append("asked")
                await hosts.refused(BUSY)
        except FetchError as error:
            results.append(error.trouble.code)

    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(ask)
    assert results == ["asked", *["asked-to-wait"] * 3]


async def test_a_good_answer_forgets_the_refusals_before_it(store: Store) -> None:
    clock = Clock()
    minutes = []
    for refuses in (True, True, False, True):
        async with worker(store, clock) as hosts, answered(hosts) as turn:
            turn.well = not refuses
            if refuses:
                await hosts.refused(Refusal("x.dk", 503))
        until = store.hosts.get("x.dk").paused_until
        minutes.append(until and (until - clock.now()).total_seconds() / 60)
        clock.pass_by((minutes[-1] or 0) * 60 + 1)
    assert minutes == [5, 10, None, 5]


@asynccontextmanager
async def answered(hosts: Hosts) -> AsyncIterator[Turn]:
    with suppress(FetchError):
        async with hosts.turn("x.dk") as turn:
            yield turn
