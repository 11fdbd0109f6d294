"""Items, one or many, and lists and counts of the visible ones."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.model import UNLISTED, Item, Kind, Moved, Strength, Tombstone, Trouble
from hub.store.engine import Database
from hub.store.facts import EPOCH, get_fact
from hub.store.itemrows import FOR_HITS, FOR_LISTS, ITEM_ROWS, batches, load_items, to_items
from hub.store.pending import note_change
from hub.store.pointing import items_pointed_at
from hub.store.remembered import Remembered
from hub.store.sources import find_source
from hub.store.tables import (
    ASSIGNMENTS,
    CLOCK,
    ITEMS,
    LINKS,
    MOVED,
    NUMBERS,
    PASSAGES,
    PEOPLE,
    PLACES,
    READINGS,
)
from hub.store.values import trouble_from_json

# Themes need no such condition: the judge gives adverts none.
_LISTED = (ITEMS.c.visible, ITEMS.c.form.not_in(UNLISTED))


class Items:
    """The works we have."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counts = Remembered(database, lambda connection: _counts(connection, *_LISTED))

    def get(self, item: str) -> Item | None:
        """A whole item, visible or not; None if it is not there or was removed."""
        return self.many((item,)).get(item)

    def find(self, item: str) -> Item | Moved | Tombstone | None:
        """What an id stands for today."""
        with self._database.read() as connection:
            if found := load_items(connection, (item,)).get(item):
                return found
            moved = sa.select(MOVED.c.item).where(MOVED.c.id == item)
            if to := connection.scalar(moved):
                return Moved(to)
            removed = sa.select(ITEMS).where(ITEMS.c.id == item)
            row = connection.execute(removed).first()
        return Tombstone(row.id, row.title, row.removed_reason, row.removed) if row else None

    def many(self, ids: Collection[str]) -> dict[str, Item]:
        """Whole items by id, visible or not; those not there are left out."""
        with self._database.read() as connection:
            return load_items(connection, ids)

    def found(self, ids: Collection[str]) -> dict[str, Item]:
        """Items by id, visible or not, with all that a search shows of them: their texts, but not
        their people, their places or why they have their themes.
        """
        with self._database.read() as connection:
            return load_items(connection, ids, FOR_HITS)

    def listed(self, ids: Sequence[str]) -> tuple[Item, ...]:
        """The visible ones among these items, in this order, without their passages and places."""
        with self._database.read() as connection:
            found: dict[str, Item] = {}
            for batch in batches(dict.fromkeys(ids)):
                chosen = ITEM_ROWS.where(ITEMS.c.id.in_(batch), ITEMS.c.visible)
                found |= {item.id: item for item in to_items(connection, chosen, FOR_LISTS)}
        return tuple(found[item] for item in dict.fromkeys(ids) if item in found)

    def newest(
        self,
        limit: int,
        *,
        kind: Kind | None = None,
        source: str | None = None,
        theme: str | None = None,
        strength: Strength = "about",
        seen_upto: datetime | None = None,
        offset: int = 0,
        central: bool = False,
    ) -> tuple[Item, ...]:
        """Visible items, newest first, undated last; without their passages and places, and
        without adverts (hub.model.UNLISTED). `central`: those of a `theme` that are most about
        it come first (hub.centrality).

        `seen_upto` leaves out what was first seen later, so that later pages stay in place. Of a
        `source` are the items that have a place there, whoever told of them first.
        """
        with self._database.read() as connection:
            chosen = ITEM_ROWS.where(*_narrowed(connection, kind, source, seen_upto))
            if theme:
                # The theme's own index has them in order; asked by its columns, nothing is sorted.
                chosen = chosen.where(ASSIGNMENTS.c.item == ITEMS.c.id, *_of(theme, strength))
                first = (ASSIGNMENTS.c.weight.desc(),) if central else ()
                order = (*first, ASSIGNMENTS.c.sort_at.desc(), ASSIGNMENTS.c.item)
                chosen = chosen.order_by(*order)
            else:
                chosen = chosen.where(*_LISTED)
                chosen = chosen.order_by(ITEMS.c.sort_at.desc(), ITEMS.c.id)
            return tuple(to_items(connection, chosen.limit(limit).offset(offset), FOR_LISTS))

    def count(
        self,
        *,
        kind: Kind | None = None,
        source: str | None = None,
        theme: str | None = None,
        strength: Strength = "about",
        seen_upto: datetime | None = None,
    ) -> int:
        """How many `newest` would list without a limit."""
        with self._database.read() as connection:
            narrowed = _narrowed(connection, kind, source, seen_upto)
            chosen = sa.select(sa.func.count()).where(*narrowed)
            chosen = chosen.where(*(_of(theme, strength) if theme else _LISTED))
            if theme and narrowed:
                chosen = chosen.where(ASSIGNMENTS.c.item == ITEMS.c.id)
            return connection.scalar(chosen) or 0

    def counts(self, *, all_forms: bool = False) -> Mapping[Kind, int]:
        """How many visible items there are of each kind, without adverts unless `all_forms`."""
        if not all_forms:
            return self._counts.get()
        with self._database.read() as connection:
            return _counts(connection, ITEMS.c.visible)

    def ids(self) -> Iterator[str]:
        """The id of every visible item, all from one state of the store."""
        with self._database.read() as connection:
            return iter(connection.scalars(sa.select(ITEMS.c.id).where(ITEMS.c.visible)).all())

    def pointed(self, keys: Sequence[str]) -> tuple[str, ...]:
        """The visible items that have one of a Pointer's `keys` in any place, newest first."""
        with self._database.read() as connection:
            return items_pointed_at(connection, keys)

    def notes(self, item: str) -> tuple[Trouble, ...]:
        """What a person should know of what was read for `item`, such as a PDF without text."""
        noted = sa.and_(READINGS.c.status == "read", READINGS.c.trouble.is_not(None))
        query = sa.select(READINGS.c.trouble).where(READINGS.c.item == item, noted)
        with self._database.read() as connection:
            rows = connection.scalars(query.order_by(READINGS.c.what)).all()
        return tuple(trouble for row in rows if (trouble := trouble_from_json(row)))

    def remove(self, item: str, reason: str, at: datetime) -> bool:
        """Delete all that an item says, for good; False if there is no such item.

        Its title and the reason stay as a tombstone; its keys and places stay, so that its source
        doesn't bring it back.
        """
        own = ITEMS.update().where(ITEMS.c.id == item, ITEMS.c.removed.is_(None))
        with self._database.write() as connection:
            if connection.execute(own.values(removed=at, **emptied(at, reason))).rowcount == 0:
                return False
            for table in (PEOPLE, PASSAGES, ASSIGNMENTS, READINGS, LINKS, NUMBERS):
                connection.execute(table.delete().where(table.c.item == item))
            places = PLACES.update().where(PLACES.c.item == item)
            connection.execute(places.values(url=None, told=None))
            note_change(connection, (item,))
            return True

    def last_change(self) -> str:
        """Another text whenever something that is shown has changed; for ETags."""
        with self._database.read() as connection:
            seq = connection.execute(sa.select(CLOCK.c.seq)).scalar_one()
            return f"{get_fact(connection, EPOCH)}-{seq}"


