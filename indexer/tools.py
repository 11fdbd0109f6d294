"""What a crawler works with, put together once."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from hub.dates import utc_now
from hub.errors import HubError
from hub.model import Source
from hub.store import Store
from indexer.client import Way, open_client
from indexer.decide import Vote
from indexer.fetch import Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts, shared
from indexer.limits import Limits
from indexer.mailbox import Mailboxes, Origin
from indexer.owners import is_dead, own_name
from indexer.permission import Forgetful, SharedRobots
from indexer.pool import ReaderPool
from indexer.readers import is_interface, leads_to
from indexer.threads import StoreThreads


def no_step(_: str) -> None:
    """Nobody waits for a step."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything a visit or a reading touches.

    `vote` tells a text's language. `owner` is who holds the leases on what is worked at. `step`
    hears the name of each step of a visit or reading when it is done (fetched, read, decided,
    recorded), so that tests can end a crawler right there.
    """

    store: Store
    fetcher: Fetcher
    pool: ReaderPool
    threads: StoreThreads
    vote: Vote
    now: Callable[[], datetime] = utc_now
    random: Random = field(default_factory=Random)
    owner: str = field(default_factory=own_name)
    step: Callable[[str], None] = no_step
    mailboxes: Mailboxes = field(default_factory=Mailboxes)

    def origin(self, source: Source) -> Origin:
        """Where answers of `source` come from: its mailbox, an interface, else the web."""
        if source.via == "mail":
            return self.mailboxes.of(source)
        through = is_interface(source.via) and not leads_to(source.via)
        return self.fetcher.interface if through else self.fetcher


@asynccontextmanager
async def open_fetcher(
    agent: str,
    allow_private: tuple[str, ...] = (),
    pause: float = 1.0,
    limits: Limits | None = None,
    *,
    store: Store | None = None,
    way: Way | None = None,
    now: Callable[[], datetime] = utc_now,
) -> AsyncIterator[Fetcher]:
    """A fetcher with a client of its own; `agent` from ``indexer.client.user_agent``, `pause` in
    seconds between two requests to one host. With `store` it heeds all other workers over it.
    Raises ConfigError for a wrong `allow_private` or `way`.
    """
    known = SharedRobots(store) if store else Forgetful()
    hosts = Hosts(pause, shared(store.hosts.change) if store else None, now=now)
    async with open_client(agent, Allowed.parse(allow_private), way=way) as client:
        try:
            yield Fetcher(client, hosts, limits, now, known)
        finally:
            await known.close()
            await hosts.close()


@asynccontextmanager
async def open_tools(
    store: Store,
    fetcher: Fetcher,
    vote: Vote,
    *,
    step: Callable[[str], None] = no_step,
    workers: int | None = None,
    mailboxes: Mailboxes | None = None,
) -> AsyncIterator[Tools]:
    """Tools with worker processes and threads of their own, which end here; the store stays open.

    What is being written when the block is left is finished first. What workers that died here
    held is free when the block begins, and what these tools hold when it ends.
    """
    pool, threads = ReaderPool(workers), StoreThreads()
    tools = Tools(
        store, fetcher, pool, threads, vote, step=step, mailboxes=mailboxes or Mailboxes()
    )
    try:
        await threads.write(release_dead, store)
        yield tools
    finally:
        await threads.close()
        await pool.close()
        with suppress(HubError):  # it is told of where it stood in the way of work
            await asyncio.to_thread(store.leases.release, (tools.owner,))


def release_dead(store: Store) -> int:
    """Free what workers held that have died on this machine, and return how much that was."""
    return store.leases.release(tuple(filter(is_dead, store.leases.owners())))
