"""Ways to narrow a search: the values of each facet with counts, and chips for what is chosen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote_plus

from hub.search import Facet
from web.asking import Asked
from web.site import Here
from web.words import (
    facet_access_word,
    facet_word,
    form_word,
    having_word,
    kind_word,
    length_word,
)

ORDER = (
    "kind",
    "form",
    "length",
    "has",
    "theme",
    "year",
    "source",
    "publisher",
    "person",
    "language",
    "access",
)
_YES_OR_NO = ("length", "has")  # what an item has or has not: a single value is a choice, too
_UNFOLDED = ("kind", "theme", "year")  # what most people narrow by; others unfold when wanted
_AT_ONCE = 6  # values shown before "show more"
_MOST = 40  # values of one facet on a page
_GAP = "\0"  # a value that nothing has


class Value(NamedTuple):
    """A value of a facet: how many items have it; its address adds it, or removes it if chosen."""

    text: str
    amount: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FacetBox:
    """A facet as it is shown: the first values, then the rest to be unfolded; `open` unless it
    is itself to be unfolded.
    """

    name: str
    heading: str
    open: bool
    values: tuple[Value, ...]
    rest: tuple[Value, ...]


class Chip(NamedTuple):
    """A value that is chosen, and the address without it."""

    heading: str
    text: str
    href: str


def facet_boxes(
    here: Here, asked: Asked, facets: Iterable[Facet], total: int
) -> tuple[FacetBox, ...]:
    """The facets that have something to choose between, in the order of the page."""
    found = {facet.name: facet for facet in facets}
    boxes = (_box(here, asked, found[name], total) for name in ORDER if name in found)
    return tuple(box for box in boxes if box.values)


def chips(here: Here, asked: Asked) -> tuple[Chip, ...]:
    """What is chosen, each with the way to be rid of it."""
    return tuple(
        Chip(
            facet_word(here.texts, facet),
            value_word(here, facet, value),
            _address(here, asked, facet, value),
        )
        for facet, values in asked.filters.chosen
        for value in values
    )


def _box(here: Here, asked: Asked, facet: Facet, total: int) -> FacetBox:
    chosen = asked.filters.values(facet.name)
    counts = dict(facet.counts)
    missing = [(value, 0) for value in chosen if value not in counts and ".." not in value]
    there = [pair for pair in (*facet.counts, *missing) if pair[0] not in _hidden(facet.name)]
    ordered = _ordered(facet.name, there)[:_MOST]
    if not chosen and not _is_choice(facet.name, ordered, total):
        return FacetBox(facet.name, "", False, (), ())
    address = _addresses(here, asked, facet.name)
    values = tuple(
        Value(
            value_word(here, facet.name, value),
            here.formats.number(count),
            address(value),
            value in chosen,
        )
        for value, count in ordered
    )
    first = [v for n, v in enumerate(values) if n < _AT_ONCE or v.chosen]
    rest = [v for n, v in enumerate(values) if n >= _AT_ONCE and not v.chosen]
    heading = facet_word(here.texts, facet.name)
    unfolded = facet.name in _UNFOLDED or bool(chosen)
    return FacetBox(facet.name, heading, unfolded, tuple(first), tuple(rest))


def _is_choice(name: str, counts: Sequence[tuple[str, int]], total: int) -> bool:
    """Whether choosing would leave something out."""
    if name in _YES_OR_NO:
        return any(count < total for _, count in counts)
    return len(counts) > 1


def _hidden(name: str) -> tuple[str, ...]:
    """Forms that are no finer than their kind say nothing that the kind has not said."""
    return ("episode", "issue") if name == "form" else ()


def _ordered(name: str, counts: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Most first; years newest first."""
    if name == "year":
        return sorted(counts, reverse=True)
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))


def _addresses(here: Here, asked: Asked, facet: str) -> Callable[[str], str]:
    """The address that each value of `facet` leads to.

    Where nothing of it is chosen yet, they differ by the value alone, so one is made for all: a
    page has well over a hundred.
    """
    if asked.filters.values(facet):
        return lambda value: _address(here, asked, facet, value)
    before, _, after = _address(here, asked, facet, _GAP).partition(quote_plus(_GAP))
    return lambda value: before + quote_plus(value) + after


def _address(here: Here, asked: Asked, facet: str, value: str) -> str:
    chosen = value in asked.filters.values(facet)
    change = asked.filters.without_value if chosen else asked.filters.with_value
    return here.links.search(asked.with_filters(change(facet, value)).parameters())


def value_word(here: Here, facet: str, value: str) -> str:
    """A value of a facet as people know it."""
    match facet:
        case "kind":
            return kind_word(here.texts, value)
        case "form":
            return form_word(here.texts, value)
        case "theme":
            return here.theme_titles.get(value, value)
        case "source":
            source = here.sources.get(value)
            return here.say(source.title) if source else value
        case "language":
            return here.formats.language(value)
        case "access":
            return facet_access_word(here.texts, value)
        case "has":
            return having_word(here.texts, value)
        case "length":
            return length_word(here.texts, value)
        case _:
            return value.replace("..", "–") if facet == "year" else value
