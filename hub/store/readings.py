"""The reading queue: what items point at and is to be fetched and read (decision 6)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.errors import StoreError
from hub.model import Passage, Transcript, Trouble
from hub.store.drafts import draft_to_json
from hub.store.engine import Database
from hub.store.itemrows import batches
from hub.store.merging import SET_ASIDE
from hub.store.pending import note_change
from hub.store.revealing import take_up_told
from hub.store.tables import ITEMS, PASSAGES, READINGS, SOURCES
from hub.store.values import list_to_json, trouble_to_json
from hub.visiting import NewReading, Read, ReadingTask

CLAIM = timedelta(minutes=15)  # after which a reading is given to somebody else
MOST_OF_ONE = 8  # readings of one source that are claimed at once
BY_HAND = ""  # the address of what a person put in: it is never fetched nor replaced by fetching
_OPEN = READINGS.c.status.in_(("waiting", "claimed"))


class Readings:
    """Each item has at most one reading of each kind: transcript, chapters, page, PDF."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone

    def queue(self, item: str, *readings: NewReading) -> None:
        """Put these on the queue, unless they have been read from that very address."""
        with self._database.write() as connection:
            enqueue(connection, item, readings)

    def claim(self, limit: int, now: datetime, owner: str = "") -> tuple[ReadingTask, ...]:
        """`owner` takes up to `limit` readings that are due; nobody else gets them for a while.

        Sources take turns, and none gets more than MOST_OF_ONE at once: one that points at
        thousands of slow files doesn't keep those of the others waiting. `tries` of a task is how
        often it was claimed before. What ``only: field`` keeps out is not read, unless its source
        says no more than its title.
        """
        due = sa.or_(READINGS.c.not_before.is_(None), READINGS.c.not_before <= now)
        own_order = (READINGS.c.tries, READINGS.c.id)
        turn = sa.func.row_number().over(partition_by=ITEMS.c.source, order_by=own_order)
        queue = _waiting(READINGS, turn.label("turn")).where(due).subquery()
        query = (
            sa.select(queue)
            .where(queue.c.turn <= MOST_OF_ONE)
            .order_by(queue.c.turn, queue.c.tries, queue.c.id)
            .limit(limit)
        )
        with self._database.write() as connection:
            rows = connection.execute(query).all()
            taken = READINGS.update().where(READINGS.c.id.in_([row.id for row in rows]))
            more = READINGS.c.tries + 1
            lease = {"status": "claimed", "lease_by": owner, "not_before": now + CLAIM}
            connection.execute(taken.values(**lease, tries=more))
        return tuple(map(_task, rows))

    def record(self, task: ReadingTask, read: Read, at: datetime) -> None:
        """Store what a reading brought; what came of an address since given up is dropped."""
        with self._database.write() as connection:
            if connection.execute(_own(task).values(**_done(read, at))).rowcount == 0:
                return
            own = sa.select(READINGS.c.item, READINGS.c.origin).where(READINGS.c.id == task.id)
            item, origin = connection.execute(own).one()  # the task's may have been merged since
            if store_read(connection, item, read, at):
                further = (reading for reading in read.readings if reading.what != task.what)
                enqueue(connection, item, further, origin=origin)
                note_change(connection, (take_up_told(connection, item, read, at, self._zone),))

    def put(self, item: str, what: str, read: Read, at: datetime) -> None:
        """Store what a person brought; it stays, whatever the item's source points at later.

        Raises StoreError if there is no such item.
        """
        with self._database.write() as connection:
            if not store_read(connection, item, read, at):
                raise StoreError(f"There is no item {item!r}, so nothing was stored.")
            own = sa.and_(READINGS.c.item == item, READINGS.c.what == what)
            connection.execute(READINGS.delete().where(own))
            values = {"item": item, "what": what, "url": BY_HAND, "type": "", **_done(read, at)}
            connection.execute(READINGS.insert().values(**values))
            note_change(connection, (item,))

    def failed(self, task: ReadingTask, trouble: Trouble, retry_at: datetime | None) -> None:
        """It brought nothing: it is tried again at `retry_at`; if never, its next address is."""
        values: dict[str, Any] = {
            "not_before": retry_at,
            "trouble": trouble_to_json(trouble),
            "lease_by": "",
        }
        if retry_at is None and task.instead:
            url, media_type = task.instead[0]
            values |= {"status": "waiting", "url": url, "type": media_type, "tries": 0}
        else:
            values |= {"status": "given-up" if retry_at is None else "waiting"}
        with self._database.write() as connection:
            connection.execute(_own(task).values(**values))

    def put_off(self, task: ReadingTask, why: Trouble, until: datetime) -> None:
        """It could not be tried now, which counts as no try; it is due again at `until`."""
        values = {"not_before": until, "trouble": trouble_to_json(why), "tries": task.tries}
        with self._database.write() as connection:
            connection.execute(_own(task).values(status="waiting", lease_by="", **values))

    def renew(self, versions: Mapping[str, str], limit: int) -> int:
        """Queue anew up to `limit` readings that none of `versions` has read, the oldest first.

        `versions` are the present ones by what they read; what a person brought stays. Returns
        how many there were.
        """
        outdated = sa.and_(
            READINGS.c.status == "read",
            READINGS.c.url != BY_HAND,
            READINGS.c.what.in_(versions),
            READINGS.c.extractor.not_in(set(versions.values())),
        )
        oldest = sa.select(READINGS.c.id).where(outdated).order_by(READINGS.c.read).limit(limit)
        with self._database.write() as connection:
            ids = connection.scalars(oldest).all()
            again = READINGS.update().where(READINGS.c.id.in_(ids))
            connection.execute(again.values(status="waiting", tries=0, not_before=None))
        return len(ids)

    def transcripts(self, items: Collection[str]) -> dict[str, Transcript]:
        """Where the publishers of these items have what is said in them; what a person put in, or
        could never be read, has no such address.
        """
        named = sa.and_(
            READINGS.c.what == "transcript",
            READINGS.c.url != BY_HAND,
            READINGS.c.status.in_(("read", "waiting", "claimed")),
        )
        with self._database.read() as connection:
            rows = [
                row
                for batch in batches(items)
                for row in connection.execute(
                    sa.select(READINGS).where(named, READINGS.c.item.in_(batch))
                )
            ]
        return {row.item: Transcript(row.url, row.type) for row in rows}

    def count(self) -> int:
        """How many readings wait or are under way."""
        with self._database.read() as connection:
            return connection.scalar(_waiting(sa.func.count())) or 0


