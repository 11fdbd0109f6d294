"""``python -m benchmarks``: measure everything, print one table, write results.json."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from rich.console import Console

from benchmarks import analysis, asking, crawling, indexing, memory, weights
from benchmarks.clock import apart
from benchmarks.collection import collect
from benchmarks.feeds import write_feeds
from benchmarks.machine import Machine, describe
from benchmarks.rows import Row, print_table
from benchmarks.sizes import FULL, QUICK, Sizes
from benchmarks.texts import write_vocabulary

RESULTS = Path(__file__).with_name("results.json")
WIDTH = 130  # characters, where nobody can tell
Measure = Callable[[Path, Sizes], list[Row]]

# In this order: later ones use what earlier ones made.
MEASURES: tuple[tuple[str, Measure], ...] = (
    ("vocabulary", write_vocabulary),
    ("analysis", analysis.measure),
    ("collection and themes", collect),
    ("indexing", indexing.measure),
    ("asking", asking.measure),
    ("page weights", weights.measure),
    ("feeds", write_feeds),
    ("crawling", crawling.measure),
    ("memory", memory.measure),
)


def run(root: Path, sizes: Sizes, told: Console) -> list[Row]:
    """Every row; each measurement in a process of its own, with its files in `root`."""
    rows: list[Row] = []
    for name, measure in MEASURES:
        began = perf_counter()
        rows += apart(measure, root, sizes)
        told.print(f"{name}: {perf_counter() - began:.0f} s")
    return rows


def write(path: Path, machine: Machine, sizes: Sizes, rows: list[Row]) -> None:
    """All that was measured, on which machine."""
    found = {
        "machine": machine,
        "date": datetime.now(UTC).date().isoformat(),
        "sizes": asdict(sizes),
        "rows": [row.to_json() for row in rows],
    }
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a smoke run of about a minute")
    parser.add_argument("--out", type=Path, help="where to write; results.json of a full run")
    chosen = parser.parse_args()
    sizes = QUICK if chosen.quick else FULL
    machine = describe()
    with tempfile.TemporaryDirectory(prefix="lydhoer-bench-") as folder:
        rows = run(Path(folder), sizes, Console(stderr=True))
    print_table(rows, Console(width=None if sys.stdout.isatty() else WIDTH))
    if out := chosen.out or (RESULTS if sizes is FULL else None):
        write(out, machine, sizes, rows)


if __name__ == "__main__":
    main()
