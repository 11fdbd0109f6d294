"""A place that leaves the item it was counted to, and becomes one of its own; inside a write."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.errors import StoreError
from hub.keys import NUL, global_keys, item_id, marks
from hub.model import Draft, Source
from hub.store.columns import columns_of, draft_of_row, stored_rows
from hub.store.drafts import draft_from_json
from hub.store.identity import unlike_any
from hub.store.merging import SET_ASIDE, say_verdict
from hub.store.pending import note_change
from hub.store.renewing import renew
from hub.store.tables import ITEMS, KEYS, MOVED, PASSAGES, PLACES, READINGS, SOURCES
from hub.store.types import indexable
from hub.store.values import source_from_json

# What a kind of reading brings to the columns of its item, and which kinds bring passages.
_COLUMNS = {"page": "body_read", "chapters": "chapters_read", "pdf": "pages"}
_TIMED = ("transcript", "speech", "pdf")


def split(
    connection: sa.Connection, item: str, source: int, entry: str, at: datetime, zone: ZoneInfo
) -> str:
    """The place of this source leaves `item` for good; the id of its own item.

    That is the one it had before it was merged, where it had one. Raises StoreError if the place
    isn't the item's, or is its only one.
    """
    places = connection.execute(sa.select(PLACES).where(PLACES.c.item == item)).all()
    leaving = next((p for p in places if (p.source, p.entry) == (source, entry)), None)
    if leaving is None:
        raise StoreError(f"{item} has no such place. See: hub items show {item}")
    staying = [place for place in places if place is not leaving]
    if not staying:
        raise StoreError(f"{item} has one place only: there is nothing to split.")
    row = stored_rows(connection, (item,))[item]
    found = sa.select(SOURCES.c.settings).where(SOURCES.c.id == source)
    settings = source_from_json(connection.execute(found).scalar_one())
    draft = _told(leaving, row)
    natural = [item_id(name, entry) for name in (settings.id, *settings.was)]
    new = _own_id(connection, item, leaving, natural)
    _make(connection, new, leaving, settings, draft, at, zone)
    here = sa.and_(PLACES.c.source == source, PLACES.c.entry == entry)
    connection.execute(PLACES.update().where(here).values(item=new))
    _take_keys(connection, item, new, settings, draft, [(p, _told(p, row)) for p in staying])
    own_leaves = source == row["source"] and all(p.source != source for p in staying)
    _take_readings(connection, item, new, {new, *natural} | ({""} if own_leaves else set()))
    if own_leaves:
        heir = min(staying, key=lambda place: (place.first_seen, place.entry))
        connection.execute(ITEMS.update().where(ITEMS.c.id == item).values(source=heir.source))
    renew(connection, (item, new), at, zone)
    say_verdict(connection, item, new, same=False, at=at)
    note_change(connection, (item, new))
    return new


def _told(place: sa.Row[Any], row: dict[str, Any]) -> Draft:
    return draft_from_json(place.told) if place.told else draft_of_row(row)


def _own_id(
    connection: sa.Connection, item: str, place: sa.Row[Any], natural: Collection[str]
) -> str:
    """The id that was merged with the item's, else the one that its entry gives."""
    query = (
        sa.select(MOVED.c.id, ITEMS.c.source, ITEMS.c.first_seen)
        .join_from(MOVED, ITEMS, MOVED.c.id == ITEMS.c.id, isouter=True)
        .where(MOVED.c.item == item)
        .order_by(MOVED.c.id)
    )
    moved = connection.execute(query).all()
    since = (place.source, place.first_seen)
    before = [row.id for row in moved if row.id in natural]
    before += [row.id for row in moved if (row.source, row.first_seen) == since]
    if not before:
        return unlike_any(connection, next(iter(natural)))
    connection.execute(MOVED.delete().where(MOVED.c.id == before[0]))
    return str(before[0])


def _make(
    connection: sa.Connection,
    new: str,
    place: sa.Row[Any],
    source: Source,
    draft: Draft,
    at: datetime,
    zone: ZoneInfo,
) -> None:
    """The row of the new item, or the empty shell of one that had been merged, filled again."""
    own = {"source": place.source, "first_seen": place.first_seen, "changed": at, "visible": False}
    columns = {**own, **columns_of(draft, source, place.first_seen, zone)}
    again = {**columns, "removed": None, "removed_reason": None}
    shell = ITEMS.update().where(ITEMS.c.id == new)
    if connection.execute(shell.values(**again)).rowcount == 0:
        connection.execute(ITEMS.insert().values(id=new, **columns))


def _take_keys(
    connection: sa.Connection,
    item: str,
    new: str,
    source: Source,
    draft: Draft,
    staying: Iterable[tuple[sa.Row[Any], Draft]],
) -> None:
    """What only the leaving place is known by; what both are known by goes on naming the item."""
    kept = {key for _, told in staying for key in _keys(source, told)}
    own = [key for key in _keys(source, draft) if key not in kept]
    there = sa.and_(KEYS.c.item == item, KEYS.c.key.in_(own))
    connection.execute(KEYS.update().where(there).values(item=new))


def _keys(source: Source, draft: Draft) -> Iterator[str]:
    for name in (source.id, *source.was):
        for mark in marks(draft):
            yield indexable(f"{name}{NUL}{mark}")
    yield from map(indexable, global_keys(draft))


# --- what was read -----------------------------------------------------------------------------


def _take_readings(connection: sa.Connection, item: str, new: str, origins: set[str]) -> None:
    """Readings go with the place that they came from, and what they brought with them."""
    rows = connection.execute(sa.select(READINGS).where(READINGS.c.item == item)).all()
    leaving = [row for row in rows if row.origin in origins]
    staying = [row for row in rows if row.origin not in origins]
    for row in leaving:
        if row.status == SET_ASIDE:
            _again(connection, row, new)
        else:
            own = READINGS.update().where(READINGS.c.id == row.id)
            connection.execute(own.values(item=new, origin=""))
            _take_brought(connection, item, new, row, staying)
    active = {row.what for row in staying if row.status != SET_ASIDE}
    for row in staying:
        if row.status == SET_ASIDE and row.what.partition(" ")[0] not in active:
            _again(connection, row, item)
            active.add(row.what.partition(" ")[0])


def _again(connection: sa.Connection, row: sa.Row[Any], item: str) -> None:
    """What was set aside is read anew: its texts were not kept."""
    values = {"what": row.what.partition(" ")[0], "item": item, "origin": ""}
    waiting = {"status": "waiting", "tries": 0, "not_before": None}
    own = READINGS.update().where(READINGS.c.id == row.id)
    connection.execute(own.values(**values, **waiting))


def _take_brought(
    connection: sa.Connection, item: str, new: str, row: sa.Row[Any], staying: list[sa.Row[Any]]
) -> None:
    if name := _COLUMNS.get(row.what):
        column = ITEMS.c[name]
        brought = sa.select(column).where(ITEMS.c.id == item).scalar_subquery()
        connection.execute(ITEMS.update().where(ITEMS.c.id == new).values({column: brought}))
        connection.execute(ITEMS.update().where(ITEMS.c.id == item).values({column: sa.null()}))
    others = any(each.what in _TIMED and each.status == "read" for each in staying)
    if row.what in _TIMED and not others:
        heard = sa.select(ITEMS.c.heard).where(ITEMS.c.id == item).scalar_subquery()
        connection.execute(ITEMS.update().where(ITEMS.c.id == new).values(heard=heard))
        connection.execute(ITEMS.update().where(ITEMS.c.id == item).values(heard=""))
        connection.execute(PASSAGES.update().where(PASSAGES.c.item == item).values(item=new))
