"""The pages of a document: how each begins, or all that stands on it."""

from collections.abc import Iterator
from typing import NamedTuple

from hub.having import pdf_addresses
from hub.model import Item, Show
from web.cards import shortened
from web.links import safe_link
from web.site import Here

_BEGINNING = 70  # characters of a page where only an excerpt may be shown
_MOST_TEXT = 200_000  # characters of one document on one page of ours
_MOST_LEAVES = 500


class Leaf(NamedTuple):
    """A page of a document. `href` leads to it in the PDF, or is empty; links to a moment lead
    to `anchor`.
    """

    anchor: str
    word: str
    href: str
    text: str


def leaves_of(here: Here, item: Item, show: Show) -> tuple[Leaf, ...]:
    """The first pages of `item`, so many as can be shown without making ours heavy."""
    return tuple(_leaves(here, item, show)) if show != "link" else ()


def _leaves(here: Here, item: Item, show: Show) -> Iterator[Leaf]:
    _ = here.texts.gettext
    document, room = _document(item), _MOST_TEXT
    paged = [(passage.page, passage.text) for passage in item.passages if passage.page is not None]
    seen = set[int]()
    for page, text in paged[:_MOST_LEAVES]:
        word = _("Side %(page)s") % {"page": here.formats.number(page)}
        shown = text[:room] if show == "full" else shortened(text, _BEGINNING)
        room -= len(shown)
        if not shown:
            return
        anchor = "" if page in seen else f"side-{page}"
        seen.add(page)
        yield Leaf(anchor, word, f"{document}#page={page}" if document else "", shown)


def _document(item: Item) -> str:
    """The address of the PDF; empty where only a page about it is known."""
    safe = next((href for found in pdf_addresses(item) if (href := safe_link(found))), "")
    return safe.partition("#")[0]
