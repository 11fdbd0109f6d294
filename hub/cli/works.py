"""One work, one item: said by hand, where no rule could know.

What is said here holds for ever: no later visit joins what was split, or parts what was merged.
"""

from collections.abc import Sequence
from typing import Annotated

import typer

from hub.cli.composition import Hub, open_hub
from hub.cli.items import Id, found_item, in_short
from hub.cli.output import say
from hub.errors import HubError
from hub.model import Item
from hub.store.works import Telling
from hub.visiting import NewReading
from indexer.extract import wanted


def same(
    context: typer.Context,
    item_id: Id,
    other_id: Annotated[str, typer.Argument(help="The id of the item that is the same work.")],
) -> None:
    """Make one item of two that are one work; the older id stays, the other leads to it."""
    with open_hub(context.obj) as hub:
        item, other = found_item(hub, item_id), found_item(hub, other_id)
        if item.id == other.id:
            say(f"{item_id} and {other_id} are one item already: {item.id}.")
            return
        kept = hub.store.works.same(item.id, other.id, hub.now())
        hub.judge()
        hub.index.sync()
    gone = other.id if kept == item.id else item.id
    say(f"{gone} is now {kept}. Undo it with: hub items split {kept} PLACE")


def split(
    context: typer.Context,
    item_id: Id,
    place: Annotated[
        str, typer.Argument(help="Its number in “hub items show”, its address, or its source.")
    ],
) -> None:
    """Make an item of its own of a place that is of another work."""
    with open_hub(context.obj) as hub:
        item = found_item(hub, item_id)
        tellings = hub.store.works.tellings(item.id)
        chosen = _matching(tellings, place)
        if not chosen and (apart := _already_apart(hub, item, place)):
            say(f"That place has an item of its own already: {apart}.")
            return
        telling = _only(item, tellings, chosen, place)
        new = hub.store.works.split(item.id, telling.place, hub.now(), _to_read(hub, telling))
        hub.judge()
        hub.index.sync()
    say(f"{in_short(telling)}\nis now {new}. Undo it with: hub items same {item.id} {new}")


def _matching(tellings: Sequence[Telling], place: str) -> list[Telling]:
    if place.isdecimal():
        return [telling for n, telling in enumerate(tellings, 1) if n == int(place)]
    return [t for t in tellings if place in (t.place.url, t.place.entry, t.place.source)]


def _only(item: Item, all_of_it: Sequence[Telling], chosen: list[Telling], place: str) -> Telling:
    if len(chosen) == 1:
        return chosen[0]
    said = "several places are" if chosen else "no place is"
    listed = "".join(f"\n  {n}: {in_short(telling)}" for n, telling in enumerate(all_of_it, 1))
    raise HubError(f"{said} {place!r} of {item.id}; name one by its number:{listed}")


def _already_apart(hub: Hub, item: Item, place: str) -> str | None:
    """The item that was split from this one with such a place; numbers don't name one."""
    others = hub.store.works.apart(item.id) if not place.isdecimal() else ()
    return next((one for one in others if _matching(hub.store.works.tellings(one), place)), None)


def _to_read(hub: Hub, telling: Telling) -> tuple[NewReading, ...]:
    """What the place points at: its own item has read none of it yet."""
    source = hub.store.sources.get(telling.place.source)
    return wanted(telling.told, source.source) if source and telling.told else ()


COMMANDS = {"same": same, "split": split}
