"""Who works at what: leases on sources and readings, which belong to an owner and run out.

An owner is any name that tells one worker from all others.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from hub.store.engine import Database
from hub.store.tables import READINGS, SOURCES

LEASE = timedelta(minutes=30)  # a visit of many pages renews it with each


def free_for(table: sa.Table, owner: str, now: datetime) -> sa.ColumnElement[bool]:
    """Rows of `table` that nobody but `owner` holds."""
    over = sa.or_(table.c.lease_until.is_(None), table.c.lease_until <= now)
    return sa.or_(over, table.c.lease_by == owner) if owner else over


def end_lease(connection: sa.Connection, source: int) -> None:
    """Inside a write: the source with this key is free again."""
    own = SOURCES.update().where(SOURCES.c.id == source)
    connection.execute(own.values(lease_by="", lease_until=None))


def renew_lease(connection: sa.Connection, source: int, at: datetime) -> None:
    """Inside a write: whoever visits the source with this key goes on with it."""
    own = SOURCES.update().where(SOURCES.c.id == source, SOURCES.c.lease_by != "")
    connection.execute(own.values(lease_until=at + LEASE))


class Leases:
    """What workers hold at the moment."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def owners(self) -> tuple[str, ...]:
        """Everybody who holds anything, in the order of their names."""
        held = [
            sa.select(SOURCES.c.lease_by).where(SOURCES.c.lease_by != ""),
            sa.select(READINGS.c.lease_by).where(READINGS.c.lease_by != ""),
        ]
        with self._database.read() as connection:
            return tuple(sorted(set(connection.scalars(sa.union(*held)))))

    def release(self, owners: Collection[str]) -> int:
        """Give up all that `owners` hold, and return how much that was."""
        if not owners:
            return 0
        source = SOURCES.update().where(SOURCES.c.lease_by.in_(owners))
        claimed = READINGS.update().where(READINGS.c.lease_by.in_(owners))
        # What is heard by machine waits in a queue of its own.
        waiting = sa.case((READINGS.c.status == "speaking", "put-off"), else_="waiting")
        free = {"lease_by": "", "not_before": None, "status": waiting}
        with self._database.write() as connection:
            released = connection.execute(source.values(lease_by="", lease_until=None)).rowcount
            return released + connection.execute(claimed.values(**free)).rowcount
