"""Moments of an item as its page shows them, and the ids that lead to them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hub.model import Item, Passage
from web.formats import clock
from web.site import Here


class Spot(NamedTuple):
    """A moment in the item. `start` is its second; `anchor` is its id on the page, or empty;
    `marked` is the one asked for; `speaker` is empty where it is the one who spoke before. What is
    said at no known moment has neither start, time nor address.
    """

    text: str
    start: int | None = None
    time: str = ""
    href: str = ""
    anchor: str = ""
    marked: bool = False
    speaker: str = ""

    @classmethod
    def at(cls, here: Here, item: Item, start: float, text: str) -> "Spot":
        """The moment `start` seconds into `item`."""
        return cls(text, int(start), clock(start), here.links.item(item.id, item.title, start))


class Anchors:
    """Hands out each id once; the one asked for to the thing that is asked for."""

    def __init__(self, second: int | None) -> None:
        self.asked = "" if second is None else f"t={second}"
        self.second = second
        self._given: set[str] = set()

    def give(self, start: float, marked: bool) -> str:
        """The id of a thing that begins at `start`."""
        anchor = self.asked if marked else f"t={int(start)}"
        if anchor in self._given or (anchor == self.asked and not marked):
            return ""
        self._given.add(anchor)
        return anchor

    def left(self) -> str:
        """The id asked for if nothing has it yet."""
        return "" if self.asked in self._given else self.asked

    def asked_among(self, starts: Sequence[float]) -> int | None:
        """Which of the things that begin at `starts` holds the second asked for."""
        if self.second is None or self.asked in self._given:
            return None
        before = [n for n, start in enumerate(starts) if int(start) <= self.second]
        return before[-1] if before else None


def spots_of(here: Here, item: Item, spoken: Sequence[Passage], anchors: Anchors) -> Iterator[Spot]:
    """What is said, passage by passage, each of which has a start."""
    starts = [passage.start or 0.0 for passage in spoken]
    asked = anchors.asked_among(starts)
    for n, (passage, speaker) in enumerate(zip(spoken, speakers(spoken), strict=True)):
        yield Spot.at(here, item, starts[n], passage.text)._replace(
            anchor=anchors.give(starts[n], n == asked), marked=n == asked, speaker=speaker
        )


def speakers(said: Sequence[Passage]) -> Iterator[str]:
    """Who speaks in each passage; empty where it is the one who spoke before."""
    before = ""
    for passage in said:
        yield "" if passage.speaker == before else passage.speaker
        before = passage.speaker
