"""How fast the site serves: people who read for a while, during a crawl too, and one that is full.

The real commands in processes of their own, asked over sockets.
"""

import asyncio
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from subprocess import Popen
from urllib.parse import urlencode

import httpx

from benchmarks.collection import add_sources
from benchmarks.mix import APART, load_mix
from benchmarks.places import FEEDS, gone
from benchmarks.processes import hub_command
from benchmarks.rows import Row, Target, p95
from benchmarks.servers import feeds_served
from benchmarks.sides import OURS
from benchmarks.sides.ours import Ours
from benchmarks.sides.port import folder_of
from benchmarks.sizes import Sizes
from hub.settings import Settings
from hub.store import open_store

GROUP = "Site"
_TARGETS = {"whoosh": Target(150), "tantivy": Target(40)}
_SATURATED = 4  # so many times shorter than the others
_PATIENCE = 120  # seconds until the worker crawls
_LOOK = 0.1
_ITEMS = 50


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Rows of the hub on each of its engines."""
    return [row for side in OURS[: sizes.engines] for row in _of(side, root, sizes)]


def _of(side: Ours, root: Path, sizes: Sizes) -> list[Row]:
    settings = side.settings(root)
    paths = _paths(settings, sizes)
    full = replace(sizes, thinking=0.0, serving=sizes.serving / _SATURATED)
    with hub_command(settings, "serve") as process:
        address = served_at(process)
        asyncio.run(_read(address, paths[: len(paths) // 2], full))  # all is open and warm
        quiet = asyncio.run(_read(address, paths, sizes))
        saturated = asyncio.run(_read(address, paths, full))
    crawling, visited = _during_a_crawl(side, root, sizes, paths)
    who = f"{sizes.clients} clients, {side.name}"
    beside = {"by that without": p95(crawling) / p95(quiet), "sources visited": visited}
    return [
        Row(GROUP, f"{who}, p95", p95(quiet), "ms", _TARGETS[side.engine], more=_more(quiet)),
        Row(
            GROUP,
            f"{who}, during a crawl, p95",
            p95(crawling),
            "ms",
            Target(round(2 * p95(quiet), 1)),
            more={**_more(crawling), **beside},
        ),
        Row(
            GROUP,
            f"saturated, {side.name}",
            len(saturated) / full.serving,
            "pages/s",
            more={"p95 in ms": p95(saturated)},
        ),
    ]


def _more(seconds: Sequence[float]) -> dict[str, float]:
    return {"median": 1000 * median(seconds), "pages": len(seconds)}


def served_at(process: "Popen[str]") -> str:
    """The address that ``hub serve`` says it listens on."""
    assert process.stdout is not None
    found = re.search(r"http://\S+/", process.stdout.readline())
    assert found is not None
    return found.group()


def _paths(settings: Settings, sizes: Sizes) -> list[str]:
    """What people open: of six pages four are searches, one is an item, one the front page."""
    with open_store(settings.database_url) as store:
        items = cycle(islice(store.items.ids(), _ITEMS))
    paths = []
    for at, one in enumerate(load_mix(sizes.queries)):
        if one.kind not in APART:
            paths.append(f"search?{urlencode({'q': one.text})}")
        if at % 4 == 3:
            paths += [f"items/{next(items)}/", ""]
    return paths


# --- clients -------------------------------------------------------------------------------------


async def _read(address: str, paths: Sequence[str], sizes: Sizes) -> list[float]:
    """Seconds of each page that all clients opened."""
    end = time.monotonic() + sizes.serving
    limits = httpx.Limits(max_connections=sizes.clients, max_keepalive_connections=sizes.clients)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=60) as client:
        shares = [[*paths[at:], *paths[:at]] for at in _starts(len(paths), sizes.clients)]
        each = [
            _reader(client, share, sizes.thinking, end, sizes.thinking * at / sizes.clients)
            for at, share in enumerate(shares)
        ]
        return [seconds for one in await asyncio.gather(*each) for seconds in one]


def _starts(many: int, clients: int) -> Iterator[int]:
    return (at * many // clients for at in range(clients))


async def _reader(
    client: httpx.AsyncClient, paths: Sequence[str], thinking: float, end: float, later: float
) -> list[float]:
    """One who asks, reads, and asks again `thinking` seconds after the answer; at least once."""
    await asyncio.sleep(later)
    seconds: list[float] = []
    for path in cycle(paths):
        began = time.perf_counter()
        answer = await client.get(path, follow_redirects=True)
        seconds.append(time.perf_counter() - began)
        answer.raise_for_status()
        await asyncio.sleep(thinking)
        if time.monotonic() > end:
            break
    return seconds


# --- a crawl beside it ---------------------------------------------------------------------------


def _during_a_crawl(
    side: Ours, root: Path, sizes: Sizes, paths: Sequence[str]
) -> tuple[list[float], int]:
    """The same clients while a worker visits every served source for the first time."""
    data = gone(root / f"visited-{side.engine}")
    shutil.copytree(folder_of(side, root), data)
    settings = replace(side.settings(root), data=data, feeds=data / "feeds.yaml")
    with ExitStack() as open_:
        addresses = open_.enter_context(feeds_served(root / FEEDS, sizes.hosts))
        add_sources(data, addresses)
        address = served_at(open_.enter_context(hub_command(settings, "serve")))
        open_.enter_context(hub_command(settings, "work"))
        before = _wait_for_crawl(settings)
        seconds = asyncio.run(_read(address, paths, sizes))
        visited = _visited(settings) - before
    shutil.rmtree(data)
    return seconds, visited


def _wait_for_crawl(settings: Settings) -> int:
    """Until some of the new sources were visited; how many had been visited then."""
    begun = _visited(settings)
    end = time.monotonic() + _PATIENCE
    while (now := _visited(settings)) == begun:
        if time.monotonic() > end:
            raise RuntimeError("the worker does not crawl")
        time.sleep(_LOOK)
    return now


def _visited(settings: Settings) -> int:
    with open_store(settings.database_url) as store:
        return sum(row.state.last_visit is not None for row in store.sources.all())
