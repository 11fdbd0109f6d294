"""What people say of works: that two items are one, or that a place is of another work."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.errors import StoreError
from hub.model import Draft, Place
from hub.store.drafts import draft_from_json
from hub.store.engine import Database
from hub.store.merging import merge, older_first, say_verdict
from hub.store.pending import note_change
from hub.store.readings import enqueue
from hub.store.renewing import renew
from hub.store.sources import source_row
from hub.store.splitting import split
from hub.store.tables import ITEMS, PLACES, SOURCES, VERDICTS
from hub.visiting import NewReading


@dataclass(frozen=True, slots=True)
class Telling:
    """A place of an item and what it tells of it; None where that was not yet kept."""

    place: Place
    told: Draft | None


class Works:
    """One work, one item: by hand. What is said here wins over every rule, for ever."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone

    def tellings(self, item: str) -> tuple[Telling, ...]:
        """What each place of an item tells, the first place first."""
        query = (
            sa.select(PLACES, SOURCES.c.name)
            .join_from(PLACES, SOURCES)
            .where(PLACES.c.item == item)
            .order_by(PLACES.c.first_seen, PLACES.c.source, PLACES.c.entry)
        )
        with self._database.read() as connection:
            return tuple(
                Telling(
                    Place(row.name, row.entry, row.url, row.first_seen, row.last_seen, row.gone),
                    draft_from_json(row.told) if row.told else None,
                )
                for row in connection.execute(query)
            )

    def apart(self, item: str) -> tuple[str, ...]:
        """Items that a person said are not this one."""
        own = sa.or_(VERDICTS.c.item == item, VERDICTS.c.other == item)
        query = sa.select(VERDICTS).where(own, VERDICTS.c.same.is_(False))
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(sorted(row.other if row.item == item else row.item for row in rows))

    def same(self, a: str, b: str, at: datetime) -> str:
        """`a` and `b` are one work; the id that stays, which is the older. Raises StoreError."""
        with self._database.write() as connection:
            there = sa.select(ITEMS.c.id).where(ITEMS.c.id.in_((a, b)), ITEMS.c.removed.is_(None))
            missing = {a, b} - set(connection.scalars(there))
            if missing:
                raise StoreError(f"There is no item {min(missing)!r}, so nothing was merged.")
            if a == b:
                return a
            kept, gone = older_first(connection, a, b)
            merge(connection, kept, gone, at)
            say_verdict(connection, kept, gone, same=True, at=at)
            renew(connection, (kept,), at, self._zone)
            note_change(connection, (kept, gone))
            return kept

    def split(
        self, item: str, place: Place, at: datetime, readings: Sequence[NewReading] = ()
    ) -> str:
        """`place` is of another work than the rest of `item`; the id of its own item, for which
        `readings` are queued.

        Raises StoreError if the place isn't the item's, or is its only one.
        """
        with self._database.write() as connection:
            source = source_row(connection, place.source).id
            new = split(connection, item, source, place.entry, at, self._zone)
            enqueue(connection, new, readings)
            return new
