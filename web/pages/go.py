"""The short address of an item, for newsletters and print: it leads on, and counts nobody."""

from starlette.exceptions import HTTPException

from hub.model import Item, Moved, Tombstone
from web.item.address import present_address
from web.page import Redirect
from web.site import Here


def go(here: Here, item: str) -> Redirect:
    """To the page of the item that this id stands for today; that of a removed one says so.

    Not for ever: an item may be merged with another one, or parted from it again.
    """
    match here.store.items.find(item):
        case Moved(to=other):
            return go(here, other)
        case Item(visible=True) as found:
            return Redirect(present_address(here, found.id, found.title), lasting=False)
        case Tombstone():
            return Redirect(present_address(here, item, ""), lasting=False)
        case _:
            raise HTTPException(404)