def _waiting(*columns: Any) -> sa.Select[Any]:
    """`columns` of what waits or is under way and is worth reading."""
    kept_out = sa.and_(
        SOURCES.c.settings["only_field"].as_boolean(),
        sa.not_(ITEMS.c.visible),
        sa.or_(ITEMS.c.summary != "", ITEMS.c.body_listed != ""),
    )
    joined = READINGS.join(ITEMS, READINGS.c.item == ITEMS.c.id).join(SOURCES)
    return sa.select(*columns).select_from(joined).where(_OPEN, sa.not_(kept_out))


def _own(task: ReadingTask) -> sa.Update:
    there = sa.and_(READINGS.c.id == task.id, READINGS.c.url == task.url)
    return READINGS.update().where(there, READINGS.c.status != SET_ASIDE)


def _done(read: Read, at: datetime) -> dict[str, Any]:
    """Columns of a reading that went well."""
    note = trouble_to_json(read.note)
    told = draft_to_json(read.told) if read.told else None
    return {
        "status": "read",
        "read": at,
        "trouble": note,
        "extractor": read.extractor,
        "told": told,
        "lease_by": "",
    }


def _task(row: sa.Row[Any]) -> ReadingTask:
    choices = [(url, media_type) for url, media_type in row.choices or ()]
    at = next((n for n, (url, _) in enumerate(choices) if url == row.url), len(choices))
    instead = tuple(choices[at + 1 :])
    return ReadingTask(row.id, row.item, row.what, row.url, row.type, row.tries, instead)


def enqueue(
    connection: sa.Connection,
    item: str,
    readings: Iterable[NewReading],
    *,
    origin: str = "",
) -> None:
    """Inside a write: put `readings` on the queue; a new address takes the place of the old one.

    A place of another source than the item's own, `origin`, only adds what there is none of.
    """
    known = connection.execute(sa.select(ITEMS.c.removed).where(ITEMS.c.id == item)).first()
    if known is None:
        raise StoreError(f"There is no item {item!r}, so nothing can be read for it.")
    if known.removed:
        return
    query = sa.select(READINGS).where(READINGS.c.item == item)
    there = {row.what: (_first_address(row), row.origin) for row in connection.execute(query)}
    for reading in {reading.what: reading for reading in readings}.values():
        url, of = there.get(reading.what, (None, origin))
        if url in (reading.url, BY_HAND) or (origin and of != origin):
            continue
        own = sa.and_(READINGS.c.item == item, READINGS.c.what == reading.what)
        connection.execute(READINGS.delete().where(own))
        values = {"item": item, "what": reading.what, "url": reading.url, "type": reading.type}
        choices = [(reading.url, reading.type), *reading.instead] if reading.instead else None
        connection.execute(READINGS.insert().values(**values, choices=choices, origin=origin))


def _first_address(row: sa.Row[Any]) -> str:
    """The one that was asked for, whichever of its choices is being read."""
    return str(row.choices[0][0] if row.choices and row.url != BY_HAND else row.url)


def store_read(connection: sa.Connection, item: str, read: Read, at: datetime) -> bool:
    """The parts that there are, in place of what the item had; False if it was removed."""
    columns = {
        "chapters_read": None if read.chapters is None else list_to_json(read.chapters),
        "body_read": read.body,
        "pages": read.pages,
        "heard": None if read.passages is None else read.heard,
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
