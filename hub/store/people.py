"""Who appears where: people by the address of their page, and by what they appear in."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from hub.model import UNLISTED
from hub.naming import person_key, plain_name
from hub.people import Appearance, Individual, individuals
from hub.store.engine import Database
from hub.store.itemrows import batches
from hub.store.tables import ASSIGNMENTS, ITEMS, PEOPLE, PLACES, SOURCES

_LISTED = (ITEMS.c.visible, ITEMS.c.form.not_in(UNLISTED))
# Where few rows are looked at, one by one: joined, SQLite would go through all items.
_IS_LISTED = sa.select(ITEMS.c.id).where(ITEMS.c.id == PEOPLE.c.item, *_LISTED).exists()
_ITEMS: sa.ColumnElement[int] = sa.column("items", sa.Integer)


class Named(NamedTuple):
    """A name with the address of its page, and how many items have it."""

    name: str
    slug: str
    items: int


class People:
    """People as the visible items name them, adverts left out."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def named(self, slug: str) -> tuple[Individual, ...]:
        """The people who may be meant by `slug`, those with most items first; their appearances
        newest first.
        """
        with self._database.read() as connection:
            found = individuals(_appearances(connection, person_key(slug)))
        return tuple(person for person in found if slug in person.slugs)

    def known(self, slug: str) -> str:
        """The name of somebody who has a page at `slug`; empty where nobody has."""
        own = (PEOPLE.c.key == person_key(slug), PEOPLE.c.slug == slug, _IS_LISTED)
        with self._database.read() as connection:
            name = connection.scalar(sa.select(sa.func.max(PEOPLE.c.name)).where(*own))
        return plain_name(name) if slug and name else ""

    def themes(self, items: Collection[str]) -> tuple[tuple[str, int], ...]:
        """What these items are about, with how many of them, most first."""
        counts: defaultdict[str, int] = defaultdict(int)
        own = ASSIGNMENTS.c
        with self._database.read() as connection:
            for batch in batches(items):
                query = sa.select(own.theme, sa.func.count().label("items"))
                chosen = query.where(own.item.in_(batch), own.strength == "about", own.visible)
                for row in connection.execute(chosen.group_by(own.theme)):
                    counts[row.theme] += row.items
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def surnamed(self, beginning: str, limit: int) -> tuple[Named, ...]:
        """People whose last name begins so, as slugs are written, in its order."""
        # Not by a range: a database may have an order of its own, in which aa comes after z.
        begins = PEOPLE.c.key.startswith(beginning, autoescape=True)
        query = _counted().where(begins, _IS_LISTED).order_by(PEOPLE.c.key, PEOPLE.c.slug)
        with self._database.read() as connection:
            return names_of(connection.execute(query.limit(limit)))

    def most(self, limit: int) -> tuple[Named, ...]:
        """Those with most items first."""
        with self._database.read() as connection:
            query = _counted().join(ITEMS, ITEMS.c.id == PEOPLE.c.item).where(*_LISTED)
            most = query.order_by(_ITEMS.desc(), PEOPLE.c.slug).limit(limit)
            return names_of(connection.execute(most))

    def initials(self) -> frozenset[str]:
        """The first two letters of all last names that there are."""
        first = sa.func.substr(PEOPLE.c.key, 1, 2)
        with self._database.read() as connection:
            query = sa.select(first).where(first != "").distinct()
            return frozenset(connection.scalars(query))


def _counted() -> sa.Select[Any]:
    """A row per slug; of several spellings one."""
    named = sa.func.max(PEOPLE.c.name).label("name")
    items = sa.func.count(PEOPLE.c.item.distinct()).label("items")
    chosen = sa.select(PEOPLE.c.slug, named, items).where(PEOPLE.c.slug != "")
    return chosen.group_by(PEOPLE.c.key, PEOPLE.c.slug)


def names_of(rows: Iterable[sa.Row[Any]]) -> tuple[Named, ...]:
    return tuple(Named(plain_name(row.name), row.slug, row.items) for row in rows)


def _appearances(connection: sa.Connection, key: str) -> list[Appearance]:
    """All whose names share this key, newest first."""
    named = connection.execute(sa.select(PEOPLE).where(PEOPLE.c.key == key)).all() if key else []
    there = _listed(connection, [row.item for row in named])
    rows = [row for row in named if row.item in there]
    rows.sort(key=lambda row: (-there[row.item].sort_at, row.item, row.position))
    items = [row.item for row in rows]
    sources = _by_item(connection, sa.select(PLACES.c.item, SOURCES.c.name).join(SOURCES), items)
    people = _by_item(connection, sa.select(PEOPLE.c.item, PEOPLE.c.slug), items)
    return [
        Appearance(
            item=row.item,
            kind=there[row.item].kind,
            name=row.name,
            slug=row.slug,
            role=row.role,
            sources=frozenset(sources[row.item]),
            beside=frozenset(people[row.item] - {row.slug, ""}),
            first_seen=there[row.item].first_seen,
        )
        for row in rows
    ]


def _listed(connection: sa.Connection, items: Sequence[str]) -> dict[str, sa.Row[Any]]:
    """Those of `items` that are listed. In one question SQLite would go through all there are."""
    found: dict[str, sa.Row[Any]] = {}
    query = sa.select(ITEMS.c.id, ITEMS.c.kind, ITEMS.c.sort_at, ITEMS.c.first_seen).where(*_LISTED)
    for batch in batches(dict.fromkeys(items)):
        rows = connection.execute(query.where(ITEMS.c.id.in_(batch)))
        found |= {row.id: row for row in rows}
    return found


def _by_item(
    connection: sa.Connection, query: sa.Select[Any], items: Sequence[str]
) -> defaultdict[str, set[str]]:
    """The second column of the rows that each of `items` has."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for batch in batches(dict.fromkeys(items)):
        for item, value in connection.execute(query.where(sa.column("item").in_(batch))):
            found[item].add(value)
    return found
