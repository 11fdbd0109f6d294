"""What is said of an address that answers no more, and where a copy of it may be."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from hub.dates import moment
from hub.liveness import LinkState
from hub.model import Item
from web.site import Here

_ARCHIVE = "https://web.archive.org/web"


class Gone(NamedTuple):
    """An address that is dead. `seen` is the day it was last seen alive, in words; empty where we
    never saw it. `copy` leads to the Internet Archive's copy nearest to that day, if it has any:
    nobody has looked, as pages contact no other host.
    """

    href: str
    seen: str
    copy: str


class Endings(NamedTuple):
    """What on the page of an item is dead: its original, its sound, and what it points at."""

    original: Gone | None
    sound: Gone | None
    links: Mapping[str, Gone]


def endings(
    here: Here, item: Item, original: str, sound: str, links: Iterable[str] = ()
) -> Endings:
    """What is dead of these addresses, as they stand on the page of `item`; empty for none."""
    pointed = tuple(links)
    sound = sound.partition("#")[0]
    states = here.store.checks.states([each for each in (original, sound, *pointed) if each])
    dead = {
        address: _gone(here, item, address, state)
        for address, state in states.items()
        if state.dead
    }
    found = {address: dead[address] for address in pointed if address in dead}
    return Endings(dead.get(original), dead.get(sound), found)


def _gone(here: Here, item: Item, address: str, state: LinkState) -> Gone:
    seen = here.formats.day(state.alive) if state.alive else ""
    day = (state.alive or _when_it_came(here, item)).astimezone(here.formats.zone)
    return Gone(address, seen, f"{_ARCHIVE}/{day:%Y%m%d}/{address}")


def _when_it_came(here: Here, item: Item) -> datetime:
    """When the item came out, as far as that is known and has been; else when we saw it."""
    out = moment(item.date, here.formats.zone) if item.date else None
    return out if out and out <= item.first_seen else item.first_seen
