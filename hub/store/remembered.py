"""What is counted over all items, and asked for with every page."""

from collections.abc import Callable
from typing import Generic, TypeVar

import sqlalchemy as sa

from hub.store.engine import Database
from hub.store.facts import EPOCH
from hub.store.tables import CLOCK, FACTS

T = TypeVar("T")

_epoch = sa.select(FACTS.c.value).where(FACTS.c.name == EPOCH).scalar_subquery()
_STATE = sa.select(CLOCK.c.seq, _epoch)  # another after every change of what is shown


class Remembered(Generic[T]):
    """What `count` finds, counted anew only when the store has changed; never the state before."""

    def __init__(self, database: Database, count: Callable[[sa.Connection], T]) -> None:
        self._database = database
        self._count = count
        self._last: tuple[tuple[object, ...], T] | None = None

    def get(self) -> T:
        """The count of now. Whoever gets it must not change it."""
        with self._database.read() as connection:
            state = tuple(connection.execute(_STATE).one())
            last = self._last
            if last is None or last[0] != state:
                last = self._last = (state, self._count(connection))
            return last[1]
