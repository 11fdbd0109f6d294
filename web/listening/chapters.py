"""The chapters of an episode, and the stretches that its makers recommend."""

from collections.abc import Iterator

from hub.model import Item
from web.listening.spots import Anchors, Spot
from web.site import Here


def chapters_of(here: Here, item: Item, anchors: Anchors) -> Iterator[Spot]:
    """Every chapter; the one that holds the second asked for has its id where no passage has."""
    asked = anchors.asked_among([chapter.start for chapter in item.chapters])
    for n, chapter in enumerate(item.chapters):
        anchor = anchors.give(chapter.start, marked=True) if n == asked else ""
        yield Spot.at(here, item, chapter.start, chapter.title)._replace(
            anchor=anchor, marked=n == asked
        )


def bites_of(here: Here, item: Item) -> Iterator[Spot]:
    """Stretches to begin with; one without a name has the episode's."""
    for bite in item.soundbites:
        yield Spot.at(here, item, bite.start, bite.title or item.title)
