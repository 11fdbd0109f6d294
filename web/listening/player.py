"""The player of an item: its sound, where it stands ready, and what a listener should know."""

from typing import NamedTuple

from hub.model import Item
from web.formats import clock
from web.listening.adverts import inserts_adverts
from web.listening.apps import app_links
from web.listening.sound import sound_of
from web.listening.spots import Anchors
from web.page import Link
from web.site import Here

_SPEEDS = (0.75, 1, 1.25, 1.5, 1.75, 2)


class Speed(NamedTuple):
    """A speed to listen at: for the browser, and in words."""

    value: str
    word: str


class Player(NamedTuple):
    """Sound from its publisher. `second` is where it stands ready, which `ready` says in words, or
    None; `address` is the item's own, for links to a moment; `adverts`, that its host puts adverts
    in; `apps` are the item's or its show's pages in podcast apps.
    """

    src: str
    type: str
    second: int | None
    ready: str
    anchor: str
    address: str
    adverts: bool
    speeds: tuple[Speed, ...]
    apps: tuple[Link, ...]


def player_of(here: Here, item: Item, second: int | None, anchors: Anchors) -> Player | None:
    """The player of `item`, ready at `second`; None where there is nothing to hear."""
    sound = sound_of(item.enclosures)
    if sound is None:
        return None
    address = here.links.item(item.id, item.title)
    return Player(
        # A media fragment (W3C Media Fragments 1.0, 4.2.1): the browser starts there by itself.
        src=sound.src if second is None else f"{sound.src}#t={second}",
        type=sound.type,
        second=second,
        ready=_ready(here, second),
        anchor=anchors.left(),
        address=here.links.absolute(address) or address,
        adverts=inserts_adverts(sound.src),
        speeds=tuple(Speed(str(speed), here.formats.speed(speed)) for speed in _SPEEDS),
        apps=app_links(here, item),
    )


def _ready(here: Here, second: int | None) -> str:
    _ = here.texts.gettext
    return "" if second is None else _("Klar til at spille fra %(time)s") % {"time": clock(second)}
