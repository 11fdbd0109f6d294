"""How fast an index is made from the store, each side in a process of its own."""

from pathlib import Path

from benchmarks.clock import apart
from benchmarks.rows import Row, Target
from benchmarks.sides import ALL, OURS, present
from benchmarks.sizes import Sizes

GROUP = "Indexing"
_TARGETS = {
    "hub on Whoosh": Target(250, at_least=True),
    "hub on Tantivy": Target(3_000, at_least=True),
}


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Items a second, analysis included where the side has one, and the size on disk."""
    rows = []
    for side in present(ALL):
        filled = apart(side.fill, root)
        if filled.items != sizes.items:
            raise RuntimeError(f"{side.name} has {filled.items} items of {sizes.items}")
        rate = filled.items / filled.seconds
        size = {"MB on disk": filled.bytes / 2**20}
        rows.append(Row(GROUP, side.name, rate, "items/s", _TARGETS.get(side.name), more=size))
    return rows + [
        Row(GROUP, f"merging in a quiet moment, {side.name}", apart(side.tidy, root), "s")
        for side in OURS
    ]
