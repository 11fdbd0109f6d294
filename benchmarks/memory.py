"""What the site and the worker hold in memory for themselves (Linux only)."""

import time
import urllib.parse
import urllib.request
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from subprocess import Popen

from benchmarks.collection import begin_hub, settings_of
from benchmarks.mix import load_mix
from benchmarks.places import FEEDS
from benchmarks.processes import descendants, hub_command, memory_is_known, private
from benchmarks.rows import Row, Target
from benchmarks.servers import feeds_served
from benchmarks.sides import OURS
from benchmarks.sides.ours import Ours
from benchmarks.site import served_at
from benchmarks.sizes import Sizes
from hub.store import open_store

GROUP = "Private memory (USS)"
PATIENCE = 300  # seconds until the worker rests
_LOOK = 0.2  # seconds between two looks


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """The site after it was asked for pages; the worker after it has crawled and tidied up."""
    if not memory_is_known():
        print("NOT MEASURED: private memory is only known on Linux")
        return []
    return [*_sites(root, sizes), *_workers(root, sizes)]


def _sites(root: Path, sizes: Sizes) -> list[Row]:
    return [_site(side, root, sizes) for side in OURS[: sizes.engines]]


def _site(side: Ours, root: Path, sizes: Sizes) -> Row:
    with hub_command(side.settings(root), "serve") as process:
        address = served_at(process)
        fresh = private(process.pid)
        for one in load_mix(sizes.queries):
            _get(f"{address}search?{urllib.parse.urlencode({'q': one.text})}")
        used = private(process.pid)
    asked = len(load_mix(sizes.queries))
    what = f"the site, {side.name}, {sizes.items:,} items, after {asked} searches"
    return Row(GROUP, what, used, "MB", Target(150), more={"before": fresh})


def _get(address: str) -> None:
    if not address.startswith("http://127.0.0.1:"):
        raise ValueError(address)
    with urllib.request.urlopen(address) as answer:  # our own site, checked above
        answer.read()


def _workers(root: Path, sizes: Sizes) -> list[Row]:
    with feeds_served(root / FEEDS, sizes.hosts) as addresses:
        own = addresses[: sizes.resting_sources]
        return [_worker(side, root, own, sizes) for side in OURS[: sizes.engines]]


def _worker(side: Ours, root: Path, addresses: Sequence[str], sizes: Sizes) -> Row:
    data = root / f"resting-{side.engine}"
    begin_hub(data, addresses)
    with hub_command(settings_of(data, side.engine), "work") as process:
        _wait_for_rest(data, process, sizes.rests)
        alone = private(process.pid)
        readers = sum(private(child) for child in descendants(process.pid))
    entries = sizes.resting_sources * sizes.entries
    what = f"the worker at rest, {side.name}, after {entries:,} items"
    return Row(GROUP, what, alone, "MB", Target(150), more={"its readers besides": readers})


def _wait_for_rest(data: Path, process: "Popen[str]", rests: int) -> None:
    """Until the worker has said so many times that it rests: after a quiet round it tidies up."""
    seen: set[datetime] = set()
    end = time.monotonic() + PATIENCE
    while len(seen) < rests:
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("the worker ended, or never rests")
        time.sleep(_LOOK)
        if (data / "hub.db").exists():
            seen |= _rested(data)


def _rested(data: Path) -> set[datetime]:
    with open_store(settings_of(data).database_url) as store:
        progress = store.progress.get()
    return {progress.at} if progress and progress.phase == "rest" else set()
