"""What a person must see to in a source: mails that ask to be confirmed. Shown to editors only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from hub.model import Notice, Trouble
from hub.store.engine import Database
from hub.store.tables import NOTICES, SOURCES
from hub.store.types import indexable
from hub.store.values import trouble_from_json, trouble_to_json

KEPT = timedelta(days=30)  # a request to confirm has run out by then
_MOST = 200
_NOTHING = Trouble("")


@dataclass(frozen=True, slots=True)
class SourceNotice:
    """A notice of `source`, seen first at `first_seen`."""

    source: str
    notice: Notice
    first_seen: datetime


class Notices:
    """What sources tell that is no item."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, now: datetime) -> tuple[SourceNotice, ...]:
        """Every notice of a source that we still follow, of the last 30 days, newest first."""
        query = (
            sa.select(NOTICES, SOURCES.c.name)
            .join_from(NOTICES, SOURCES)
            .where(SOURCES.c.retired.is_(None), NOTICES.c.first_seen > now - KEPT)
            .order_by(NOTICES.c.first_seen.desc(), NOTICES.c.key)
            .limit(_MOST)
        )
        with self._database.read() as connection:
            return tuple(
                SourceNotice(
                    row.name,
                    Notice(row.key, trouble_from_json(row.trouble) or _NOTHING, row.at),
                    row.first_seen,
                )
                for row in connection.execute(query)
            )


def note(connection: sa.Connection, key: int, notices: Iterable[Notice], at: datetime) -> None:
    """Inside a write: what the source with this key told at `at`. What is known already stays as
    it was; what is old goes.
    """
    old = sa.and_(NOTICES.c.source == key, NOTICES.c.first_seen <= at - KEPT)
    connection.execute(NOTICES.delete().where(old))
    known = set(connection.scalars(sa.select(NOTICES.c.key).where(NOTICES.c.source == key)))
    rows = {
        indexable(each.key): {
            "source": key,
            "key": indexable(each.key),
            "trouble": trouble_to_json(each.trouble),
            "at": each.at,
            "first_seen": at,
        }
        for each in notices
    }
    if new := [row for name, row in rows.items() if name not in known]:
        connection.execute(NOTICES.insert(), new[:_MOST])
