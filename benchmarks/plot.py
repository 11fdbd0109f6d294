"""``python -m benchmarks.plot``: docs/growth.svg from results.json, readable in light and dark."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.growth import GROUPS
from benchmarks.results import RESULTS, read, rows_of

PLOT = Path(__file__).resolve().parents[1] / "docs" / "growth.svg"
WIDTH, HEIGHT = 760, 360
_TOP, _BOTTOM, _LEFT, _BETWEEN, _RIGHT = 52, 56, 64, 84, 24
_TITLES = {"page": "A whole first page", "ids": "Ids only"}
_COLOURS = {"hub on Tantivy": "a", "hub on Whoosh": "b", "SQLite FTS5": "c"}
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #222 } .t { font-weight: 600 }
.grid { stroke: #ddd } .axis { stroke: #666 } path { fill: none; stroke-width: 2.5 }
.a { stroke: #0b6e4f } .b { stroke: #b4540a } .c { stroke: #3b5bdb }
circle.a, text.a { fill: #0b6e4f } circle.b, text.b { fill: #b4540a }
circle.c, text.c { fill: #3b5bdb } text.a, text.b, text.c { stroke: none }
.b-line { stroke-dasharray: 7 4 } .c-line { stroke-dasharray: 2 4 }
@media (prefers-color-scheme: dark) {
 text { fill: #ddd } .grid { stroke: #3a3a3a } .axis { stroke: #999 }
 .a { stroke: #5fd3a8 } .b { stroke: #f0a35e } .c { stroke: #91a7ff }
 circle.a, text.a { fill: #5fd3a8 } circle.b, text.b { fill: #f0a35e }
 circle.c, text.c { fill: #91a7ff }
}
"""
Lines = Mapping[str, Sequence[tuple[int, float]]]  # (items, milliseconds), by side


@dataclass(frozen=True, slots=True)
class _Scale:
    """Values from `low` to `high`, both powers of ten, onto pixels from `start` to `end`."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where `value` stands."""
        share = (log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def powers(self) -> Iterator[float]:
        """What is written beside the axis."""
        return (10.0**power for power in range(self.low, self.high + 1))


def write_plot(results: Path = RESULTS, plot: Path = PLOT) -> None:
    """Draw what `results` know of growth; nothing where they know nothing."""
    rows = list(rows_of(read(results)))
    panels = {_TITLES[what]: lines_of(rows, group) for what, group in GROUPS.items()}
    if all(panels.values()):
        plot.write_text(draw(panels), "utf-8")


def lines_of(rows: Sequence[Mapping[str, Any]], group: str) -> Lines:
    """Medians by side, the smallest collection first."""
    lines: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        if row["group"] == group and row["side"] in _COLOURS:
            items = int(row["what"].split()[0].replace(",", ""))
            lines.setdefault(row["side"], []).append((items, row["value"]))
    return {side: sorted(points) for side, points in lines.items()}


def draw(panels: Mapping[str, Lines]) -> str:
    """The picture, as SVG."""
    wide = (WIDTH - _LEFT - _RIGHT - _BETWEEN * (len(panels) - 1)) / len(panels)
    points = [one for lines in panels.values() for line in lines.values() for one in line]
    low, high = _powers([value for _, value in points])
    upwards = _Scale(low, high, HEIGHT - _BOTTOM, _TOP)
    sizes = sorted({items for items, _ in points})
    drawn: list[str] = []
    for number, (title, lines) in enumerate(panels.items()):
        left = _LEFT + number * (wide + _BETWEEN)
        across = _Scale(*_powers(sizes), left, left + wide)
        drawn += [*_frame(title, across, upwards, sizes), *_lines(lines, across, upwards)]
    drawn += _legend([side for side in _COLOURS if any(side in lines for lines in panels.values())])
    title = "How long a query takes as the collection grows"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-labelledby="title"><title id="title">{title}</title><style>{_STYLE}</style>\n'
        + "\n".join(drawn)
        + "\n</svg>\n"
    )


def _powers(values: Sequence[float]) -> tuple[int, int]:
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return low, max(high, low + 1)


def _frame(title: str, across: _Scale, upwards: _Scale, sizes: Sequence[int]) -> Iterator[str]:
    """Title, axes with their names, and what is written beside them."""
    middle = (across.start + across.end) / 2
    yield _text(across.start, _TOP - 12, title, "t", "start")
    for value in upwards.powers():
        height = upwards.at(value)
        yield _line("grid", across.start, height, across.end, height)
        yield _text(across.start - 8, height + 4, f"{value:g}", "", "end")
    for items in sizes:
        yield _text(across.at(items), upwards.start + 18, f"{items:,}", "", "middle")
    yield _line("axis", across.start, upwards.start, across.end, upwards.start)
    yield _line("axis", across.start, upwards.start, across.start, upwards.end)
    yield _text(middle, upwards.start + 40, "items in the index", "", "middle")
    at = across.start - 46
    turned = f'transform="rotate(-90 {at} {(_TOP + upwards.start) / 2})"'
    yield _text(at, (_TOP + upwards.start) / 2, "median, milliseconds", "", "middle", turned)


def _lines(lines: Lines, across: _Scale, upwards: _Scale) -> Iterator[str]:
    for side, points in lines.items():
        colour = _COLOURS[side]
        places = [(across.at(items), upwards.at(value)) for items, value in points]
        way = "L".join(f"{x} {y}" for x, y in places)
        yield f'<path class="{colour} {colour}-line" d="M{way}"/>'
        for (x, y), (items, value) in zip(places, points, strict=True):
            told = f"{side}, {items:,} items: {value:.3g} ms"
            yield f'<circle class="{colour}" cx="{x}" cy="{y}" r="4"><title>{told}</title></circle>'


def _legend(sides: Sequence[str]) -> Iterator[str]:
    for number, side in enumerate(sides):
        x, colour = _LEFT + 170 * number, _COLOURS[side]
        yield f'<path class="{colour} {colour}-line" d="M{x} 16L{x + 28} 16"/>'
        yield _text(x + 36, 20, side, colour, "start")


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="{kind}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _text(x: float, y: float, text: str, kind: str, anchor: str, more: str = "") -> str:
    given = f'x="{x}" y="{y}" class="{kind}" text-anchor="{anchor}" {more}'.rstrip()
    return f"<text {given}>{escape(text)}</text>"


if __name__ == "__main__":
    write_plot()
