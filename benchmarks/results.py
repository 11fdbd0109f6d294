"""results.json: what was measured last of each part, where and when."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import describe, versions
from benchmarks.rows import Row
from benchmarks.sizes import Sizes

RESULTS = Path(__file__).with_name("results.json")


def keep(path: Path, part: str, rows: Sequence[Row], sizes: Sizes, load: float) -> None:
    """Write down a part; what was measured of other parts on this machine stays."""
    machine = describe()
    before = read(path)
    parts = before["parts"] if before.get("machine") == machine else {}
    parts[part] = {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "load": load,
        "versions": versions(),
        "sizes": asdict(sizes),
        "rows": [row.to_json() for row in rows],
    }
    found = {"machine": machine, "parts": parts}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(path: Path) -> dict[str, Any]:
    """What is there; nothing where nothing is."""
    if not path.exists():
        return {}
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def rows_of(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of all parts."""
    for part in found.get("parts", {}).values():
        yield from part["rows"]
