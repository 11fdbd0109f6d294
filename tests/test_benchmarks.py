"""The benchmarks run to the end; how fast is their own affair."""

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from benchmarks.__main__ import run, write
from benchmarks.machine import describe
from benchmarks.rows import print_table
from benchmarks.sizes import TINY


def test_everything_is_measured_and_written_down(tmp_path: Path) -> None:
    printed, results = StringIO(), tmp_path / "results.json"
    rows = run(tmp_path, TINY, Console(file=StringIO()))
    print_table(rows, Console(file=printed, width=200))
    write(results, describe(), TINY, rows)

    written = json.loads(results.read_text("utf-8"))
    assert {"machine", "date", "sizes", "rows"} <= written.keys()
    assert [row["what"] for row in written["rows"]] == [row.what for row in rows]
    assert {row.what for row in rows if row.value <= 0} <= {"script, 0 files"}
    assert all(row.what in printed.getvalue() for row in rows)
    assert {"Analysis", "Indexing", "Asking", "Crawling"} <= {row.group for row in rows}
    assert str(tmp_path) not in results.read_text("utf-8")
