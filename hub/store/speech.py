"""Speech to text: which episode is next, who is at it, and how much of the day's audio is left.

An episode's attempt is a reading of the kind `speech`; its states are its own, so that whoever
drains the reading queue never takes it up.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from hub.errors import StoreError
from hub.model import Enclosure, Trouble
from hub.store.engine import Database
from hub.store.facts import get_fact, set_fact
from hub.store.pending import note_change
from hub.store.readings import store_read
from hub.store.tables import ASSIGNMENTS, ITEMS, PASSAGES, READINGS, SOURCES
from hub.store.values import enclosures_from_json, trouble_from_json, trouble_to_json
from hub.visiting import Read, ReadingTask

WHAT = "speech"
LEASE = timedelta(minutes=5)  # after which somebody else may take it up, unless it is renewed
TRIES = 3
_FACT = "speech"
_OWN = READINGS.c.what == WHAT
Choose = Callable[[tuple[Enclosure, ...]], Enclosure | None]


@dataclass(frozen=True, slots=True)
class SpeechState:
    """How much audio (seconds) was sent on `day` (2024-03-05), and what stands in the way.

    After `failures` in a row nothing is sent `until` then; `trouble` says why.
    """

    day: str = ""
    seconds: float = 0.0
    until: datetime | None = None
    failures: int = 0
    trouble: Trouble | None = None


class Speech:
    """Episodes to be made into text, one at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, now: datetime, room: float, choose: Choose, owner: str) -> ReadingTask | None:
        """The most wanted episode of at most `room` seconds: about a theme, then the newest.

        None where there is none, or one is under way. `choose` picks the audio of an episode.
        """
        with self._database.write() as connection:
            if connection.execute(sa.select(READINGS.c.id).where(_under_way(now))).first():
                return None
            for row in connection.execute(_wanted(now, room)):
                audio = choose(enclosures_from_json(row.enclosures))
                if audio:
                    return _take(connection, row.item, audio, row.tries or 0, now, owner)
        return None

    def claim_item(
        self, item: str, now: datetime, choose: Choose, owner: str
    ) -> ReadingTask | None:
        """That very episode, whatever came of it before; None where it has no audio, or
        text from elsewhere than a machine. Raises StoreError while another one is under way.
        """
        with self._database.write() as connection:
            if connection.execute(sa.select(READINGS.c.id).where(_under_way(now))).first():
                raise StoreError("an episode is being made into text right now; try again later")
            columns = sa.select(ITEMS.c.enclosures).where(ITEMS.c.id == item)
            row = connection.execute(columns.where(ITEMS.c.removed.is_(None))).first()
            if row is None or _has_other_text(connection, item):
                return None
            audio = choose(enclosures_from_json(row.enclosures))
            return _take(connection, item, audio, 0, now, owner) if audio else None

    def renew(self, task: ReadingTask, now: datetime) -> None:
        """It is still under way."""
        with self._database.write() as connection:
            connection.execute(_row(task).values(not_before=now + LEASE))

    def record(self, task: ReadingTask, read: Read, at: datetime) -> bool:
        """Store what was heard; False where it is too late.

        Someone else may have taken it up meanwhile, or there is a transcript from elsewhere.
        """
        with self._database.write() as connection:
            if _has_other_text(connection, task.item):
                connection.execute(
                    _row(task).values(status="given-up", not_before=None, lease_by="")
                )
                return False
            note = trouble_to_json(read.note)
            done = {
                "status": "read",
                "read": at,
                "extractor": read.extractor,
                "trouble": note,
                "lease_by": "",
            }
            if connection.execute(_row(task).values(**done)).rowcount == 0:
                return False
            if store_read(connection, task.item, read, at):
                note_change(connection, (task.item,))
            return True

    def failed(self, task: ReadingTask, trouble: Trouble, retry_at: datetime | None) -> None:
        """It came to nothing; it is tried again at `retry_at`, or never by itself."""
        status = "given-up" if retry_at is None else "put-off"
        values = {"status": status, "not_before": retry_at, "trouble": trouble_to_json(trouble)}
        with self._database.write() as connection:
            connection.execute(_row(task).values(**values, lease_by=""))

    def put_off(self, task: ReadingTask, until: datetime) -> None:
        """Not now, and through no fault of its own: from `until` on it comes before all others."""
        with self._database.write() as connection:
            values = {"status": "put-off", "not_before": until, "tries": 0, "lease_by": ""}
            connection.execute(_row(task).values(**values))

    def is_under_way(self, now: datetime) -> bool:
        """Whether somebody is at an episode."""
        with self._database.read() as connection:
            return (
                connection.execute(sa.select(READINGS.c.id).where(_under_way(now))).first()
                is not None
            )

    def state(self) -> SpeechState:
        """What was sent, and what stands in the way."""
        with self._database.read() as connection:
            return _state(connection)

    def spend(self, day: str, seconds: float) -> None:
        """So much audio is sent on `day`; less than nothing gives back what was not used."""
        with self._database.write() as connection:
            state = _state(connection)
            before = state.seconds if state.day == day else 0.0
            _set_state(connection, replace(state, day=day, seconds=max(0.0, before + seconds)))

    def pause(self, until: datetime | None, trouble: Trouble | None) -> None:
        """Nothing is sent before `until`; None of both when all is well again."""
        with self._database.write() as connection:
            state = _state(connection)
            failures = state.failures + 1 if trouble else 0
            _set_state(connection, replace(state, until=until, failures=failures, trouble=trouble))


