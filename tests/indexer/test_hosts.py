"""One at a time per host, a pause between two, and no host waits for another."""

import anyio
import pytest

from indexer.hosts import Hosts


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await anyio.lowlevel.checkpoint()


@pytest.mark.anyio
async def test_a_pause_from_the_end_of_one_to_the_start_of_the_next() -> None:
    clock = Clock()
    hosts = Hosts(2.0, clock, clock.sleep)
    async with hosts.turn("x.dk"):
        clock.now += 0.5
    clock.now += 0.25
    async with hosts.turn("X.dk."):
        pass
    clock.now += 5
    async with hosts.turn("x.dk"):
        pass
    assert clock.slept == [1.75]


@pytest.mark.anyio
async def test_one_at_a_time_in_the_order_asked() -> None:
    clock = Clock()
    hosts = Hosts(1.0, clock, clock.sleep)
    story: list[str] = []

    async def ask(name: str) -> None:
        async with hosts.turn("x.dk"):
            story.append(f"{name} in")
            await anyio.lowlevel.checkpoint()
            story.append(f"{name} out")

    async with anyio.create_task_group() as group:
        for name in "abc":
            group.start_soon(ask, name)
    assert story == ["a in", "a out", "b in", "b out", "c in", "c out"]
    assert clock.slept == [1.0, 1.0]


@pytest.mark.anyio
async def test_a_failed_request_counts_too() -> None:
    clock = Clock()
    hosts = Hosts(1.0, clock, clock.sleep)
    with pytest.raises(OSError, match="broken"):
        async with hosts.turn("x.dk"):
            raise OSError("broken")
    async with hosts.turn("x.dk"), hosts.turn("y.dk"):
        pass
    assert clock.slept == [1.0]
