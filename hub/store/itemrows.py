"""Items as rows, and rows as items: a handful of queries however many there are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa

from hub.model import Assignment, Item, Passage, Person, Place, When
from hub.store.tables import ASSIGNMENTS, ITEMS, PASSAGES, PEOPLE, PLACES, SOURCES
from hub.store.values import (
    chapters_from_json,
    enclosures_from_json,
    evidence_from_json,
    soundbites_from_json,
)

BATCH = 500  # ids in one query; every database takes as many parameters
T = TypeVar("T")

_GIVEN = (ASSIGNMENTS.c.item, ASSIGNMENTS.c.theme, ASSIGNMENTS.c.strength)

ITEM_ROWS = sa.select(ITEMS, SOURCES.c.name.label("source_name")).join_from(ITEMS, SOURCES)


class Parts(NamedTuple):
    """Which of its own rows an item is loaded with: each costs a query, evidence most of all."""

    people: bool = True
    evidence: bool = True
    passages: bool = True
    places: bool = True


WHOLE = Parts()
FOR_LISTS = Parts(passages=False, places=False)
FOR_HITS = Parts(people=False, evidence=False, places=False)


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The values, so many at a time."""
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch


def load_items(
    connection: sa.Connection, ids: Collection[str], parts: Parts = WHOLE
) -> dict[str, Item]:
    """Items by id with `parts`, those that were removed left out."""
    found: dict[str, Item] = {}
    for batch in batches(dict.fromkeys(ids)):
        query = ITEM_ROWS.where(ITEMS.c.id.in_(batch), ITEMS.c.removed.is_(None))
        found |= {item.id: item for item in to_items(connection, query, parts)}
    return found


def to_items(connection: sa.Connection, query: sa.Select[Any], parts: Parts) -> list[Item]:
    """The items of a query over ITEM_ROWS, in its order, with `parts`."""
    rows = connection.execute(query).all()
    ids = [row.id for row in rows]
    themes = ASSIGNMENTS.c if parts.evidence else _GIVEN
    people = _parts(connection, PEOPLE.c, ids if parts.people else (), _person)
    given = _parts(connection, themes, ids, _assignment if parts.evidence else _bare_assignment)
    passages = _parts(connection, PASSAGES.c, ids if parts.passages else (), _passage)
    places = _places(connection, ids if parts.places else ())
    return [
        _item(row, people[row.id], given[row.id], passages[row.id], places[row.id]) for row in rows
    ]


def _parts(
    connection: sa.Connection,
    columns: Iterable[sa.Column[Any]],
    ids: Collection[str],
    make: Callable[[sa.Row[Any]], T],
) -> defaultdict[str, list[T]]:
    """What the table of `columns` holds for each of `ids`, in the order of its primary key."""
    chosen = tuple(columns)
    table = chosen[0].table
    found: defaultdict[str, list[T]] = defaultdict(list)
    for batch in batches(ids):
        query = sa.select(*chosen).where(table.c.item.in_(batch)).order_by(*table.primary_key)
        for row in connection.execute(query):
            found[row.item].append(make(row))
    return found


def _places(connection: sa.Connection, ids: Collection[str]) -> defaultdict[str, list[Place]]:
    found: defaultdict[str, list[Place]] = defaultdict(list)
    for batch in batches(ids):
        query = (
            sa.select(PLACES, SOURCES.c.name)
            .join_from(PLACES, SOURCES)
            .where(PLACES.c.item.in_(batch))
            .order_by(PLACES.c.first_seen, PLACES.c.source, PLACES.c.entry)
        )
        for row in connection.execute(query):
            place = Place(row.name, row.entry, row.url, row.first_seen, row.last_seen, row.gone)
            found[row.item].append(place)
    return found


def _person(row: sa.Row[Any]) -> Person:
    return Person(row.name, row.role)


def _assignment(row: sa.Row[Any]) -> Assignment:
    return Assignment(row.theme, row.strength, evidence_from_json(row.evidence))


def _bare_assignment(row: sa.Row[Any]) -> Assignment:
    return Assignment(row.theme, row.strength)


def _passage(row: sa.Row[Any]) -> Passage:
    return Passage(row.text, row.start, row.end, row.page, row.section, row.speaker)


def _item(
    row: sa.Row[Any],
    people: list[Person],
    themes: list[Assignment],
    passages: list[Passage],
    places: list[Place],
) -> Item:
    chapters = row.chapters_listed if row.chapters_read is None else row.chapters_read
    return Item(
        id=row.id,
        source=row.source_name,
        kind=row.kind,
        form=row.form,
        title=row.title,
        first_seen=row.first_seen,
        changed=row.changed,
        url=row.url,
        summary=row.summary,
        body=row.body_listed if row.body_read is None else row.body_read,
        people=tuple(people),
        date=When(row.date) if row.date else None,
        language=row.language,
        publisher=row.publisher,
        access=row.access,
        enclosures=enclosures_from_json(row.enclosures),
        duration=row.duration,
        pages=row.pages,
        season=row.season,
        episode=row.episode,
        chapters=chapters_from_json(chapters),
        passages=tuple(passages),
        places=tuple(places),
        themes=tuple(themes),
        visible=row.visible,
        ids=tuple(row.ids or ()),
        license=row.license,
        soundbites=soundbites_from_json(row.soundbites or ()),
        expires=When(row.expires) if row.expires else None,
        heard=row.heard,
    )
