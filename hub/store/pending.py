"""Who follows our changes, and what each has yet to take up (decision 1).

Every transaction that changes items gets the next number of one clock; a row per follower and
item holds the number of the latest change, so a follower that settles an older one settles
nothing.
"""

from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa

from hub.store.engine import Database
from hub.store.itemrows import batches
from hub.store.tables import CLOCK, FOLLOWERS, ITEMS, PENDING
from hub.visiting import Pending

JUDGE = "themes"  # the follower that judges which themes an item has


class PendingItems:
    """Followers (indexes, the judge of themes) and what is pending for them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def register(self, follower: str) -> bool:
        """Follow all changes from now on, and every item as it is; False if it did already."""
        with self._database.write() as connection:
            if follower in _followers(connection):
                return False
            connection.execute(FOLLOWERS.insert().values(name=follower))
            _all_again(connection, follower)
            return True

    def unregister(self, follower: str) -> None:
        """Follow no more, and forget what was pending."""
        with self._database.write() as connection:
            connection.execute(PENDING.delete().where(PENDING.c.follower == follower))
            connection.execute(FOLLOWERS.delete().where(FOLLOWERS.c.name == follower))

    def registered(self) -> tuple[str, ...]:
        """Every follower, by name."""
        with self._database.read() as connection:
            return _followers(connection)

    def next(self, follower: str, limit: int) -> tuple[Pending, ...]:
        """What has waited longest; changes stay pending until they are settled."""
        query = (
            sa.select(PENDING.c.item, PENDING.c.seq)
            .where(PENDING.c.follower == follower)
            .order_by(PENDING.c.seq, PENDING.c.item)
            .limit(limit)
        )
        with self._database.read() as connection:
            return tuple(Pending(row.item, row.seq) for row in connection.execute(query))

    def settle(self, follower: str, pendings: Sequence[Pending]) -> None:
        """These are taken up; an item that has changed again since stays pending."""
        if not pendings:
            return
        taken_up = (
            PENDING.delete()
            .where(PENDING.c.follower == follower)
            .where(PENDING.c.item == sa.bindparam("its_item"))
            .where(PENDING.c.seq == sa.bindparam("its_seq"))
        )
        rows = [{"its_item": pending.item, "its_seq": pending.seq} for pending in pendings]
        with self._database.write() as connection:
            connection.execute(taken_up, rows)

    def count(self, follower: str) -> int:
        """How many items wait."""
        query = sa.select(sa.func.count()).where(PENDING.c.follower == follower)
        with self._database.read() as connection:
            return connection.scalar(query) or 0

    def all_again(self, follower: str) -> None:
        """Every item is pending for this follower; nothing happens if it is not registered."""
        with self._database.write() as connection:
            if follower in _followers(connection):
                _all_again(connection, follower)


def note_change(
    connection: sa.Connection, items: Collection[str], besides: Iterable[str] = ()
) -> int:
    """Inside a write: something has changed, and `items` are pending for all but `besides`.

    Returns the number of the change.
    """
    seq = tick(connection)
    left_out = set(besides)
    followers = [name for name in _followers(connection) if name not in left_out]
    for batch in batches(items if followers else ()):
        older = PENDING.c.item.in_(batch), PENDING.c.follower.in_(followers)
        connection.execute(PENDING.delete().where(*older))
        rows = [{"follower": f, "item": item, "seq": seq} for f in followers for item in batch]
        connection.execute(PENDING.insert(), rows)
    return seq


def note_change_of_all(connection: sa.Connection) -> None:
    """Inside a write: every item is pending for every follower."""
    for follower in _followers(connection):
        _all_again(connection, follower)


def tick(connection: sa.Connection) -> int:
    """Inside a write: the next number of the clock."""
    connection.execute(CLOCK.update().values(seq=CLOCK.c.seq + 1))
    return int(connection.execute(sa.select(CLOCK.c.seq)).scalar_one())


def _followers(connection: sa.Connection) -> tuple[str, ...]:
    return tuple(connection.scalars(sa.select(FOLLOWERS.c.name).order_by(FOLLOWERS.c.name)))


def _all_again(connection: sa.Connection, follower: str) -> None:
    seq = tick(connection)
    connection.execute(PENDING.delete().where(PENDING.c.follower == follower))
    every = sa.select(sa.literal(follower), ITEMS.c.id, sa.literal(seq, sa.BigInteger))
    connection.execute(PENDING.insert().from_select(["follower", "item", "seq"], every))
