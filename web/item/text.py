"""The whole text of an item, in paragraphs that can be pointed at."""

from typing import NamedTuple

from hub.model import Item
from hub.search import Marked

_COMPARED = 40  # characters
_ENDS = "… "


class Paragraph(NamedTuple):
    """A paragraph and its id on the page."""

    anchor: str
    text: str


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a stored text, which blank lines part."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def body_of(item: Item) -> tuple[Paragraph, ...]:
    """The whole text."""
    parts = enumerate(paragraphs(item.body), 1)
    return tuple(Paragraph(f"afsnit-{number}", text) for number, text in parts)


def paragraph_anchor(item: Item, found: Marked) -> str:
    """The id of the paragraph where a stretch of the text is; of the text where it can't be told,
    as for a stretch over two.
    """
    beginning = found.text.strip(_ENDS)[:_COMPARED]
    for paragraph in body_of(item):
        if beginning in " ".join(paragraph.text.split()):
            return paragraph.anchor
    return "tekst"
