"""``python -m benchmarks [PART ...]``: measure, print tables, write results.json and the plot."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from time import perf_counter

from rich.console import Console

from benchmarks.clock import apart
from benchmarks.machine import load
from benchmarks.parts import NAMES, Part, chosen
from benchmarks.plot import write_plot
from benchmarks.results import RESULTS, keep
from benchmarks.rows import Row, print_table
from benchmarks.sizes import FULL, QUICK, Sizes

WIDTH = 150  # characters, where nobody can tell


def run(
    root: Path, parts: Sequence[Part], sizes: Sizes, told: Console, out: Path | None
) -> list[Row]:
    """Every row, each part in a process of its own, with its files in `root`; what was made there
    before is not made again. Each part is written to `out` as soon as it is measured.
    """
    rows: list[Row] = []
    for part in parts:
        made = root / f"{part.name}.made"
        if made.exists():
            continue
        busy, began = load(), perf_counter()
        measured = apart(part.run, root, sizes)
        told.print(f"{part.name}: {perf_counter() - began:.0f} s")
        rows += measured
        if part.makes:
            made.touch()
        if out and measured:
            keep(out, part.name, measured, sizes, busy)
    return rows


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="a smoke run of about two minutes")
    parser.add_argument("--out", type=Path, help="where to write; results.json of a full run")
    parser.add_argument("--keep", type=Path, help="a folder for what is made, used again next time")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(NAMES):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    sizes = QUICK if asked.quick else FULL
    out = asked.out or (RESULTS if sizes is FULL else None)
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
    folder = nullcontext(asked.keep) if asked.keep else tempfile.TemporaryDirectory(prefix="bench-")
    with folder as root:
        rows = run(Path(root), chosen(asked.parts), sizes, Console(stderr=True), out)
    print_table(rows, Console(width=None if sys.stdout.isatty() else WIDTH))
    if out == RESULTS:
        write_plot()


if __name__ == "__main__":
    main()
