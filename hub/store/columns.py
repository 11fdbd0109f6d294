"""A work as its places tell it -> the columns of its item, and back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.dates import order, time_of, year
from hub.model import FORM_OF, Draft, Person, Source, When
from hub.naming import person_key, person_slug
from hub.sameness import title_key
from hub.store.inherit import inherited, publisher_of
from hub.store.itemrows import batches
from hub.store.tables import ITEMS, PEOPLE
from hub.store.types import UNDATED
from hub.store.values import (
    chapters_from_json,
    enclosures_from_json,
    list_to_json,
    soundbites_from_json,
)

_MOST = 2**31 - 1  # what an Integer column holds
Row = dict[str, Any]


def columns_of(draft: Draft, own: Source, first_seen: datetime, zone: ZoneInfo) -> Row:
    """Columns that the best of all that is told decides; `own` is the item's own source."""
    date, sort_at, in_year = dated(draft.date, first_seen, zone)
    access = draft.access or own.access
    return {
        **inherited(own),
        "form": draft.form or FORM_OF[own.kind],
        "form_listed": draft.form,
        "publisher": own.publisher or draft.publisher or publisher_of(own),
        "publisher_listed": draft.publisher or None,
        "access": access,
        "access_listed": None if access == own.access else access,
        "title": draft.title,
        "title_key": title_key(draft.title),
        "url": draft.link,
        "date": date,
        "sort_at": sort_at,
        "year": in_year,
        "language": draft.language or "",
        "duration": _small(draft.duration),
        "season": _small(draft.season),
        "episode": _small(draft.episode),
        "summary": draft.summary,
        "enclosures": list_to_json(draft.enclosures),
        "chapters_listed": list_to_json(draft.chapters),
        "body_listed": draft.body,
        "ids": list(draft.ids) or None,
        "license": draft.license,
        "soundbites": list_to_json(draft.soundbites) or None,
        "expires": draft.expires.iso if draft.expires else None,
    }


def dated(
    when: When | None, first_seen: datetime, zone: ZoneInfo
) -> tuple[str | None, int, int | None]:
    """The date as told, where it stands in time, and its year; one that can't be is none."""
    try:
        at = order(when, first_seen, zone)
        if when is not None and at is not None:
            time_of(at)  # that there is such a time, UTC included
            return when.iso, at, year(when, zone)
    except (ValueError, OverflowError):
        pass  # a source may write any date; we keep those that there are
    return None, UNDATED, None


def _small(number: int | None) -> int | None:
    """The number, unless it is absurd."""
    return number if number is not None and 0 <= number <= _MOST else None


def cast_of(item: str, people: Sequence[Person]) -> list[Row]:
    """Its people as rows."""
    return [
        {
            "item": item,
            "position": position,
            "name": person.name,
            "role": person.role,
            "slug": (slug := person_slug(person.name)),
            "key": person_key(slug),
        }
        for position, person in enumerate(people)
    ]


def replace_people(connection: sa.Connection, people: Mapping[str, list[Row]]) -> None:
    """Inside a write: these rows in place of those that the items had."""
    for batch in batches(people):
        connection.execute(PEOPLE.delete().where(PEOPLE.c.item.in_(batch)))
    rows = [row for cast in people.values() for row in cast]
    if rows:
        connection.execute(PEOPLE.insert(), rows)


def stored_rows(connection: sa.Connection, ids: Sequence[str]) -> dict[str, Row]:
    """Rows of the items that there are; `cast` holds their people."""
    rows: dict[str, Row] = {}
    for batch in batches(dict.fromkeys(ids)):
        for row in connection.execute(sa.select(ITEMS).where(ITEMS.c.id.in_(batch))):
            rows[row.id] = {**row._mapping, "cast": []}
        query = sa.select(PEOPLE).where(PEOPLE.c.item.in_(batch))
        for person in connection.execute(query.order_by(PEOPLE.c.item, PEOPLE.c.position)):
            rows[person.item]["cast"].append(dict(person._mapping))
    return rows


def draft_of_row(row: Row) -> Draft:
    """What an item says, as a draft: for places that kept nothing of what they told."""
    return Draft(
        title=row["title"],
        link=row["url"],
        summary=row["summary"],
        body=row["body_listed"],
        people=tuple(Person(person["name"], person["role"]) for person in row["cast"]),
        date=When(row["date"]) if row["date"] else None,
        language=row["language"] or None,
        form=row["form_listed"],
        enclosures=enclosures_from_json(row["enclosures"]),
        duration=row["duration"],
        season=row["season"],
        episode=row["episode"],
        chapters=chapters_from_json(row["chapters_listed"]),
        ids=tuple(row["ids"] or ()),
        license=row["license"],
        soundbites=soundbites_from_json(row["soundbites"] or ()),
        expires=When(row["expires"]) if row["expires"] else None,
    )
