"""A reader that hangs, eats memory or breaks down dies alone."""

import os
from collections.abc import AsyncIterator

import anyio
import pytest

from hub.errors import ReadError
from hub.phrases import in_words
from indexer.pool import ReaderFault, ReaderPool
from tests.hungry import die, double, eat, own_process, refuse, spin, stumble

pytestmark = pytest.mark.anyio


@pytest.fixture
async def pool() -> AsyncIterator[ReaderPool]:
    pool = ReaderPool(2, memory=1_000_000_000)
    yield pool
    await pool.close()


async def test_runs_elsewhere(pool: ReaderPool) -> None:
    assert await pool.run(double, 21) == 42
    assert await pool.run(own_process) != os.getpid()


async def test_an_endless_loop_is_killed_and_the_others_go_on(pool: ReaderPool) -> None:
    results: list[int] = []

    async def work(number: int) -> None:
        results.append(await pool.run(double, number))

    async with anyio.create_task_group() as group:
        for number in range(5):
            group.start_soon(work, number)
        with pytest.raises(ReadError) as caught:
            await pool.run(spin, seconds=0.3)
    assert caught.value.trouble.code == "reader-killed"
    assert dict(caught.value.trouble.details) == {"seconds": "0.3"}
    assert sorted(results) == [0, 2, 4, 6, 8]
    assert await pool.run(double, 1) == 2


async def test_a_memory_eater_is_stopped(pool: ReaderPool) -> None:
    with pytest.raises(ReadError) as caught:
        await pool.run(eat)
    assert caught.value.trouble.code == "reader-crashed"
    assert await pool.run(double, 1) == 2


async def test_a_worker_that_dies_is_replaced(pool: ReaderPool) -> None:
    for _ in range(3):
        with pytest.raises(ReadError) as caught:
            await pool.run(die)
        assert caught.value.trouble.code == "reader-crashed"
        assert await pool.run(double, 1) == 2


async def test_troubles_travel_whole(pool: ReaderPool) -> None:
    with pytest.raises(ReadError) as caught:
        await pool.run(refuse)
    assert caught.value.trouble.code == "not-a-feed"
    assert dict(caught.value.trouble.details) == {"title": "Æøå"}
    assert "almindelig webside" in in_words(caught.value.trouble, "da")


async def test_bugs_tell_their_name_and_where(pool: ReaderPool) -> None:
    with pytest.raises(ReaderFault, match="in stumble") as caught:
        await pool.run(stumble)
    assert caught.value.name == "UnicodeDecodeError"


async def test_closing_ends_what_is_at_work() -> None:
    pool = ReaderPool(1)
    with anyio.move_on_after(0.2):
        await pool.run(spin)
    await pool.close()
    await pool.close()
    assert await pool.run(double, 2) == 4
    await pool.close()
