"""How many items there are from each year: a chart that we draw, and the numbers it is of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from web.site import Here

_FEWEST = 8  # years side by side, so that a bar is no block
_MOST = 30
_STEP = 10  # units across for a year, of which the bar takes …
_BAR = 8
_HEIGHT = 100


class Bar(NamedTuple):
    """A bar in units of the drawing, from its upper left corner, and what it says."""

    x: int
    y: int
    height: int
    text: str


class Year(NamedTuple):
    """A row of the table."""

    text: str
    amount: str
    href: str


@dataclass(frozen=True, slots=True)
class YearChart:
    """The chart is `width` by `height` units, its bars `bar` wide; `first` and `last` stand at its
    ends, `label` and `most` say it in sentences. `rows` are newest first.
    """

    bars: tuple[Bar, ...]
    width: int
    height: int
    bar: int
    first: str
    last: str
    label: str
    most: str
    rows: tuple[Year, ...]
    undated: str


def year_chart(
    here: Here, years: Mapping[int, int], undated: int, address: Callable[[int], str]
) -> YearChart | None:
    """The years of a list; None where nothing in it has a date. `address` leads to one year."""
    if not years:
        return None
    last = max(years)
    first = max(min(*years, last - _FEWEST + 1), last - _MOST + 1)
    most = max(count for year, count in years.items() if year >= first)
    best = max(year for year, count in years.items() if count == most and year >= first)
    number = here.formats.number
    _ = here.texts.gettext
    return YearChart(
        bars=tuple(_bar(here, n, year, years.get(year, 0), most) for n, year in _span(first, last)),
        width=(last - first + 1) * _STEP,
        height=_HEIGHT,
        bar=_BAR,
        first=str(first),
        last=str(last),
        label=_("Bidrag pr. år fra %(first)s til %(last)s.") % {"first": first, "last": last},
        most=_("Flest i %(year)s: %(count)s.") % {"year": best, "count": number(most)},
        rows=tuple(
            Year(str(year), number(count), address(year))
            for year, count in sorted(years.items(), reverse=True)
        ),
        undated=number(undated) if undated else "",
    )


def _span(first: int, last: int) -> enumerate[int]:
    return enumerate(range(first, last + 1))


def _bar(here: Here, place: int, year: int, count: int, most: int) -> Bar:
    height = max(1, round(_HEIGHT * count / most)) if count else 0
    text = f"{year}: {here.formats.number(count)}"
    return Bar(place * _STEP + (_STEP - _BAR) // 2, _HEIGHT - height, height, text)
