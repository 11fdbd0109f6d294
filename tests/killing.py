"""A hub that kills itself: ``python -m tests.killing crawl|index|rebuild STEP TIMES``.

It dies by SIGKILL when it is told of STEP for the TIMES-th time, wherever it then is.
"""

import asyncio
import os
import signal
import sys
import threading

from hub.cli.composition import Hub, open_hub
from hub.cli.crawling import chosen, open_worker
from hub.settings import load_settings
from indexer.rounds import one_round

PORTION = 8  # items at a time, so that there is something after each step


class Killer:
    """Hears of steps, from any thread."""

    def __init__(self, step: str, times: int) -> None:
        self._step = step
        self._left = times
        self._lock = threading.Lock()

    def __call__(self, step: str) -> None:
        with self._lock:
            self._left -= step == self._step
            if not self._left:
                os.kill(os.getpid(), signal.SIGKILL)


async def crawl(hub: Hub) -> None:
    async with open_worker(hub) as worker:
        await one_round(worker, hub.config, chosen(hub, [], everything=True))


def main() -> None:
    work, step, times = sys.argv[1:]
    with open_hub(load_settings(os.environ), step=Killer(step, int(times))) as hub:
        if work == "crawl":
            asyncio.run(crawl(hub))
        elif work == "index":
            hub.judge()
            hub.index.sync(limit=PORTION)
        else:
            hub.index.rebuild()


if __name__ == "__main__":
    main()
