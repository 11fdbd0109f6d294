"""One item's words, laid out so that many rules can be held against them quickly.

The words of title, summary, chapters, body and people stand in one row; a place in it is a
number. Between two parts is a gap, so that no phrase reaches from one into the next.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from hub.model import Item
from hub.search import ItemTokens, Token
from hub.whole import chapter_titles, whole_of

Places = Sequence[int]

PARTS = ("title", "summary", "chapters", "body", "people")
_LAST = "\U0010ffff"


class Stretch(NamedTuple):
    """Places from `start` up to, not including, `end`."""

    start: int
    end: int

    def holds(self, places: Places) -> bool:
        """Whether one of the ascending `places` is within."""
        at = bisect_left(places, self.start)
        return at < len(places) and places[at] < self.end

    def of(self, places: Places) -> Places:
        """Those of the ascending `places` that are within."""
        return places[bisect_left(places, self.start) : bisect_left(places, self.end)]


class ItemWords:
    """Where each form of each word of an item stands; made once per item, used by every rule."""

    def __init__(self, item: Item, tokens: ItemTokens) -> None:
        self.item = item
        self.mains: dict[str, list[int]] = {}
        self.keys: dict[str, list[int]] = {}
        self.exacts: dict[str, list[int]] = {}
        self._parts = (tokens.title, tokens.summary, tokens.chapters, tokens.body, tokens.people)
        self._starts: list[int] = []
        at = 0
        for part in self._parts:
            self._starts.append(at)
            self._lay_out(part, at)
            at += len(part) + 1

    def _lay_out(self, part: Sequence[Token], at: int) -> None:
        mains, keys, exacts = self.mains, self.keys, self.exacts
        for place, (exact, main, wide, _start, _end) in enumerate(part, at):
            mains.setdefault(main, []).append(place)
            exacts.setdefault(exact, []).append(place)
            if wide:
                keys.setdefault(wide[0], []).append(place)

    def part(self, name: str) -> Stretch:
        """The places of one of PARTS."""
        number = PARTS.index(name)
        start = self._starts[number]
        return Stretch(start, start + len(self._parts[number]))

    @cached_property
    def text(self) -> Stretch:
        """Everything but the people."""
        return Stretch(0, self._starts[4])

    @cached_property
    def front(self) -> Stretch:
        """What tells what an item is about: title, summary and chapter titles, taken together."""
        return Stretch(0, self._starts[3])

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.exacts)

    def begins(self, prefix: str) -> bool:
        """Whether a surface word of the item begins with `prefix`."""
        at = bisect_left(self._ordered, prefix)
        return at < len(self._ordered) and self._ordered[at].startswith(prefix)

    def beginning(self, prefix: str) -> Sequence[str]:
        """The surface words of the item that begin with `prefix`."""
        start = bisect_left(self._ordered, prefix)
        return self._ordered[start : bisect_left(self._ordered, prefix + _LAST, start)]

    def surfaces(self, name: str, places: Places, length: int) -> Iterator[str]:
        """The text that stands at each of `places` within one of PARTS, `length` words long."""
        number = PARTS.index(name)
        part, start, text = self._parts[number], self._starts[number], self._texts[name]
        for place in places:
            first, last = part[place - start], part[place - start + length - 1]
            yield " ".join(text[first.start : last.end].split())

    @cached_property
    def _texts(self) -> dict[str, str]:
        item = self.item
        return {
            "title": item.title,
            "summary": item.summary,
            "chapters": chapter_titles(item),
            "body": whole_of(item).text,
        }