def _counts(
    connection: sa.Connection, *listed: sa.ColumnElement[bool] | sa.Column[bool]
) -> Mapping[Kind, int]:
    query = sa.select(ITEMS.c.kind, sa.func.count().label("items")).where(*listed)
    rows = connection.execute(query.group_by(ITEMS.c.kind).order_by(ITEMS.c.kind))
    return {row.kind: row.items for row in rows}


def emptied(at: datetime, reason: str) -> dict[str, Any]:
    """Columns of an item that says nothing any more."""
    nothing = ("url", "date", "year", "duration", "pages", "season", "episode", "body_read")
    return {
        **dict.fromkeys(nothing),
        **dict.fromkeys(("summary", "body_listed"), ""),
        "enclosures": [],
        "chapters_listed": [],
        "chapters_read": None,
        "ids": None,
        "soundbites": None,
        "expires": None,
        "license": "",
        "heard": "",
        "title_key": "",
        "visible": False,
        "changed": at,
        "removed_reason": reason,
    }


def _of(theme: str, strength: Strength) -> tuple[sa.ColumnElement[bool], ...]:
    """Assignments of visible items to a theme."""
    own = ASSIGNMENTS.c
    return (own.visible, own.theme == theme, own.strength == strength)


def _narrowed(
    connection: sa.Connection, kind: Kind | None, source: str | None, seen_upto: datetime | None
) -> list[sa.ColumnElement[bool]]:
    chosen: list[sa.ColumnElement[bool]] = []
    if kind:
        chosen.append(ITEMS.c.kind == kind)
    if source:
        row = find_source(connection, source)
        there = sa.select(PLACES.c.item).where(PLACES.c.source == row.id) if row else ()
        chosen.append(ITEMS.c.id.in_(there))
    if seen_upto:
        chosen.append(ITEMS.c.first_seen <= seen_upto)
    return chosen
