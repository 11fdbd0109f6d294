"""Ten new items in an index that is full: how long until they can be found."""

from pathlib import Path

from benchmarks.by_turns import opened
from benchmarks.collection import record_late, settings_of
from benchmarks.places import COLLECTION
from benchmarks.rows import Row, timed
from benchmarks.sides import ALL, present
from benchmarks.sizes import Sizes
from hub.cli.composition import open_hub

GROUP = "Update of 10 items"
ITEMS = 10
TURNS = 7


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Several turns, each with items of its own; a row a side."""
    turns = max(2, min(TURNS, sizes.queries))
    with open_hub(settings_of(root / COLLECTION), take_up=False) as hub:
        late = [record_late(hub, ITEMS) for _ in range(turns)]
    with opened(present(ALL), root) as sides:
        times = {side.name: [side.take_up(ids) for ids in late] for side in sides}
    return [timed(GROUP, "until they can be found", times[name], name) for name in times]
