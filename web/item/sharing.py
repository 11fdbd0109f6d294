"""The addresses by which an item is passed on."""

from typing import NamedTuple

from hub.model import Item
from web.site import Here


class Sharing(NamedTuple):
    """`address` is the item's own, at the moment that was asked for; `short` is for newsletters
    and print. Both are absolute where the public address is known.
    """

    address: str
    short: str


def sharing(here: Here, item: Item, second: int | None) -> Sharing:
    """How to pass on `item`, from `second` on."""
    address = here.links.item(item.id, item.title, second)
    short = here.links.go(item.id)
    return Sharing(here.links.absolute(address) or address, here.links.absolute(short) or short)
