"""Those that are compared: our hub on its engines, and plain libraries over the same texts."""

from collections.abc import Sequence

from benchmarks.sides.bare_tantivy import BareTantivy
from benchmarks.sides.bare_whoosh import BareWhoosh
from benchmarks.sides.fts5 import Fts5
from benchmarks.sides.ours import Ours
from benchmarks.sides.port import Side
from benchmarks.sides.reader_search import ReaderSearch

OURS = (Ours("tantivy"), Ours("whoosh"))
ALL: tuple[Side, ...] = (*OURS, BareWhoosh(), BareTantivy(), Fts5(), ReaderSearch())


def present(sides: Sequence[Side] = ALL) -> list[Side]:
    """Those that can be measured here; of each other it is said, loudly, why not."""
    missing = {side.name: side.missing() for side in sides}
    for name, why in missing.items():
        if why:
            print(f"NOT MEASURED: {name}: {why}")
    return [side for side in sides if not missing[side.name]]
