"""First and second crawl of many local sources, beside feedparser and the same inserts."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from os import cpu_count
from pathlib import Path
from statistics import median
from time import perf_counter

import feedparser

from benchmarks.clock import apart, fresh, seconds
from benchmarks.collection import NOW, begin_hub, settings_of
from benchmarks.places import FEEDS
from benchmarks.reader_crawl import crawl
from benchmarks.rows import Row, Target
from benchmarks.servers import feeds_served
from benchmarks.sizes import Sizes
from hub.cli.composition import Hub, open_hub
from hub.cli.crawling import open_worker
from hub.model import Source
from hub.visiting import Proposal, SourceState, Visit
from indexer.answer import Answer
from indexer.decide import decide
from indexer.readers import read_listing
from indexer.rounds import one_round

GROUP = "Crawling"


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Rows of crawls; each kind of crawl in a process of its own."""
    parsing, inserting = apart(_baseline, root)
    with feeds_served(root / FEEDS, sizes.hosts) as addresses:
        begin_hub(root / "plain", addresses, themes=False)
        begin_hub(root / "whole", addresses)
        plain, _ = apart(_crawl, root / "plain", sizes, whole=False)
        whole, again = apart(_crawl, root / "whole", sizes, whole=True)
        theirs = apart(crawl, root / "reader", addresses)
    base = parsing + inserting
    beside = {"feedparser in a pool and inserts": sizes.sources / base}
    reader = Target(3 * (sizes.sources / theirs[0] if theirs else 62), at_least=True)
    firsts, laters = [
        {"lemon24/reader": sizes.sources / theirs[turn]} if theirs else {} for turn in range(2)
    ]
    return [
        Row(
            GROUP,
            "first crawl, no themes, no index",
            sizes.sources / plain,
            "sources/s",
            reader,
            firsts,
        ),
        Row(GROUP, "… by the baseline", plain / base, "times", Target(1.5), beside),
        Row(GROUP, "first crawl, themes and index", sizes.sources / whole, "sources/s"),
        Row(GROUP, "… by the baseline", whole / base, "times", Target(4), beside),
        Row(
            GROUP,
            "second crawl, nothing has changed",
            sizes.sources / again,
            "sources/s",
            Target(300, at_least=True),
            laters,
        ),
    ]


# --- ours ----------------------------------------------------------------------------------------


def _crawl(folder: Path, sizes: Sizes, *, whole: bool) -> tuple[float, float]:
    """Seconds of the first crawl, and of later ones."""
    with open_hub(settings_of(folder)) as hub:
        return asyncio.run(_crawls(hub, sizes, whole=whole))


async def _crawls(hub: Hub, sizes: Sizes, *, whole: bool) -> tuple[float, float]:
    async with open_worker(hub) as worker:
        if not whole:
            worker = replace(worker, follow=lambda *_: 0)
        times = []
        for turn in range(1 + sizes.repeats):
            began = perf_counter()
            # What entries point at is nowhere: example.org, which only costs look-ups of names.
            done = await one_round(worker, hub.config, hub.config.sources, read=False)
            times.append(perf_counter() - began)
            _check(done.visits, "unchanged" if turn else "ok")
    items = hub.store.pending.count("themes") if not whole else hub.index.reader().count()
    if whole and items != sizes.sources * sizes.entries:
        raise RuntimeError(f"{items} items are in the index")
    return times[0], median(times[1:])


def _check(visits: Sequence[Visit], status: str) -> None:
    odd = [visit for visit in visits if visit.status != status]
    if odd:
        raise RuntimeError(f"{len(odd)} visits were not {status}, such as {odd[0]}")


# --- the baseline --------------------------------------------------------------------------------


def _baseline(root: Path) -> tuple[float, float]:
    """Seconds for feedparser over the same bytes in a pool, and for the same inserts."""
    files = sorted((root / FEEDS).iterdir())
    folder = root / "baseline"
    begin_hub(folder, [f"https://127.0.0.1/{path.name}" for path in files], themes=False)
    with ExitStack() as open_, open_hub(settings_of(folder)) as hub:
        pool = open_.enter_context(ProcessPoolExecutor(cpu_count(), mp_context=fresh()))
        list(pool.map(_parse, files[: cpu_count()]))  # they have started and imported all
        parsing = seconds(lambda: list(pool.map(_parse, files)))
        inserting = 0.0
        read = pool.map(_proposals, hub.config.sources, files)
        for source, proposals in zip(hub.config.sources, read, strict=True):
            visit = Visit(source.id, NOW, "ok", new=len(proposals))
            began = perf_counter()
            hub.store.visits.record(visit, SourceState(source.id), proposals)
            inserting += perf_counter() - began
    return parsing, inserting


def _parse(path: Path) -> int:
    return len(feedparser.parse(path.read_bytes()).entries)


def _proposals(source: Source, path: Path) -> tuple[Proposal, ...]:
    """What a visit would record."""
    answer = Answer(source.url or "", path.read_bytes(), "application/rss+xml")
    listing = read_listing(source, answer)
    return decide(source, SourceState(source.id), listing.drafts, lambda _: "da")
