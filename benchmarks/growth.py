"""How answers slow down as a collection grows: the hub on its engines beside SQLite FTS5."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks import search
from benchmarks.by_turns import Asking, What, opened, passes
from benchmarks.clock import apart
from benchmarks.collection import collect
from benchmarks.mix import APART, Asked, load_mix
from benchmarks.places import LEXICON, WORDS, gone
from benchmarks.rows import Row, timed
from benchmarks.sides import ALL, present
from benchmarks.sides.port import Side
from benchmarks.sizes import Sizes

GROUPS: Mapping[What, str] = {"page": "Growth: whole first page", "ids": "Growth: ids only"}
_SIDES = (search.TANTIVY, search.WHOOSH, search.FTS5)


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """The mix at each size; the last one is that of the collection that is there already."""
    rows = []
    for items in sizes.growth:
        own = root if items == sizes.items else _grow(root, items)
        rows += _at(own, replace(sizes, items=items), _SIDES)
    return rows


def large(root: Path, sizes: Sizes) -> list[Row]:
    """Many more items, on Tantivy and FTS5: how fast they go in, and all kinds of queries."""
    return _at(_grow(root, sizes.large), replace(sizes, items=sizes.large), _SIDES[::2])


def _grow(root: Path, items: int) -> Path:
    own = gone(root / f"grown-{items}")
    own.mkdir()
    shutil.copy(root / WORDS, own / WORDS)
    shutil.copytree(root / LEXICON, own / LEXICON)
    return own


def _at(own: Path, sizes: Sizes, names: Sequence[str]) -> list[Row]:
    sides = present([side for side in ALL if side.name in names])
    new = [] if any(own.glob("sides")) else _fill(own, sizes, sides)
    mix = [one for one in load_mix(sizes.queries) if one.kind not in APART]
    with opened(sides, own) as asked:
        for one in asked:
            search.open_up(one, mix[0])
        return new + [
            row for what in GROUPS for row in _asked(what, asked, mix, f"{sizes.items:,} items")
        ]


def _fill(own: Path, sizes: Sizes, sides: Sequence[Side]) -> list[Row]:
    apart(collect, own, sizes)
    rows = []
    for side in sides:
        filled = apart(side.fill, own)
        size, what = {"MB on disk": filled.bytes / 2**20}, f"{sizes.items:,} items"
        rate = filled.items / filled.seconds
        rows.append(Row("Growth: into the index", what, rate, "items/s", more=size, side=side.name))
    return rows


def _asked(what: What, asked: Sequence[Asking], mix: Sequence[Asked], size: str) -> list[Row]:
    """A row for each side, and one for each kind of query."""
    rows, kinds = [], []
    for name, answers in passes(2, asked, what, mix).items():
        rows.append(timed(GROUPS[what], size, [answer.seconds for _, answer in answers], name))
        by_kind: dict[str, list[float]] = {}
        for one, answer in answers:
            by_kind.setdefault(one.kind, []).append(answer.seconds)
        kinds += [
            timed(f"{GROUPS[what]}, by kind", f"{kind}, {size}", seconds, name)
            for kind, seconds in by_kind.items()
        ]
    return rows + kinds
