"""One measured number with what it is held against, and the tables of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from operator import attrgetter
from statistics import median, quantiles
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Target:
    """What DESIGN asks for: at least or at most so much."""

    limit: float
    at_least: bool = False

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:,g}"

    def met(self, value: float) -> bool:
        """Whether `value` is good enough."""
        return value >= self.limit if self.at_least else value <= self.limit


@dataclass(frozen=True, slots=True)
class Row:
    """A number. `beside` is the same of others, `more` is what else is known of ours.

    `side` is whose number it is, in groups that compare sides.
    """

    group: str
    what: str
    value: float
    unit: str
    target: Target | None = None
    beside: Mapping[str, float] = field(default_factory=dict)
    more: Mapping[str, float] = field(default_factory=dict)
    side: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return self.target.met(self.value) if self.target else None

    def to_json(self) -> dict[str, Any]:
        """For results.json."""
        target = str(self.target) if self.target else None
        return {**asdict(self), "target": target, "met": self.met}


def timed(group: str, what: str, times: Sequence[float], side: str) -> Row:
    """The median of `times` (seconds) in milliseconds, and the 95th percentile."""
    more = {"p95": p95(times)}
    return Row(group, what, 1000 * median(times), "ms", more=more, side=side)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile of seconds, in milliseconds."""
    return 1000 * (quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0])


# --- tables --------------------------------------------------------------------------------------


def print_table(rows: Iterable[Row], console: Console) -> None:
    """All rows, group by group: those of sides as a grid, all others beside their targets."""
    rows = list(rows)
    compared = [row for row in rows if row.side]
    for group, of_group in groupby(compared, attrgetter("group")):
        _print_grid(group, list(of_group), console)
    _print_plain([row for row in rows if not row.side], console)


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)


def _print_grid(group: str, rows: Sequence[Row], console: Console) -> None:
    """A column for each side; in it the value and, where it is known, the 95th percentile."""
    sides = list(dict.fromkeys(row.side for row in rows))
    cells = {(row.what, row.side): _cell(row) for row in rows}
    table = _table()
    table.add_column(f"{group}, {rows[0].unit}", overflow="fold")
    for side in sides:
        table.add_column(side, justify="right")
    for what in dict.fromkeys(row.what for row in rows):
        table.add_row(what, *(cells.get((what, side), "") for side in sides))
    console.print(table)
    console.print()


def _cell(row: Row) -> str:
    return " / ".join([shown(row.value), *map(shown, row.more.values())])


def _print_plain(rows: Iterable[Row], console: Console) -> None:
    table = _table()
    table.add_column("what", overflow="fold")
    table.add_column("measured", justify="right", no_wrap=True)
    table.add_column("more and beside", overflow="fold")
    table.add_column("target", justify="right", no_wrap=True)
    table.add_column("met", no_wrap=True)
    for group, of_group in groupby(rows, attrgetter("group")):
        table.add_row(f"[bold]{group}[/bold]")
        for row in of_group:
            met = {True: "yes", False: "[red]no[/red]", None: ""}[row.met]
            aside = [*row.more.items(), *row.beside.items()]
            told = ", ".join(f"{name} {shown(value)}" for name, value in aside)
            target = str(row.target) if row.target else ""
            table.add_row(row.what, f"{shown(row.value)} {row.unit}", told, target, met)
    console.print(table)


def shown(value: float) -> str:
    """Three figures that count, or all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
