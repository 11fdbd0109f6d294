"""What a search address asks, and back: one fixed order, so that equal searches are equal."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

from starlette.datastructures import QueryParams

from hub.search import FACETS, MOST_PAGES, Filters, Sort
from hub.text import one_line

LONGEST = 500  # characters of a query; more is cut off
NO_FILTERS = Filters()
_MOST_VALUES = 20  # of one facet
_LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of a search, checked. `sort` is None where none was chosen; `page` from 1."""

    typed: str = ""
    filters: Filters = NO_FILTERS
    sort: Sort | None = None
    page: int = 1
    upto: str = ""

    @property
    def order(self) -> Sort:
        """The order to show: without words there is nothing to be relevant to."""
        return self.sort or ("relevance" if self.typed else "newest")

    def parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address, in their one order."""
        chosen = [(facet, value) for facet in FACETS for value in self.filters.values(facet)]
        page = [("page", str(self.page)), ("upto", self.upto)] if self.page > 1 else []
        return [("q", self.typed), *chosen, ("sort", self.sort or ""), *page]

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
        return replace(self, typed=typed, page=1, upto="")


def read_asked(params: QueryParams) -> Asked:
    """What the address asks; whatever makes no sense is left out."""
    sort = params.get("sort", "")
    return Asked(
        typed=one_line(params.get("q", "")[: LONGEST + 1])[:LONGEST],
        filters=Filters.of(**{facet: _values(params.getlist(facet)) for facet in FACETS}),
        sort=next((known for known in get_args(Sort) if known == sort), None),
        page=page_number(params),
        upto=params.get("upto", "") if params.get("upto", "").isdecimal() else "",
    )


def page_number(params: QueryParams) -> int:
    """The page asked for, from 1 to MOST_PAGES."""
    asked = params.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    return min(max(number, 1), MOST_PAGES)


def _values(given: Iterable[str]) -> tuple[str, ...]:
    clean = (one_line(value[:_LONGEST_VALUE]) for value in given)
    return tuple(value for value in clean if value)[:_MOST_VALUES]
