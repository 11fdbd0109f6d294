"""The reading queue: what items point at and is to be fetched and read (decision 6)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa

from hub.errors import StoreError
from hub.model import NewReading, Passage, Read, ReadingTask, Trouble
from hub.store.engine import Database
from hub.store.pending import note_change
from hub.store.tables import ITEMS, PASSAGES, READINGS
from hub.store.values import list_to_json, trouble_to_json

CLAIM = timedelta(minutes=15)  # after which a reading is given to somebody else
_OPEN = READINGS.c.status.in_(("waiting", "claimed"))


class Readings:
    """Each item has at most one reading of each kind: its transcript, its chapters, its page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, item: str, *readings: NewReading) -> None:
        """Put these on the queue, unless they have been read from that very address."""
        with self._database.write() as connection:
            enqueue(connection, item, readings)

    def claim(self, limit: int, now: datetime) -> tuple[ReadingTask, ...]:
        """Take up to `limit` readings that are due; nobody else gets them for a while.

        `tries` of a task is how often it was claimed before.
        """
        due = sa.or_(READINGS.c.not_before.is_(None), READINGS.c.not_before <= now)
        query = (
            sa.select(READINGS)
            .where(_OPEN, due)
            .order_by(READINGS.c.tries, READINGS.c.id)
            .limit(limit)
        )
        with self._database.write() as connection:
            rows = connection.execute(query).all()
            taken = READINGS.update().where(READINGS.c.id.in_([row.id for row in rows]))
            more = READINGS.c.tries + 1
            connection.execute(taken.values(status="claimed", not_before=now + CLAIM, tries=more))
        return tuple(
            ReadingTask(row.id, row.item, row.what, row.url, row.type, row.tries) for row in rows
        )

    def release(self) -> int:
        """Give up every claim: for a worker that starts after another one was killed."""
        with self._database.write() as connection:
            claimed = READINGS.update().where(READINGS.c.status == "claimed")
            return connection.execute(claimed.values(status="waiting", not_before=None)).rowcount

    def record(self, task: ReadingTask, read: Read, at: datetime) -> None:
        """Store what a reading brought; what came of an address since given up is dropped."""
        with self._database.write() as connection:
            values = {"status": "read", "read": at, "trouble": None, "extractor": read.extractor}
            if connection.execute(_own(task).values(**values)).rowcount == 0:
                return
            if _store_read(connection, task.item, read, at):
                note_change(connection, (task.item,))

    def failed(self, task: ReadingTask, trouble: Trouble, retry_at: datetime | None) -> None:
        """It brought nothing: it is tried again at `retry_at`, or never."""
        status = "given-up" if retry_at is None else "waiting"
        values = {"status": status, "not_before": retry_at, "trouble": trouble_to_json(trouble)}
        with self._database.write() as connection:
            connection.execute(_own(task).values(**values))

    def count(self) -> int:
        """How many readings wait or are under way."""
        query = sa.select(sa.func.count()).where(_OPEN)
        with self._database.read() as connection:
            return connection.scalar(query) or 0


def _own(task: ReadingTask) -> sa.Update:
    return READINGS.update().where(READINGS.c.id == task.id, READINGS.c.url == task.url)


def enqueue(connection: sa.Connection, item: str, readings: Iterable[NewReading]) -> None:
    """Inside a write: put `readings` on the queue; a new address takes the place of the old one."""
    known = connection.execute(sa.select(ITEMS.c.removed).where(ITEMS.c.id == item)).first()
    if known is None:
        raise StoreError(f"There is no item {item!r}, so nothing can be read for it.")
    if known.removed:
        return
    query = sa.select(READINGS.c.what, READINGS.c.url).where(READINGS.c.item == item)
    there = {row.what: row.url for row in connection.execute(query)}
    for reading in {reading.what: reading for reading in readings}.values():
        if there.get(reading.what) == reading.url:
            continue
        own = sa.and_(READINGS.c.item == item, READINGS.c.what == reading.what)
        connection.execute(READINGS.delete().where(own))
        values = {"item": item, "what": reading.what, "url": reading.url, "type": reading.type}
        connection.execute(READINGS.insert().values(**values))


def _store_read(connection: sa.Connection, item: str, read: Read, at: datetime) -> bool:
    """The parts that there are, in place of what the item had; False if it was removed."""
    columns = {
        "chapters_read": None if read.chapters is None else list_to_json(read.chapters),
        "body_read": read.body,
        "pages": read.pages,
    }
    brought = {name: value for name, value in columns.items() if value is not None}
    own = ITEMS.update().where(ITEMS.c.id == item, ITEMS.c.removed.is_(None))
    if connection.execute(own.values(changed=at, **brought)).rowcount == 0:
        return False
    if read.passages is not None:
        _replace_passages(connection, item, read.passages)
    return True


def _replace_passages(connection: sa.Connection, item: str, passages: Iterable[Passage]) -> None:
    connection.execute(PASSAGES.delete().where(PASSAGES.c.item == item))
    rows = [
        {
            "item": item,
            "position": position,
            "text": passage.text,
            "start": passage.start,
            "end": passage.end,
            "page": passage.page,
            "section": passage.section,
            "speaker": passage.speaker,
        }
        for position, passage in enumerate(passages)
    ]
    if rows:
        connection.execute(PASSAGES.insert(), rows)
