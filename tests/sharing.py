"""A worker for tests that share the work: ``python -m tests.sharing URL NOW [STEP]``.

It visits what is due in the store at URL as of the time NOW, says which sources it visited, and
ends; at STEP it kills itself by SIGKILL.
"""

import asyncio
import os
import signal
import sys
from contextlib import aclosing
from datetime import datetime

from hub.store import open_store
from indexer.crawl import crawl
from tests.crawling import Story, crawler


class Dying(Story):
    """Takes itself out by force at the step named."""

    __slots__ = ()

    def step(self, name: str) -> None:
        if name == self.end_at:
            os.kill(os.getpid(), signal.SIGKILL)


async def share(url: str, story: Story) -> None:
    with open_store(url) as store:
        async with crawler(store, story) as tools:
            due = store.sources.due(tools.now(), tools.owner)
            rows = {row.source.id: row.source for row in store.sources.all()}
            sources = [rows[name] for name in due]
            async with aclosing(crawl(sources, tools, at_once=4, due_only=True)) as visits:
                async for visit in visits:
                    sys.stdout.write(f"{visit.source} {visit.status}\n")


def main() -> None:
    url, now, *step = sys.argv[1:]
    story = Dying(datetime.fromisoformat(now), end_at=step[0] if step else "")
    asyncio.run(share(url, story))


if __name__ == "__main__":
    main()
