"""The items of a visit into their tables; all of it inside the write that records the visit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.model import Link, Source
from hub.store.columns import Row, cast_of, columns_of, replace_people
from hub.store.drafts import draft_to_json
from hub.store.identity import Resolution, Resolved, resolve
from hub.store.itemrows import batches
from hub.store.links import replace_links
from hub.store.merging import merge_same
from hub.store.numbers import replace_numbers
from hub.store.renewing import renew, voice_of
from hub.store.tables import ITEMS, KEYS, PLACES, SHARED_KEYS
from hub.store.types import indexable
from hub.visiting import Proposal
from hub.works import CATALOGUES, best


@dataclass(frozen=True, slots=True)
class Brought:
    """Ids of items that are new or changed, and the item of each entry that was proposed.

    `guests` are items that another source told of first.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    items: Mapping[str, str]  # by entry, as `indexable` writes it
    guests: frozenset[str] = frozenset()


def record_items(
    connection: sa.Connection,
    key: int,
    source: Source,
    proposals: Sequence[Proposal],
    at: datetime,
    zone: ZoneInfo,
) -> Brought:
    """Store what the source with this key proposes.

    Items that turn out to be one are merged. An item that was removed stays removed: only its
    places and keys are noted.
    """
    if not proposals:
        return Brought((), (), {})
    resolution = resolve(connection, key, source, [_prepared(p, source) for p in proposals], at)
    outsider = None if source.via in CATALOGUES else key
    became = merge_same(connection, resolution.same, at, outsider)
    resolved = [(each, became.get(item, item)) for each, item in resolution.found]
    there = _there(connection, (item for _, item in resolved))
    removed = {item for item, row in there.items() if row.removed}
    new = _insert(connection, key, source, [r for r in resolved if r[1] not in there], at, zone)
    _note_places(connection, key, resolved, resolution.entries, at, removed)
    _note_keys(connection, resolution, became)
    known = [item for _, item in resolved if item in there]
    changed = renew(connection, dict.fromkeys((*known, *became.values())), at, zone)
    return Brought(
        new=new,
        changed=changed,
        items={proposal.entry: item for proposal, item in resolved},
        guests=frozenset(item for item, row in there.items() if row.source != key),
    )


def _prepared(proposal: Proposal, source: Source) -> Proposal:
    """With names that an index can hold, and the language that was found."""
    draft, keys = proposal.draft, tuple(map(indexable, proposal.keys))
    language = proposal.language or draft.language or source.language or None
    if language != draft.language:
        draft = replace(draft, language=language)
    return replace(proposal, entry=indexable(proposal.entry), keys=keys, draft=draft)


def _there(connection: sa.Connection, items: Iterable[str]) -> dict[str, sa.Row[Any]]:
    """Which items exist, whose they are, and whether they were removed."""
    found: dict[str, sa.Row[Any]] = {}
    columns = (ITEMS.c.id, ITEMS.c.source, ITEMS.c.removed)
    for batch in batches(dict.fromkeys(items)):
        query = sa.select(*columns).where(ITEMS.c.id.in_(batch))
        found |= {row.id: row for row in connection.execute(query)}
    return found


def _insert(
    connection: sa.Connection,
    key: int,
    source: Source,
    resolved: Resolved,
    at: datetime,
    zone: ZoneInfo,
) -> tuple[str, ...]:
    """New items; several entries may be one."""
    tellings: defaultdict[str, list[Proposal]] = defaultdict(list)
    for proposal, item in resolved:
        tellings[item].append(proposal)
    rows: list[Row] = []
    people: dict[str, list[Row]] = {}
    links: dict[str, Sequence[Link]] = {}
    numbers: dict[str, Sequence[str]] = {}
    for item, told in tellings.items():
        work = best([voice_of(p.draft, source, entry=p.entry) for p in told])
        own = {"id": item, "source": key, "first_seen": at, "changed": at, "visible": False}
        rows.append({**own, **columns_of(work, source, at, zone)})
        people[item] = cast_of(item, work.people)
        if work.links:
            links[item] = work.links
        if work.ids:
            numbers[item] = work.ids
    if rows:
        connection.execute(ITEMS.insert(), rows)
    replace_people(connection, people)
    replace_links(connection, links)
    replace_numbers(connection, numbers)
    return tuple(tellings)


def _note_places(
    connection: sa.Connection,
    key: int,
    resolved: Resolved,
    known: frozenset[str],
    at: datetime,
    removed: set[str],
) -> None:
    rows: dict[str, Row] = {}
    for proposal, item in resolved:
        url, told = proposal.draft.link, draft_to_json(proposal.draft)
        own = {"source": key, "entry": proposal.entry, "item": item, "digest": proposal.digest}
        told_of = {"url": None, "told": None} if item in removed else {"url": url, "told": told}
        rows[proposal.entry] = {**own, **told_of, "first_seen": at, "last_seen": at}
    if new := [row for entry, row in rows.items() if entry not in known]:
        connection.execute(PLACES.insert(), new)
    if old := [_renamed(row) for entry, row in rows.items() if entry in known]:
        own_place = sa.and_(PLACES.c.source == key, PLACES.c.entry == sa.bindparam("its_entry"))
        connection.execute(PLACES.update().where(own_place), old)


def _renamed(row: Row) -> Row:
    kept = {name: row[name] for name in ("url", "digest", "told", "last_seen")}
    return {"its_entry": row["entry"], **kept, "gone": None}


def _note_keys(
    connection: sa.Connection, resolution: Resolution, became: Mapping[str, str]
) -> None:
    """A key that already names an item goes on naming it, unless several entries share it."""
    for batch in batches(resolution.shared):
        connection.execute(KEYS.delete().where(KEYS.c.key.in_(batch)))
    if resolution.shared:
        connection.execute(SHARED_KEYS.insert(), [{"key": key} for key in resolution.shared])
    rows = [{"key": key, "item": became.get(i, i)} for key, i in resolution.keys.items()]
    if rows:
        connection.execute(KEYS.insert(), rows)
