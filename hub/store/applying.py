"""The sources of a new feeds.yaml taken over from those of the one before (decisions 12, 14)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.model import Source
from hub.store.inherit import bears_on_items, hand_down
from hub.store.pending import note_change
from hub.store.renewing import renew
from hub.store.tables import ITEMS, PLACES, SOURCE_NAMES, SOURCES, VISITS
from hub.store.values import source_from_json, source_to_json

Rows = dict[str, sa.Row[Any]]


def apply_sources(
    connection: sa.Connection, sources: Sequence[Source], at: datetime, zone: ZoneInfo
) -> None:
    """Inside a write: upsert `sources`, rename by `was`, retire those no longer named.

    Works that others tell of as well are told anew when a source leaves, or comes back.
    """
    heard = _heard(connection)
    named = {source.id for source in sources}
    before = _told(connection)
    touched: set[int] = set()
    for position, source in enumerate(sources):
        rows = _rows(connection, {source.id, *source.was})
        old = [rows[name] for name in source.was if name in rows and name not in named]
        row = rows.get(source.id) or (old.pop(0) if old else None)
        if row is None:
            key, bears = _insert(connection, position, source), False
        else:
            key, bears = row.id, _update(connection, row, position, source)
        for other in old:
            _take_over(connection, other, key)
        _remember_names(connection, key, source.was)
        if bears or old:
            hand_down(connection, key, source)
            touched.add(key)
    retire = SOURCES.update().where(SOURCES.c.name.not_in(named), SOURCES.c.retired.is_(None))
    connection.execute(retire.values(retired=at))
    if turned := heard ^ _heard(connection):
        note_change(connection, renew(connection, _shared_by(connection, turned), at, zone))
    if _told(connection) != before:
        of_touched = sa.select(ITEMS.c.id).where(ITEMS.c.source.in_(touched))
        note_change(connection, tuple(connection.scalars(of_touched)))


def _heard(connection: sa.Connection) -> set[int]:
    """The sources that have not been taken out."""
    return set(connection.scalars(sa.select(SOURCES.c.id).where(SOURCES.c.retired.is_(None))))


def _shared_by(connection: sa.Connection, sources: set[int]) -> tuple[str, ...]:
    """Items that one of `sources` tells of, and another source too."""
    several = (
        sa.select(PLACES.c.item)
        .group_by(PLACES.c.item)
        .having(sa.func.count(PLACES.c.source.distinct()) > 1)
    )
    own = sa.select(PLACES.c.item).distinct().where(PLACES.c.source.in_(sources))
    return tuple(connection.scalars(own.where(PLACES.c.item.in_(several))))


def _told(connection: sa.Connection) -> list[tuple[Any, ...]]:
    query = sa.select(SOURCES.c.id, SOURCES.c.position, SOURCES.c.retired, SOURCES.c.settings)
    return [tuple(row) for row in connection.execute(query.order_by(SOURCES.c.id))]


def _rows(connection: sa.Connection, names: set[str]) -> Rows:
    query = sa.select(SOURCES).where(SOURCES.c.name.in_(names))
    return {row.name: row for row in connection.execute(query)}


def _columns(position: int, source: Source) -> dict[str, Any]:
    return {
        "name": source.id,
        "position": position,
        "settings": source_to_json(source),
        "enabled": source.enabled,
        "retired": None,
    }


def _insert(connection: sa.Connection, position: int, source: Source) -> int:
    connection.execute(SOURCES.insert().values(**_columns(position, source)))
    query = sa.select(SOURCES.c.id).where(SOURCES.c.name == source.id)
    return int(connection.execute(query).scalar_one())


def _update(connection: sa.Connection, row: sa.Row[Any], position: int, source: Source) -> bool:
    """Returns whether the change bears on the source's items."""
    before = source_from_json(row.settings)
    columns: dict[str, Any] = _columns(position, source)
    if row.retired or _fetched(before) != _fetched(source):
        columns |= {"due": None, "ended": None}  # what was mended is tried at once
    if before.url != source.url:
        columns |= {"moved_to": "", "moved_times": 0}
    connection.execute(SOURCES.update().where(SOURCES.c.id == row.id).values(**columns))
    return bears_on_items(before) != bears_on_items(source)


def _fetched(source: Source) -> tuple[object, ...]:
    return (source.via, source.url, source.options, source.picks, source.every, source.enabled)


def _take_over(connection: sa.Connection, old: sa.Row[Any], key: int) -> None:
    """All that belongs to the source `old` belongs to `key`; an entry both have keeps its place."""
    both = sa.select(PLACES.c.entry).where(PLACES.c.source == key)
    twice = sa.and_(PLACES.c.source == old.id, PLACES.c.entry.in_(both))
    connection.execute(PLACES.delete().where(twice))
    for table in (ITEMS, PLACES, VISITS, SOURCE_NAMES):
        own = table.update().where(table.c.source == old.id)
        connection.execute(own.values(source=key))
    connection.execute(SOURCES.delete().where(SOURCES.c.id == old.id))


def _remember_names(connection: sa.Connection, key: int, names: Sequence[str]) -> None:
    for name in dict.fromkeys(names):
        connection.execute(SOURCE_NAMES.delete().where(SOURCE_NAMES.c.name == name))
        connection.execute(SOURCE_NAMES.insert().values(name=name, source=key))
