"""The items of a visit into their tables; all of it inside the write that records the visit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.dates import order, time_of, year
from hub.model import FORM_OF, Draft, Source, When
from hub.store.identity import Resolved, resolve
from hub.store.inherit import inherited
from hub.store.itemrows import batches
from hub.store.tables import ITEMS, KEYS, PEOPLE, PLACES
from hub.store.types import UNDATED, indexable
from hub.store.values import list_to_json
from hub.visiting import Proposal

_MOST = 2**31 - 1  # what an Integer column holds
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """Ids of items that are new or changed, and the item of each entry that was proposed."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    items: Mapping[str, str]  # by entry, as `indexable` writes it


def record_items(
    connection: sa.Connection,
    key: int,
    source: Source,
    proposals: Sequence[Proposal],
    at: datetime,
    zone: ZoneInfo,
) -> Brought:
    """Store what the source with this key proposes.

    An item that was removed stays removed: only its places and keys are noted.
    """
    resolved = resolve(connection, key, tuple(map(_indexable, proposals)), at)
    stored = _stored(connection, (item for _, item in resolved))
    removed = {item for item, row in stored.items() if row["removed"]}
    new: list[Row] = []
    changed: list[Row] = []
    people: dict[str, list[Row]] = {}
    for item, proposal in _first_of_each(resolved).items():
        if item in removed:
            continue
        row = stored.get(item)
        told = _told(proposal, source, row["first_seen"] if row else at, zone)
        cast = _cast(item, proposal.draft)
        if row is None:
            new.append(_new(item, key, source, told, at))
        elif row["cast"] != cast or any(row[name] != value for name, value in told.items()):
            changed.append({"its_id": item, "changed": at, **told})
        else:
            continue
        people[item] = cast
    _insert_and_update(connection, new, changed)
    _replace_people(connection, people)
    _note_places(connection, key, resolved, at, removed)
    _note_keys(connection, resolved)
    return Brought(
        new=tuple(row["id"] for row in new),
        changed=tuple(row["its_id"] for row in changed),
        items={proposal.entry: item for proposal, item in resolved},
    )


def _indexable(proposal: Proposal) -> Proposal:
    keys = tuple(map(indexable, proposal.keys))
    return replace(proposal, entry=indexable(proposal.entry), keys=keys)


def _first_of_each(resolved: Resolved) -> dict[str, Proposal]:
    """Of several entries that are one item, the first tells what it is."""
    first: dict[str, Proposal] = {}
    for proposal, item in resolved:
        first.setdefault(item, proposal)
    return first


def _told(proposal: Proposal, source: Source, first_seen: datetime, zone: ZoneInfo) -> Row:
    """Columns that an entry of the listing decides."""
    draft = proposal.draft
    date, sort_at, in_year = dated(draft.date, first_seen, zone)
    return {
        "form": draft.form or FORM_OF[source.kind],
        "form_listed": draft.form,
        "title": draft.title,
        "url": draft.link,
        "date": date,
        "sort_at": sort_at,
        "year": in_year,
        "language": proposal.language or source.language or "",
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


def _new(item: str, key: int, source: Source, told: Row, at: datetime) -> Row:
    own = {"id": item, "source": key, "first_seen": at, "changed": at, "visible": False}
    return {**own, **inherited(source), **told}


def _cast(item: str, draft: Draft) -> list[Row]:
    return [
        {"item": item, "position": position, "name": person.name, "role": person.role}
        for position, person in enumerate(draft.people)
    ]


def _stored(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Row]:
    """Rows of the items that there are; `cast` holds their people."""
    rows: dict[str, Row] = {}
    for batch in batches(dict.fromkeys(ids)):
        for row in connection.execute(sa.select(ITEMS).where(ITEMS.c.id.in_(batch))):
            rows[row.id] = {**row._mapping, "cast": []}
        query = sa.select(PEOPLE).where(PEOPLE.c.item.in_(batch))
        for person in connection.execute(query.order_by(PEOPLE.c.item, PEOPLE.c.position)):
            rows[person.item]["cast"].append(dict(person._mapping))
    return rows


def _insert_and_update(connection: sa.Connection, new: list[Row], changed: list[Row]) -> None:
    if new:
        connection.execute(ITEMS.insert(), new)
    if changed:
        connection.execute(ITEMS.update().where(ITEMS.c.id == sa.bindparam("its_id")), changed)


def _replace_people(connection: sa.Connection, people: Mapping[str, list[Row]]) -> None:
    for batch in batches(people):
        connection.execute(PEOPLE.delete().where(PEOPLE.c.item.in_(batch)))
    rows = [row for cast in people.values() for row in cast]
    if rows:
        connection.execute(PEOPLE.insert(), rows)


def _note_places(
    connection: sa.Connection, key: int, resolved: Resolved, at: datetime, removed: set[str]
) -> None:
    rows: dict[str, Row] = {}
    for proposal, item in resolved:
        url = None if item in removed else proposal.draft.link
        own = {"source": key, "entry": proposal.entry, "item": item, "digest": proposal.digest}
        rows[proposal.entry] = {**own, "url": url, "first_seen": at, "last_seen": at}
    known: set[str] = set()
    for batch in batches(rows):
        query = sa.select(PLACES.c.entry).where(PLACES.c.source == key, PLACES.c.entry.in_(batch))
        known |= set(connection.scalars(query))
    if new := [row for entry, row in rows.items() if entry not in known]:
        connection.execute(PLACES.insert(), new)
    if old := [_renamed(rows[entry]) for entry in known]:
        own_place = sa.and_(PLACES.c.source == key, PLACES.c.entry == sa.bindparam("its_entry"))
        connection.execute(PLACES.update().where(own_place), old)


def _renamed(row: Row) -> Row:
    kept = {name: row[name] for name in ("url", "digest", "last_seen")}
    return {"its_entry": row["entry"], **kept, "gone": None}


def _note_keys(connection: sa.Connection, resolved: Resolved) -> None:
    """A key that already names an item goes on naming it."""
    rows: dict[str, Row] = {}
    for proposal, item in resolved:
        for key in proposal.keys:
            rows.setdefault(key, {"key": key, "item": item})
    known: set[str] = set()
    for batch in batches(rows):
        known |= set(connection.scalars(sa.select(KEYS.c.key).where(KEYS.c.key.in_(batch))))
    if new := [row for key, row in rows.items() if key not in known]:
        connection.execute(KEYS.insert(), new)
