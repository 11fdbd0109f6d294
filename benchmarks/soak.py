"""``python -m benchmarks.soak``: a worker among sources of which some fail, drip or attack.

The hub's time runs six times as fast as ours, so that sources of `every: 15m` are due every 150
seconds. Memory is looked at all the time; a healthy source is on time if no visit of it is later
than a request may take.
"""

import argparse
import asyncio
import os
import shutil
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

from rich.console import Console

from benchmarks.collection import settings_of
from benchmarks.processes import descendants, memory_is_known, private
from benchmarks.rows import Row, Target, print_table
from benchmarks.unruly import Web, unruly_web
from hub.cli.composition import Hub, open_hub
from hub.cli.crawling import open_worker
from hub.visiting import Visit
from indexer.analysis import open_analyser
from indexer.limits import Limits
from indexer.worker import work

FASTER = 6
EVERY = 15  # minutes of the hub's time
SOURCES = 300
_LOOK = 5.0  # seconds
_JITTER = 1.1  # a tenth later is as planned
HEAD = "hub:\n  title: Hub\n  contact: mailto:nobody@example.org\nthemes:\n"
THEME = "  - {id: job, title: {da: Job}, about: {da: Job.}, match: 'job* OR ledig*'}\n"


@dataclass
class Diary:
    """What happened: visits of each source by our own clock, and memory, in megabytes."""

    visits: dict[str, list[float]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    memory: list[float] = field(default_factory=list)

    def visited(self, visit: Visit) -> None:
        """Note a visit."""
        self.visits.setdefault(visit.source, []).append(time.monotonic())
        if visit.status == "failed":
            self.failed.add(visit.source)


def main() -> None:
    """Soak, and print what came of it; ends with 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--sources", type=int, default=SOURCES)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lydhoer-soak-") as folder:
        rows = soak(Path(folder), chosen.minutes, chosen.sources)
    print_table(rows, Console(width=120))
    raise SystemExit(any(row.met is False for row in rows))


def soak(folder: Path, minutes: float, sources: int) -> list[Row]:
    """Run a worker for so many minutes."""
    diary = Diary()
    with unruly_web(sources) as web:
        data = _begin(folder, web)
        with open_hub(settings_of(data)) as hub:
            asyncio.run(_work(hub, diary, minutes))
            held = sum(row.items for row in hub.store.sources.all())
    healthy = [f"kilde-{at}" for at in range(len(web.healthy))]
    return [*_memory(diary), *_punctual(diary, healthy), *_health(diary, web, held)]


def _begin(folder: Path, web: Web) -> Path:
    data = folder / "hub"
    data.mkdir()
    entries = "".join(
        f'  - {{id: kilde-{at}, title: K{at}, kind: publications, url: "{address}",'
        f" language: da, every: {EVERY}m}}\n"
        for at, address in enumerate(web.all)
    )
    (data / "feeds.yaml").write_text(f"{HEAD}{THEME}sources:\n{entries}", "utf-8")
    open_analyser(folder / "lexicon")
    shutil.copytree(folder / "lexicon", data / "lexicon")
    return data


async def _work(hub: Hub, diary: Diary, minutes: float) -> None:
    begin, began = datetime.now(UTC), time.monotonic()

    def now() -> datetime:
        return begin + timedelta(seconds=FASTER * (time.monotonic() - began))

    stop = asyncio.Event()
    looking = threading.Event()
    looker = threading.Thread(target=_look, args=(diary, looking))
    looker.start()
    try:
        async with open_worker(hub, visited=diary.visited) as worker:
            worker = replace(worker, tools=replace(worker.tools, now=now))
            asyncio.get_running_loop().call_later(60 * minutes, stop.set)
            await work(worker, hub.feeds, stop, rest=1.0)
    finally:
        looking.set()
        looker.join()


def _look(diary: Diary, ended: threading.Event) -> None:
    while memory_is_known() and not ended.wait(_LOOK):
        ours = (os.getpid(), *descendants(os.getpid()))
        diary.memory.append(sum(_private(process) for process in ours))


def _private(process: int) -> float:
    try:
        return private(process)
    except OSError:  # it has ended meanwhile
        return 0.0


def _memory(diary: Diary) -> list[Row]:
    """The last third beside the one before; the first is for warming up."""
    third = len(diary.memory) // 3
    if not third:
        return []
    middle, last = (median(diary.memory[n * third : (n + 1) * third]) for n in (1, 2))
    more = {"median of the second third": middle, "peak": max(diary.memory)}
    grown = 100 * (last - middle) / middle
    return [
        Row("Memory, all processes (USS)", "median of the last third", last, "MB", more=more),
        Row("Memory, all processes (USS)", "more than in the second", grown, "%", Target(10)),
    ]


def _punctual(diary: Diary, healthy: list[str]) -> list[Row]:
    planned = _JITTER * EVERY * 60 / FASTER
    late = [
        max(0.0, later - earlier - planned)
        for name in healthy
        for earlier, later in pairwise(diary.visits.get(name, []))
    ]
    never = [name for name in healthy if len(diary.visits.get(name, [])) < 2]
    visits = sum(len(diary.visits.get(name, [])) for name in healthy)
    return [
        Row("Healthy sources", "visits", visits, "", more={"sources": len(healthy)}),
        Row("Healthy sources", "not visited again", len(never), "", Target(0)),
        Row(
            "Healthy sources",
            "latest visit, after it was due",
            max(late, default=0.0),
            "s",
            Target(Limits().total + 30),
            more={"median": median(late) if late else 0.0},
        ),
    ]


def _health(diary: Diary, web: Web, held: int) -> list[Row]:
    others = range(len(web.healthy), len(web.all))
    unruly = {f"kilde-{at}" for at in others}
    wrongly = diary.failed - unruly
    unnoticed = unruly - diary.failed
    return [
        Row("Failures", "healthy sources that failed", len(wrongly), "", Target(0)),
        Row("Failures", "unruly ones that did not", len(unnoticed), "", more={"of": len(unruly)}),
        Row("Failures", "items held", held, ""),
    ]


if __name__ == "__main__":
    main()
