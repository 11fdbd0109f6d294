"""The benchmarks run to the end; how fast is their own affair."""

import json
import shutil
from io import StringIO
from pathlib import Path

from rich.console import Console

from benchmarks.__main__ import run
from benchmarks.parts import NAMES, PARTS
from benchmarks.places import LEXICON
from benchmarks.plot import write_plot
from benchmarks.rows import print_table
from benchmarks.sizes import TINY


def test_everything_is_measured_and_written_down(tmp_path: Path, lexicon_folder: Path) -> None:
    shutil.copytree(lexicon_folder, tmp_path / LEXICON)  # building one takes long
    (tmp_path / "lexicon.made").touch()
    printed, results, plot = StringIO(), tmp_path / "results.json", tmp_path / "growth.svg"
    rows = run(tmp_path, PARTS, TINY, Console(file=StringIO()), results)
    print_table(rows, Console(file=printed, width=250))
    write_plot(results, plot)

    written = json.loads(results.read_text("utf-8"))
    assert {"machine", "parts"} == written.keys()
    parts = written["parts"]
    assert set(parts) == set(NAMES) - {"vocabulary", "lexicon", "feeds"}
    assert [row["what"] for part in parts.values() for row in part["rows"]] == [
        row.what for row in rows
    ]
    assert {row.what for row in rows if row.value <= 0} <= {"script, 0 files"}
    assert all(row.what in printed.getvalue() for row in rows)
    assert "items in the index" in plot.read_text("utf-8")
    assert str(tmp_path) not in results.read_text("utf-8")
