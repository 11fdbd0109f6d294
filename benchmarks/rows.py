"""One measured number with what it is held against, and the table of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import mean, median, quantiles
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
    """A number. `beside` is the same of others, `more` is what else is known of ours."""

    group: str
    what: str
    value: float
    unit: str
    target: Target | None = None
    beside: Mapping[str, float] = field(default_factory=dict)
    more: Mapping[str, float] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None where there is none."""
        return self.target.met(self.value) if self.target else None

    def to_json(self) -> dict[str, Any]:
        """For results.json."""
        target = str(self.target) if self.target else None
        return {**asdict(self), "target": target, "met": self.met}


def timed(
    group: str,
    what: str,
    times: Sequence[float],
    beside: Sequence[float] = (),
    target: Target | None = None,
) -> Row:
    """The 95th percentile of `times` (seconds), in milliseconds, with mean and median."""
    others = {"bare Whoosh": p95(beside), "its median": 1000 * median(beside)} if beside else {}
    more = {"median": 1000 * median(times), "mean": 1000 * mean(times)}
    return Row(group, f"{what}, p95", p95(times), "ms", target, others, more)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile of seconds, in milliseconds."""
    return 1000 * (quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0])


def print_table(rows: Iterable[Row], console: Console) -> None:
    """All rows, group by group, on lines that fit a terminal."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("what", overflow="fold")
    table.add_column("measured", justify="right", no_wrap=True)
    table.add_column("more and beside", overflow="fold")
    table.add_column("target", justify="right", no_wrap=True)
    table.add_column("met", no_wrap=True)
    group = ""
    for row in rows:
        if row.group != group:
            group = row.group
            table.add_row(f"[bold]{group}[/bold]")
        met = {True: "yes", False: "[red]no[/red]", None: ""}[row.met]
        told = ", ".join(f"{name} {shown(value)}" for name, value in _aside(row))
        target = str(row.target) if row.target else ""
        table.add_row(row.what, f"{shown(row.value)} {row.unit}", told, target, met)
    console.print(table)


def _aside(row: Row) -> list[tuple[str, float]]:
    return [*row.more.items(), *row.beside.items()]


def shown(value: float) -> str:
    """Three figures that count, or all before the point."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
