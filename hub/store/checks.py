"""Which addresses are to be asked whether they are still there, and what came of it.

They are gathered from the items now and then, not kept while items are recorded: a crawl is in a
hurry, and nobody asks an address in its first week.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from hub.liveness import WEEK, LinkState
from hub.store.addressed import Owned, key_of, owned
from hub.store.engine import Database
from hub.store.itemrows import batches
from hub.store.pending import note_change
from hub.store.tables import ADDRESSES, ITEMS, PLACES, SOURCES

MOST_A_DAY = 1_000
CLAIMED = timedelta(hours=1)  # who has not told by then what came of it was killed
_A_DAY = timedelta(days=1)
_AT_ONCE = 200  # items of which addresses are gathered


@dataclass(frozen=True, slots=True)
class Address:
    """An address to ask, and what is known of it."""

    key: str
    url: str
    state: LinkState


@dataclass(frozen=True, slots=True)
class DeadOriginals:
    """How many items of a source have an original that answers no more."""

    source: str
    items: int


def gone_by_check() -> sa.ColumnElement[bool]:
    """Places that we found gone ourselves, and not by their source's word."""
    return PLACES.c.checked >= PLACES.c.gone


class Checks:
    """The addresses of items and of what issues point at."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def gather(self, past: str, now: datetime) -> str | None:
        """Note the addresses of some items whose ids come after `past`, as far as they can be seen,
        to be asked in a week; the last of those ids, None where there were no more.
        """
        query = sa.select(ITEMS.c.id).where(ITEMS.c.id > past)
        with self._database.read() as connection:
            ids = connection.scalars(query.order_by(ITEMS.c.id).limit(_AT_ONCE)).all()
            found = owned(connection, ids)
            news = _unknown(connection, found.values())
        if news:
            with self._database.write() as connection:
                _add(connection, _unknown(connection, news), now + WEEK)
        return ids[-1] if ids else None

    def claim(self, now: datetime, limit: int) -> tuple[Address, ...]:
        """Up to `limit` addresses that are due, the longest first, which nobody else gets
        meanwhile. None when as many as may be a day have been asked.

        Those that their item has no more are forgotten.
        """
        today = sa.select(sa.func.count()).where(ADDRESSES.c.asked > now - _A_DAY)
        query = sa.select(ADDRESSES).where(ADDRESSES.c.due <= now).order_by(ADDRESSES.c.due)
        with self._database.write() as connection:
            left = max(0, min(limit, MOST_A_DAY - (connection.scalar(today) or 0)))
            rows = connection.execute(query.limit(left)).all()
            known = owned(connection, sorted({row.item for row in rows}))
            kept = [row for row in rows if row.key in known]
            gone = [row.key for row in rows if row.key not in known]
            connection.execute(ADDRESSES.delete().where(ADDRESSES.c.key.in_(gone)))
            ours = ADDRESSES.update().where(ADDRESSES.c.key.in_([row.key for row in kept]))
            connection.execute(ours.values(due=now + CLAIMED))
        return tuple(Address(row.key, row.url, _state(row)) for row in kept)

    def record(
        self, address: Address, state: LinkState, at: datetime, due: datetime, *, gone: bool = False
    ) -> None:
        """`address` was asked at `at`, and is asked again at `due`. `gone`: what it answered is
        that there is nothing, which is said of an item's place once it is dead.
        """
        own = ADDRESSES.c.key == address.key
        with self._database.write() as connection:
            row = connection.execute(sa.select(ADDRESSES).where(own)).first()
            if row is None:
                return
            values = {name: getattr(state, name) for name in LinkState.__slots__}
            connection.execute(ADDRESSES.update().where(own).values(asked=at, due=due, **values))
            if row.dead != state.dead:
                _tell_places(connection, row, at if state.dead and gone else None)
                note_change(connection, (row.item,))

    def states(self, addresses: Collection[str]) -> Mapping[str, LinkState]:
        """What is known of each of `addresses`; those that nobody has noted are left out."""
        keys = {address: key_of(address) for address in addresses}
        found: dict[str, LinkState] = {}
        with self._database.read() as connection:
            for batch in batches(set(keys.values())):
                query = sa.select(ADDRESSES).where(ADDRESSES.c.key.in_(batch))
                found |= {row.key: _state(row) for row in connection.execute(query)}
        return {address: found[key] for address, key in keys.items() if key in found}

    def dead_originals(self) -> tuple[DeadOriginals, ...]:
        """How many there are of each source that has any, the worst first; those that have since
        been told to be elsewhere are none.
        """
        dead = sa.select(ADDRESSES.c.item, ADDRESSES.c.key)
        chosen = dead.where(ADDRESSES.c.dead.is_not(None), ADDRESSES.c.original)
        query = sa.select(ITEMS.c.id, ITEMS.c.url, SOURCES.c.name).join_from(ITEMS, SOURCES)
        count: Counter[str] = Counter()
        with self._database.read() as connection:
            keys = {row.key: row.item for row in connection.execute(chosen)}
            for batch in batches(set(keys.values())):
                rows = connection.execute(query.where(ITEMS.c.visible, ITEMS.c.id.in_(batch)))
                count.update(row.name for row in rows if keys.get(key_of(row.url or "")) == row.id)
        worst = sorted(count.items(), key=lambda counted: (-counted[1], counted[0]))
        return tuple(DeadOriginals(source, items) for source, items in worst)

    def heard_since(self, at: datetime) -> bool:
        """Whether any source has answered since `at`: then the network is there."""
        query = sa.select(SOURCES.c.id).where(SOURCES.c.last_success >= at).limit(1)
        with self._database.read() as connection:
            return connection.execute(query).first() is not None


def _unknown(connection: sa.Connection, found: Iterable[Owned]) -> list[Owned]:
    """Those that are not noted yet, or only for an item that can't be seen any more, or for one
    that merely points at what is the original of another.
    """
    known: dict[str, bool] = {}
    told = list(found)
    for batch in batches([each.key for each in told]):
        query = sa.select(ADDRESSES.c.key, ADDRESSES.c.original)
        there = query.join(ITEMS, ADDRESSES.c.item == ITEMS.c.id).where(ITEMS.c.visible)
        rows = connection.execute(there.where(ADDRESSES.c.key.in_(batch)))
        known |= {row.key: row.original for row in rows}
    return [
        each for each in told if each.key not in known or (each.original and not known[each.key])
    ]


def _add(connection: sa.Connection, news: Iterable[Owned], due: datetime) -> None:
    """New ones; what was an item's that is no more is another's now, with all that is known."""
    for batch in batches(news):
        keys = [each.key for each in batch]
        query = sa.select(ADDRESSES.c.key).where(ADDRESSES.c.key.in_(keys))
        known = set(connection.scalars(query))
        rows = [_row(each, due) for each in batch if each.key not in known]
        if rows:
            connection.execute(ADDRESSES.insert(), rows)
        for each in (each for each in batch if each.key in known):
            own = ADDRESSES.update().where(ADDRESSES.c.key == each.key)
            connection.execute(own.values(item=each.item, original=each.original))


def _row(each: Owned, due: datetime) -> dict[str, Any]:
    told = {"key": each.key, "url": each.url, "item": each.item, "original": each.original}
    return {**told, "due": due, "alive": each.seen, "doubt": 0}


def _tell_places(connection: sa.Connection, row: sa.Row[Any], gone: datetime | None) -> None:
    """Places of the item that are at this address are gone from now on, or there again."""
    query = sa.select(PLACES.c.source, PLACES.c.entry, PLACES.c.url)
    own = query.where(PLACES.c.item == row.item, PLACES.c.url.is_not(None))
    for place in connection.execute(own).all():
        if key_of(place.url) != row.key:
            continue
        here = sa.and_(PLACES.c.source == place.source, PLACES.c.entry == place.entry)
        if gone is None:
            again = PLACES.update().where(here, gone_by_check())
            connection.execute(again.values(gone=None, checked=None))
        else:
            dead = PLACES.update().where(here, PLACES.c.gone.is_(None))
            connection.execute(dead.values(gone=gone, checked=gone))


def _state(row: sa.Row[Any]) -> LinkState:
    return LinkState(**{name: getattr(row, name) for name in LinkState.__slots__})
