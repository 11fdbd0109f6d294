"""What a worker does while no source is due: a little of each, and then it looks again."""

import asyncio
from datetime import datetime, timedelta

from indexer.linkcheck import check_links, gather_links
from indexer.rereading import reread
from indexer.rounds import Round, Worker

REREAD = 8  # readings in one quiet moment
LINKS = 7  # addresses at a time, which makes a thousand a day
BETWEEN_LINKS = timedelta(minutes=10)
BETWEEN_SWEEPS = timedelta(days=1)
HOSTS_KNOWN = timedelta(days=30)  # since they were last asked


class Quiet:
    """Merges the index when something went into it, reads anew, asks addresses, forgets hosts."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._untidy = False
        self._links_at: datetime | None = None
        self._swept_at: datetime | None = None

    async def after(self, done: Round) -> None:
        """Use the moment after a round that brought nothing. Raises HubError."""
        if done.visits or done.indexed:
            self._untidy = True
            return
        if self._untidy:
            await asyncio.to_thread(self._worker.tidy)
            self._untidy = False
        tools = self._worker.tools
        if not done.read:
            await reread(tools, REREAD)
        now = tools.now()
        if self._swept_at is None or now >= self._swept_at + BETWEEN_SWEEPS:
            self._swept_at = now
            await tools.threads.write(tools.store.hosts.forget, now - HOSTS_KNOWN)
            await gather_links(tools)
        if self._links_at is None or now >= self._links_at:
            self._links_at = now + BETWEEN_LINKS
            await check_links(tools, LINKS)
