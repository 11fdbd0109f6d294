"""What a search address asks, and back: one fixed order, so that equal searches are equal."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from starlette.datastructures import QueryParams

from hub.dates import time_of
from hub.query import without_cpr
from hub.search import FACETS, MOST_PAGES, PAGE_SIZE, Filters, Sort
from hub.text import one_line

LONGEST = 500  # characters of a query; more is cut off
NO_FILTERS = Filters()
_MOST_VALUES = 20  # of all facets: every link of the page carries them
_MOST_GIVEN = 200
_LONGEST_VALUE = 200
_LONGEST_UPTO = 17  # digits: microseconds until the year 5138


@dataclass(frozen=True, slots=True)
class PageAsked:
    """A page of a list, from 1. `upto` (microseconds since 1970) leaves out what was first seen
    later, so that it does not shift the pages of somebody who is reading on; empty for nothing.
    """

    page: int = 1
    upto: str = ""

    @property
    def offset(self) -> int:
        """How many entries stand before this page."""
        return (self.page - 1) * PAGE_SIZE

    @property
    def seen_upto(self) -> datetime | None:
        """`upto` as a time. The first page always holds the newest."""
        return time_of(int(self.upto)) if self.upto and self.page > 1 else None

    def turned(self, page: int, newest: str) -> "PageAsked":
        """Another page of the same list; who comes from the first page leaves at `newest`."""
        return PageAsked(page, self.upto if self.page > 1 and self.upto else newest)

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address, in their one order; none for the first page."""
        return [("page", str(self.page)), ("upto", self.upto)] if self.page > 1 else []


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search, checked. `sort` is None where none was chosen; `page` from 1.

    `literal` is the way back from what we made of the words: they are neither repaired nor
    guessed at. It stays while the words stay.
    """

    typed: str = ""
    filters: Filters = NO_FILTERS
    sort: Sort | None = None
    page: int = 1
    upto: str = ""
    literal: bool = False

    @property
    def order(self) -> Sort:
        """The order to show: without words there is nothing to be relevant to."""
        return self.sort or ("relevance" if self.typed else "newest")

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address, in their one order."""
        chosen = [(facet, value) for facet in FACETS for value in self.filters.values(facet)]
        page = PageAsked(self.page, self.upto).parameters()
        literal = "1" if self.literal else ""
        return [("q", self.typed), ("literal", literal), *chosen, ("sort", self.sort or ""), *page]

    def followed(self) -> list[tuple[str, str]]:
        """The parameters of the search in its other forms, which have neither pages nor an order,
        and no ways back from what was made of the words.
        """
        return replace(self, sort=None, page=1, upto="", literal=False).parameters()

    def with_filters(self, filters: Filters) -> "Asked":
        """The same words, other filters, from the first page."""
        return replace(self, filters=filters, page=1, upto="")

    def with_sort(self, sort: Sort) -> "Asked":
        """The same search in another order, from the first page."""
        return replace(self, sort=sort, page=1, upto="")

    def with_page(self, page: int, upto: str) -> "Asked":
        """Another page; `upto` keeps newer items from shifting it."""
        return replace(self, page=page, upto=upto)

    def with_words(self, typed: str) -> "Asked":
        """Other words, the same filters, from the first page."""
        return replace(self, typed=typed, page=1, upto="", literal=False)

    def literally(self) -> "Asked":
        """The same search with the words taken as they were typed, from the first page."""
        return replace(self, literal=True, page=1, upto="")


def read_asked(params: QueryParams) -> Asked:
    """What the address asks; whatever makes no sense is left out."""
    sort = params.get("sort", "")
    asked = read_page(params)
    return Asked(
        typed=one_line(params.get("q", "")[: LONGEST + 1])[:LONGEST],
        filters=_filters(params),
        sort=next((known for known in get_args(Sort) if known == sort), None),
        page=asked.page,
        upto=asked.upto,
        literal=params.get("literal") == "1",
    )


def read_page(params: QueryParams) -> PageAsked:
    """The page asked for, from 1 to MOST_PAGES."""
    number = int(_digits(params.get("page", ""), 5) or 1)
    upto = _digits(params.get("upto", ""), _LONGEST_UPTO)
    return PageAsked(min(max(number, 1), MOST_PAGES), upto)


def _digits(given: str, most: int) -> str:
    """`given` if it is a number of at most so many digits, else nothing."""
    return given if given.isascii() and given.isdecimal() and len(given) <= most else ""


def _filters(params: QueryParams) -> Filters:
    """What is chosen of facets, the first so many values of all."""
    given = [(name, value) for name, value in params.multi_items() if name in FACETS]
    few = given[:_MOST_GIVEN]
    clean = ((name, one_line(without_cpr(value[:_LONGEST_VALUE]))) for name, value in few)
    chosen: dict[str, list[str]] = {}
    for name, value in list(dict.fromkeys(pair for pair in clean if pair[1]))[:_MOST_VALUES]:
        chosen.setdefault(name, []).append(value)
    return Filters.of(**chosen)
