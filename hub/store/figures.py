"""How sources are doing, in numbers: what we have of each, and what its latest visits took."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from hub.store.engine import Database
from hub.store.sources import find_source
from hub.store.tables import ITEMS, PASSAGES, SOURCES, VISITS

LATEST = 10  # visits


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a source's visible items, how many there are and how many have a date, text beyond the
    summary, and what is said in them; of its latest `visits`, the milliseconds and bytes of one.
    """

    items: int = 0
    dated: int = 0
    with_text: int = 0
    with_transcript: int = 0
    visits: int = 0
    milliseconds: int = 0
    bytes: int = 0


class SourceFigures:
    """The numbers of one source or of all, in two questions however many there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Mapping[str, Figures]:
        """By the source's name, retired or not."""
        with self._database.read() as connection:
            return _figures(connection, sa.true())

    def of(self, name: str) -> Figures:
        """Those of one source; nothing for one that we don't know."""
        with self._database.read() as connection:
            row = find_source(connection, name)
            found = _figures(connection, SOURCES.c.id == row.id) if row else {}
        return next(iter(found.values()), Figures())


def _figures(connection: sa.Connection, which: sa.ColumnElement[bool]) -> dict[str, Figures]:
    found = {row.name: _of_items(row) for row in connection.execute(_items(which))}
    for row in connection.execute(_visits(which)):
        spent, received = round(row.milliseconds), round(row.bytes)
        found[row.name] = replace(
            found[row.name], visits=row.visits, milliseconds=spent, bytes=received
        )
    return found


def _of_items(row: sa.Row[Any]) -> Figures:
    return Figures(row.items, row.dated or 0, row.with_text or 0, row.with_transcript or 0)


def _items(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    of_item = sa.select(PASSAGES.c.item).where(PASSAGES.c.item == ITEMS.c.id)
    read = sa.or_(ITEMS.c.body_read != "", ITEMS.c.body_listed != "", of_item.exists())
    said = of_item.where(PASSAGES.c.start.isnot(None)).exists()
    own = SOURCES.outerjoin(ITEMS, sa.and_(ITEMS.c.source == SOURCES.c.id, ITEMS.c.visible))
    return (
        sa.select(
            SOURCES.c.name,
            sa.func.count(ITEMS.c.id).label("items"),
            sa.func.count(ITEMS.c.date).label("dated"),
            _how_many(read).label("with_text"),
            _how_many(said).label("with_transcript"),
        )
        .select_from(own)
        .where(which)
        .group_by(SOURCES.c.id, SOURCES.c.name)
    )


def _how_many(holds: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((sa.and_(ITEMS.c.id.isnot(None), holds), 1), else_=0))


def _visits(which: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Only the end of each source's visits is looked at: there may be a great many."""
    before = VISITS.alias()
    earliest = (
        sa.select(before.c.id)
        .where(before.c.source == SOURCES.c.id)
        .order_by(before.c.id.desc())
        .offset(LATEST - 1)
        .limit(1)
        .scalar_subquery()
    )
    latest = sa.and_(VISITS.c.source == SOURCES.c.id, VISITS.c.id >= sa.func.coalesce(earliest, 0))
    return (
        sa.select(
            SOURCES.c.name,
            sa.func.count().label("visits"),
            sa.func.avg(VISITS.c.milliseconds).label("milliseconds"),
            sa.func.avg(VISITS.c.bytes).label("bytes"),
        )
        .join_from(SOURCES, VISITS, latest)
        .where(which)
        .group_by(SOURCES.c.id, SOURCES.c.name)
    )
