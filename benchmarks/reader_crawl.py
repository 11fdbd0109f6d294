"""The same sources crawled by lemon24/reader, the library that feed readers are built on (PyPI)."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter

from benchmarks.places import gone

WORKERS = 32  # threads: as many as we visit sources at once


def crawl(folder: Path, addresses: Sequence[str]) -> tuple[float, float] | None:
    """Seconds of a first and of a second update; None where the library isn't installed.

    It stores what feeds say and neither judges nor indexes it; its guards are those of requests.
    """
    if find_spec("reader") is None:
        print("NOT MEASURED: lemon24/reader is not installed; make bench installs it")
        return None
    from reader import make_reader

    gone(folder).mkdir()
    with make_reader(str(folder / "reader.db")) as library:
        for address in addresses:
            library.add_feed(address)
        times = []
        for _ in range(2):
            began = perf_counter()
            library.update_feeds(scheduled=False, workers=WORKERS)
            times.append(perf_counter() - began)
        entries = library.get_entry_counts().total
    if not entries:
        raise RuntimeError("reader has stored nothing")
    return times[0], times[1]
