"""What visible items are called and who made them: a few short columns of very many items."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hub.model import UNLISTED
from hub.store.engine import Database
from hub.store.tables import ITEMS, PEOPLE

_LISTED = (ITEMS.c.visible, ITEMS.c.form.not_in(UNLISTED))


@dataclass(frozen=True, slots=True)
class Titled:
    """An item's title, its source's row, and how its summary begins."""

    id: str
    title: str
    source: int
    begins: str


@dataclass(frozen=True, slots=True)
class Listed:
    """As much of an item as a list of addresses shows of it."""

    id: str
    title: str
    changed: datetime


class Titles:
    """Titles and names, for those who need many of them at once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, limit: int, letters: int) -> tuple[Titled, ...]:
        """The newest visible items, without adverts; of summaries so many letters."""
        own = ITEMS.c
        begins = sa.func.substr(own.summary, 1, letters)
        chosen = sa.select(own.id, own.title, own.source, begins.label("begins")).where(*_LISTED)
        chosen = chosen.order_by(own.sort_at.desc(), own.id).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(chosen)
            return tuple(Titled(row.id, row.title, row.source, row.begins) for row in rows)

    def listed(self, limit: int, offset: int = 0) -> tuple[Listed, ...]:
        """Visible items in the order of their ids, without adverts."""
        own = ITEMS.c
        chosen = sa.select(own.id, own.title, own.changed).where(*_LISTED).order_by(own.id)
        with self._database.read() as connection:
            rows = connection.execute(chosen.limit(limit).offset(offset))
            return tuple(Listed(row.id, row.title, row.changed) for row in rows)

    def count(self) -> int:
        """How many `listed` would list without a limit."""
        with self._database.read() as connection:
            return connection.scalar(sa.select(sa.func.count()).where(*_LISTED)) or 0

    def people(self, limit: int) -> tuple[tuple[str, int], ...]:
        """Who is named by visible items, with how many; those with most items."""
        items = sa.func.count(PEOPLE.c.item.distinct())
        named = sa.select(PEOPLE.c.name, items.label("items"))
        named = named.join(ITEMS, ITEMS.c.id == PEOPLE.c.item).where(*_LISTED)
        named = named.group_by(PEOPLE.c.name).order_by(items.desc(), PEOPLE.c.name).limit(limit)
        with self._database.read() as connection:
            return tuple((row.name, row.items) for row in connection.execute(named))
