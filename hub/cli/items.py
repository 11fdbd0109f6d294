"""Look at an item, make one of two or two of one, or take it out for good.

What is removed on request leaves a tombstone, and never comes back by itself.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from types import MappingProxyType
from typing import Annotated

import typer

from hub.cli.composition import Hub, open_hub
from hub.cli.output import Json, counted, print_json, say, warn
from hub.errors import HubError
from hub.model import Item, Moved, Tombstone
from hub.phrases import in_words
from hub.searched import Searched, searched
from hub.store.works import Telling

Id = Annotated[str, typer.Argument(help="The item's id, as in its address.")]


_SEARCHED: Mapping[Searched, str] = MappingProxyType(
    {
        "sound": "everything said, as text",
        "machine": "everything said, as text written by a machine",
        "chapters": "title, description and chapters",
        "words": "title and description only",
    }
)


def show(context: typer.Context, item_id: Id, *, json: Json = False) -> None:
    """Everything the hub knows of an item."""
    with open_hub(context.obj) as hub:
        item = found_item(hub, item_id)
        notes = [in_words(note, "en") for note in hub.store.items.notes(item.id)]
        tellings = hub.store.works.tellings(item.id)
    if json:
        told = [telling.told and asdict(telling.told) for telling in tellings]
        more = {"searched": searched(item), "notes": notes, "told": told}
        print_json(_plain({**asdict(item), **more}))
        return
    say(f"{item.title}\n{item.kind} ({item.form}) from {item.source}, {item.language}")
    say(f"date: {item.date.iso if item.date else 'none'}   address: {item.url or 'none'}")
    say(f"people: {', '.join(person.name for person in item.people) or 'none'}")
    for assignment in item.themes:
        evidence = "; ".join(f"{e.count}x {e.text!r} in {e.where}" for e in assignment.evidence)
        say(f"{assignment.strength} {assignment.theme}: {evidence}")
    size = f"{counted(len(item.passages), 'passage')}, {counted(len(item.chapters), 'chapter')}"
    say(f"{size}, {'shown' if item.visible else 'not shown'} on the site")
    if known := searched(item):
        say(f"searched: {_SEARCHED[known]}")
    if item.expires:
        say(f"last day: {item.expires.iso}")
    for note in notes:
        say(f"note: {note}")
    for number, telling in enumerate(tellings, 1):
        say(f"place {number}: {in_short(telling)}")
    if item.summary:
        say(f"\n{item.summary}")


def remove(
    context: typer.Context,
    item_id: Id,
    reason: Annotated[str, typer.Option(help="Why; the page says so.", prompt=True)],
) -> None:
    """Take an item out for good; its address says that it was removed, and why."""
    with open_hub(context.obj) as hub:
        item = found_item(hub, item_id)
        hub.store.items.remove(item.id, reason, hub.now())
        hub.index.sync()
    say(f"Removed “{item.title}”.")


def in_short(telling: Telling) -> str:
    """A place, and what of it may differ from the others', on one line."""
    place, told = telling.place, telling.told
    gone = f"  gone since {place.gone:%Y-%m-%d}" if place.gone else ""
    words = f"“{told.title}”, {told.date.iso if told.date else 'no date'}" if told else "not kept"
    return f"{place.source}  {place.url or place.entry}  {words}{gone}"


def found_item(hub: Hub, item_id: str) -> Item:
    """The item, also by an id that it had before. Raises HubError where there is none."""
    match hub.store.items.find(item_id):
        case Item() as item:
            return item
        case Moved(to):
            warn(f"{item_id} is now {to}.")
            return found_item(hub, to)
        case Tombstone(title=title, reason=reason):
            raise HubError(f"“{title}” was removed: {reason}")
        case _:
            raise HubError(f"there is no item {item_id}; find ids with: hub search … --json")


def _plain(value: object) -> object:
    """`value` with times as text, for JSON."""
    match value:
        case dict():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case datetime():
            return value.isoformat()
        case _:
            return value


COMMANDS = {"show": show, "remove": remove}
