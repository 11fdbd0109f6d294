"""An item's body and passages as one text, and the way back from an offset to its passage.

Tokens, evidence and snippets of an item's body all count their offsets in this text.
"""

from bisect import bisect_right
from dataclasses import dataclass

from hub.model import Item, Passage


@dataclass(frozen=True, slots=True)
class Whole:
    """The text, and where each passage begins in it (ascending)."""

    text: str
    starts: tuple[int, ...] = ()
    passages: tuple[Passage, ...] = ()

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds the character at `offset`; None within the body itself."""
        at = bisect_right(self.starts, offset) - 1
        return self.passages[at] if at >= 0 else None


def whole_of(item: Item) -> Whole:
    """The body of `item`, a blank line, then its passages, a line each."""
    pieces = [item.body] if item.body else []
    length = len(item.body) + 2 if item.body else 0
    starts = []
    for passage in item.passages:
        starts.append(length)
        length += len(passage.text) + 1
    spoken = "\n".join(passage.text for passage in item.passages)
    text = "\n\n".join([*pieces, spoken]) if spoken else "".join(pieces)
    return Whole(text, tuple(starts), item.passages)


def chapter_titles(item: Item) -> str:
    """The chapter titles of `item`, a line each: what ItemTokens.chapters counts its offsets in."""
    return "\n".join(chapter.title for chapter in item.chapters)
