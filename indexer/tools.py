"""What a crawler works with, put together once."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from hub.store import Store
from indexer.client import open_client
from indexer.decide import Vote
from indexer.fetch import Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts
from indexer.limits import Limits
from indexer.pool import ReaderPool
from indexer.threads import StoreThreads


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


def no_step(_: str) -> None:
    """Nobody waits for a step."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything a visit or a reading touches.

    `vote` tells a text's language. `step` hears the name of each step of a visit or reading when
    it is done (fetched, read, decided, recorded), so that tests can end a crawler right there.
    """

    store: Store
    fetcher: Fetcher
    pool: ReaderPool
    threads: StoreThreads
    vote: Vote
    now: Callable[[], datetime] = utc_now
    random: Random = field(default_factory=Random)
    step: Callable[[str], None] = no_step


@asynccontextmanager
async def open_fetcher(
    agent: str,
    allow_private: tuple[str, ...] = (),
    pause: float = 1.0,
    limits: Limits | None = None,
) -> AsyncIterator[Fetcher]:
    """A fetcher with a client of its own; `agent` from ``indexer.client.user_agent``, `pause` in
    seconds between two requests to one host. Raises ConfigError for a wrong `allow_private`.
    """
    async with open_client(agent, Allowed.parse(allow_private)) as client:
        yield Fetcher(client, Hosts(pause), limits)


@asynccontextmanager
async def open_tools(
    store: Store,
    fetcher: Fetcher,
    vote: Vote,
    *,
    step: Callable[[str], None] = no_step,
    workers: int | None = None,
) -> AsyncIterator[Tools]:
    """Tools with worker processes and threads of their own, which end here; the store stays open.

    What is being written when the block is left is finished first.
    """
    pool, threads = ReaderPool(workers), StoreThreads()
    try:
        yield Tools(store, fetcher, pool, threads, vote, step=step)
    finally:
        await threads.close()
        await pool.close()
