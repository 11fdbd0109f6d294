"""Items made anew of all that their places and readings tell (``hub.works``)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.model import Draft, Link, Source
from hub.store.columns import Row, cast_of, columns_of, draft_of_row, replace_people, stored_rows
from hub.store.drafts import draft_from_json, draft_to_json
from hub.store.itemrows import batches
from hub.store.links import replace_links
from hub.store.numbers import replace_numbers
from hub.store.tables import ITEMS, PLACES, READINGS, SOURCES
from hub.store.values import source_from_json
from hub.works import Voice, best, trust_in

SourcesByKey = Mapping[int, Source]
_LEADS_ELSEWHERE = ("picks", "openalex", "crossref")  # sources of other people's works


def renew(
    connection: sa.Connection, items: Iterable[str], at: datetime, zone: ZoneInfo
) -> tuple[str, ...]:
    """Inside a write: give items the best of what is told of them; the ids of those that changed.

    What was removed stays so.
    """
    rows = {
        i: row for i, row in stored_rows(connection, tuple(items)).items() if not row["removed"]
    }
    places = _places(connection, rows)
    sources = sources_by_key(connection, {row["source"] for row in rows.values()}, places)
    retired = set(connection.scalars(sa.select(SOURCES.c.id).where(SOURCES.c.retired.isnot(None))))
    read = _read(connection, rows)
    changed: list[Row] = []
    people: dict[str, list[Row]] = {}
    links: dict[str, Sequence[Link]] = {}
    numbers: dict[str, Sequence[str]] = {}
    for item, row in rows.items():
        own = sources[row["source"]]
        voices = [_of_place(place, row, sources, retired) for place in places[item] if place.told]
        if len(voices) < len(places[item]):
            voices.append(_untold(connection, row, places[item], sources))
        voices += [_of_reading(draft, own) for draft in read[item]]
        if not voices:
            continue
        work = best(voices)
        links[item], numbers[item] = work.links, work.ids
        told, cast = columns_of(work, own, row["first_seen"], zone), cast_of(item, work.people)
        if row["cast"] != cast or any(row[name] != value for name, value in told.items()):
            changed.append({"its_id": item, "changed": at, **told})
            people[item] = cast
    if changed:
        connection.execute(ITEMS.update().where(ITEMS.c.id == sa.bindparam("its_id")), changed)
    replace_people(connection, people)
    replace_links(connection, links)
    replace_numbers(connection, numbers)
    return tuple(people)


def voice_of(draft: Draft, source: Source, *, own: bool = True, entry: str = "") -> Voice:
    """An entry of `source` as a voice."""
    told = draft if draft.access else replace(draft, access=source.access)
    return Voice(told, trust_in(source, draft), own, source=source.id, entry=entry)


def sources_by_key(
    connection: sa.Connection, keys: Collection[int], places: Mapping[str, list[sa.Row[Any]]]
) -> SourcesByKey:
    """The sources with these keys, and those of the places."""
    wanted = {*keys, *(place.source for own in places.values() for place in own)}
    found: dict[int, Source] = {}
    for batch in batches(wanted):
        query = sa.select(SOURCES.c.id, SOURCES.c.settings).where(SOURCES.c.id.in_(batch))
        found |= {row.id: source_from_json(row.settings) for row in connection.execute(query)}
    return found


def _places(
    connection: sa.Connection, items: Collection[str]
) -> defaultdict[str, list[sa.Row[Any]]]:
    found: defaultdict[str, list[sa.Row[Any]]] = defaultdict(list)
    for batch in batches(items):
        query = sa.select(PLACES).where(PLACES.c.item.in_(batch))
        for row in connection.execute(query.order_by(PLACES.c.first_seen, PLACES.c.entry)):
            found[row.item].append(row)
    return found


def _read(connection: sa.Connection, items: Collection[str]) -> defaultdict[str, list[Draft]]:
    """What pages and files say of themselves."""
    found: defaultdict[str, list[Draft]] = defaultdict(list)
    for batch in batches(items):
        query = sa.select(READINGS.c.item, READINGS.c.told)
        told = query.where(READINGS.c.item.in_(batch), READINGS.c.told.isnot(None))
        for row in connection.execute(told):
            found[row.item].append(draft_from_json(row.told))
    return found


def _of_place(
    place: sa.Row[Any], row: Row, sources: SourcesByKey, retired: Collection[int]
) -> Voice:
    """A source that was taken out is heard last, like a place that was deleted."""
    own = place.source == row["source"]
    draft = draft_from_json(place.told)
    voice = voice_of(draft, sources[place.source], own=own, entry=place.entry)
    return replace(voice, gone=bool(place.gone) or place.source in retired)


def _of_reading(draft: Draft, own: Source) -> Voice:
    """A page names its site as publisher: news only where the source itself leads to many."""
    told = draft if own.via in _LEADS_ELSEWHERE else replace(draft, publisher="")
    return Voice(told, trust_in(own, draft), read=True, source=own.id)


def _untold(
    connection: sa.Connection, row: Row, places: list[sa.Row[Any]], sources: SourcesByKey
) -> Voice:
    """Places from before anything was kept told what the item says; the first one keeps it now."""
    draft = draft_of_row(row)
    place = next(place for place in places if not place.told)
    own = sa.and_(PLACES.c.source == place.source, PLACES.c.entry == place.entry)
    connection.execute(PLACES.update().where(own).values(told=draft_to_json(draft)))
    is_own = place.source == row["source"]
    return voice_of(draft, sources[place.source], own=is_own, entry=place.entry)
