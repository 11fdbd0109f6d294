"""What taking an item in asks of a person; the same on every page and in every list."""

from hub.model import Item
from hub.search import Cost

LONG = 150  # words; a body that long is the whole text, and its length says what it costs to read


def cost_of(item: Item) -> Cost:
    """Seconds to hear, pages or words to read; words only where the whole text is known."""
    words = len(item.body.split()) if item.kind != "episode" else 0
    return Cost(item.duration, item.pages, words if words >= LONG else None)
