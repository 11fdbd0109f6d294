"""Hosts as all workers know them: who asks one right now, when it may be asked, its robots.txt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.model import Trouble
from hub.store.engine import Database
from hub.store.tables import HOSTS
from hub.store.values import trouble_from_json, trouble_to_json

_AT_ONCE = 500  # names in one question


@dataclass(frozen=True, slots=True)
class HostState:
    """What is known of a host. `lease_by` is the worker that asks it, until `lease_until` at most;
    `free_at` when it may be asked again, `paused_until` how long it told us itself to keep away.
    `paused_why` outlives the pause until the host answers well.
    """

    lease_by: str = ""
    lease_until: datetime | None = None
    free_at: datetime | None = None
    paused_until: datetime | None = None
    paused_why: Trouble | None = None


UNKNOWN = HostState()
Change = Callable[[HostState], HostState]


@dataclass(frozen=True, slots=True)
class StoredRobots:
    """What a site's robots.txt said to us, and when it was asked."""

    text: str
    at: datetime


class Hosts:
    """A row per host, and one per origin (``https://x.dk``) for its robots.txt."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> HostState:
        """What is known of a host."""
        with self._database.read() as connection:
            return _states(connection, [name]).get(name, UNKNOWN)

    def change(self, changes: Sequence[tuple[str, Change]]) -> list[HostState]:
        """Apply each change to its host, in order, as one transaction; the state after each."""
        with self._database.write() as connection:
            before = _states(connection, {name for name, _ in changes})
            states = dict(before)
            after = []
            for name, change in changes:
                states[name] = change(states.get(name, UNKNOWN))
                after.append(states[name])
            changed = {name for name in states if states[name] != before.get(name, UNKNOWN)}
            _write(connection, changed & before.keys(), states, update=True)
            _write(connection, changed - before.keys(), states, update=False)
        return after

    def robots(self, origins: Sequence[str]) -> list[StoredRobots | None]:
        """What is known of the robots.txt of each origin, in order."""
        with self._database.read() as connection:
            rows = _rows(connection, set(origins))
        found = {row.name: StoredRobots(row.robots, row.robots_at) for row in rows if row.robots_at}
        return [found.get(origin) for origin in origins]

    def set_robots(self, known: Sequence[tuple[str, StoredRobots]]) -> list[None]:
        """Keep what the robots.txt of these origins says."""
        with self._database.write() as connection:
            there = {row.name for row in _rows(connection, {origin for origin, _ in known})}
            for origin, robots in dict(known).items():
                values = {"robots": robots.text, "robots_at": robots.at}
                if origin in there:
                    connection.execute(HOSTS.update().where(HOSTS.c.name == origin).values(values))
                else:
                    connection.execute(HOSTS.insert().values(name=origin, **values))
        return [None] * len(known)

    def forget(self, before: datetime) -> None:
        """Let go of all that is from `before` this time: a site may have names without end."""
        times = (HOSTS.c.robots_at, HOSTS.c.free_at, HOSTS.c.lease_until, HOSTS.c.paused_until)
        old = [sa.or_(at.is_(None), at < before) for at in times]
        with self._database.write() as connection:
            connection.execute(HOSTS.delete().where(*old))


def _rows(connection: sa.Connection, names: Iterable[str]) -> list[sa.Row[Any]]:
    asked = sorted(names)
    found: list[sa.Row[Any]] = []
    for start in range(0, len(asked), _AT_ONCE):
        some = HOSTS.c.name.in_(asked[start : start + _AT_ONCE])
        found += connection.execute(sa.select(HOSTS).where(some))
    return found


def _states(connection: sa.Connection, names: Iterable[str]) -> dict[str, HostState]:
    return {
        row.name: HostState(
            row.lease_by,
            row.lease_until,
            row.free_at,
            row.paused_until,
            trouble_from_json(row.paused_why),
        )
        for row in _rows(connection, names)
    }


def _write(
    connection: sa.Connection, names: Iterable[str], states: dict[str, HostState], *, update: bool
) -> None:
    """Update the rows of `names`, or insert them; in the order of names, as everybody does."""
    rows = [
        {
            "its_name" if update else "name": name,
            "lease_by": states[name].lease_by,
            "lease_until": states[name].lease_until,
            "free_at": states[name].free_at,
            "paused_until": states[name].paused_until,
            "paused_why": trouble_to_json(states[name].paused_why),
        }
        for name in sorted(names)
    ]
    if rows:
        own = HOSTS.update().where(HOSTS.c.name == sa.bindparam("its_name"))
        connection.execute(own if update else HOSTS.insert(), rows)
