"""Whether items are still where they were: which addresses are to be asked, and what came of it.

A place that is gone by our own asking was checked since; one that its source has deleted was not,
and is never asked: nobody but the source brings it back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from hub.store.engine import Database
from hub.store.pending import note_change
from hub.store.tables import ITEMS, PLACES

EVERY = timedelta(days=30)
EVERY_GONE = timedelta(days=7)  # a server that was down for a day shows it in a week
MOST_A_DAY = 1_000
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Address:
    """The address of one place, which is known by its source's key and its entry."""

    source: int
    entry: str
    item: str
    url: str


def gone_by_check() -> sa.ColumnElement[bool]:
    """Places that we found gone ourselves."""
    return PLACES.c.checked >= PLACES.c.gone


class Checks:
    """Addresses of items, asked now and then."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int) -> tuple[Address, ...]:
        """Up to `limit` addresses that nobody has asked for a month, the longest first.

        None when as many as may be a day have been asked.
        """
        last = sa.func.coalesce(PLACES.c.checked, PLACES.c.last_seen)
        waited = sa.or_(
            sa.and_(PLACES.c.gone.is_(None), last <= now - EVERY),
            sa.and_(gone_by_check(), last <= now - EVERY_GONE),
        )
        query = (
            sa.select(PLACES.c.source, PLACES.c.entry, PLACES.c.item, PLACES.c.url)
            .join_from(PLACES, ITEMS, PLACES.c.item == ITEMS.c.id)
            .where(ITEMS.c.visible, PLACES.c.url.like("http%"), waited)
            .order_by(last)
        )
        today = sa.select(sa.func.count()).where(PLACES.c.checked > now - _A_DAY)
        with self._database.read() as connection:
            left = min(limit, MOST_A_DAY - (connection.scalar(today) or 0))
            rows = connection.execute(query.limit(max(left, 0)))
            return tuple(Address(row.source, row.entry, row.item, row.url) for row in rows)

    def record(self, address: Address, at: datetime, *, there: bool | None) -> None:
        """What asking `address` showed; None where it showed nothing, as a server was down."""
        place = sa.and_(
            PLACES.c.source == address.source,
            PLACES.c.entry == address.entry,
            PLACES.c.url == address.url,
        )
        gone = sa.select(PLACES.c.gone).where(place)
        with self._database.write() as connection:
            row = connection.execute(gone).first()
            if row is None:
                return
            since = row.gone if there is None else None if there else row.gone or at
            connection.execute(PLACES.update().where(place).values(checked=at, gone=since))
            if since != row.gone:
                note_change(connection, (address.item,))
