"""The way from page to page: 20 a page, at most 50 pages."""

from collections.abc import Callable
from typing import NamedTuple

from hub.search import MOST_PAGES, PAGE_SIZE
from web.site import Here


class Pager(NamedTuple):
    """Addresses of the pages around this one, empty at either end."""

    text: str
    previous: str
    next: str


def pages_of(total: int) -> int:
    """How many pages `total` entries fill, at least one."""
    return min(max(1, -(-total // PAGE_SIZE)), MOST_PAGES)


def pager(here: Here, page: int, total: int, address: Callable[[int], str]) -> Pager | None:
    """The pager of page `page` of `total` entries; None where one page holds all."""
    pages = pages_of(total)
    if pages == 1 and page == 1:
        return None
    _ = here.texts.gettext
    number = here.formats.number
    return Pager(
        text=_("Side %(page)s af %(pages)s") % {"page": number(page), "pages": number(pages)},
        previous=address(min(page - 1, pages)) if page > 1 else "",
        next=address(page + 1) if page < pages else "",
    )