def _under_way(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(_OWN, READINGS.c.status == "speaking", READINGS.c.not_before > now)


def _wanted(now: datetime, room: float) -> sa.Select[Any]:
    """Episodes without any text of what is said, and without hope of one, the best first."""
    speech = sa.select(READINGS).where(_OWN).subquery()
    free = speech.c.status.in_(("speaking", "put-off"))
    over = sa.or_(speech.c.not_before.is_(None), speech.c.not_before <= now)
    due = sa.and_(free, over, speech.c.tries < TRIES)
    transcript = sa.exists().where(
        READINGS.c.item == ITEMS.c.id,
        READINGS.c.what == "transcript",
        READINGS.c.status.in_(("waiting", "claimed")),
    )
    about = sa.exists().where(ASSIGNMENTS.c.item == ITEMS.c.id, ASSIGNMENTS.c.strength == "about")
    put_off = sa.and_(speech.c.status == "put-off", speech.c.tries == 0)
    return (
        sa.select(ITEMS.c.id.label("item"), ITEMS.c.enclosures, speech.c.tries)
        .join_from(ITEMS, SOURCES)
        .outerjoin(speech, speech.c.item == ITEMS.c.id)
        .where(ITEMS.c.kind == "episode", ITEMS.c.visible, ITEMS.c.removed.is_(None))
        .where(SOURCES.c.enabled, SOURCES.c.retired.is_(None))
        .where(sa.or_(speech.c.id.is_(None), due))
        .where(sa.or_(ITEMS.c.duration.is_(None), ITEMS.c.duration <= room))
        .where(~sa.exists().where(PASSAGES.c.item == ITEMS.c.id), ~transcript)
        .order_by(sa.case((put_off, 0), else_=1), sa.case((about, 0), else_=1))
        .order_by(ITEMS.c.sort_at.desc(), ITEMS.c.id)
    )


def _take(
    connection: sa.Connection, item: str, audio: Enclosure, tries: int, now: datetime, owner: str
) -> ReadingTask:
    """A new row each time: whoever still holds the old one has lost it."""
    connection.execute(READINGS.delete().where(_OWN, READINGS.c.item == item))
    values = {"item": item, "what": WHAT, "url": audio.url, "type": audio.type}
    until = now + LEASE
    taken = {"tries": tries + 1, "status": "speaking", "lease_by": owner}
    done = connection.execute(READINGS.insert().values(**values, **taken, not_before=until))
    (key,) = done.inserted_primary_key or (0,)
    return ReadingTask(int(key), item, WHAT, audio.url, audio.type, tries)


def _row(task: ReadingTask) -> sa.Update:
    """Its row as long as it is its own; SQLite gives an id that has become free once more."""
    own = (READINGS.c.id == task.id, READINGS.c.item == task.item, READINGS.c.what == WHAT)
    try_ = READINGS.c.tries == task.tries + 1
    return READINGS.update().where(*own, try_, READINGS.c.status == "speaking")


def _has_other_text(connection: sa.Connection, item: str) -> bool:
    """Whether what is said in it is known from elsewhere than a machine."""
    has = sa.select(PASSAGES.c.item).where(PASSAGES.c.item == item)
    heard = sa.select(ITEMS.c.heard).where(ITEMS.c.id == item)
    there = connection.execute(has.limit(1)).first() is not None
    return there and connection.scalar(heard) != "machine"


def _state(connection: sa.Connection) -> SpeechState:
    told = json.loads(get_fact(connection, _FACT) or "{}")
    until = told.get("until")
    return SpeechState(
        day=told.get("day", ""),
        seconds=told.get("seconds", 0.0),
        until=datetime.fromisoformat(until) if until else None,
        failures=told.get("failures", 0),
        trouble=trouble_from_json(told.get("trouble")),
    )


def _set_state(connection: sa.Connection, state: SpeechState) -> None:
    told = {
        **asdict(state),
        "until": state.until.isoformat() if state.until else None,
        "trouble": trouble_to_json(state.trouble),
    }
    set_fact(connection, _FACT, json.dumps(told))
