"""Which item each proposal is, decided inside the write that records it (decision 8)."""

import hashlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.store.itemrows import batches
from hub.store.tables import ITEMS, KEYS, MOVED, PLACES
from hub.visiting import Proposal

Resolved = Sequence[tuple[Proposal, str]]


def resolve(
    connection: sa.Connection, source: int, proposals: Sequence[Proposal], at: datetime
) -> Resolved:
    """Each proposal with the id of its item.

    That is the item which has its place already, else the oldest that one of its keys names, else
    a new one. Proposals that share a key are one item, also among themselves.

    An id never leads to an item of another source: its 60 bits are few enough for somebody to
    choose guids until one meets an item that isn't theirs.
    """
    places = _of_places(connection, source, proposals)
    keys = _of_keys(connection, proposals)
    ids = _of_ids(connection, source, proposals)
    found: list[tuple[Proposal, str]] = []
    for proposal in proposals:
        named = min((keys[key] for key in proposal.keys if key in keys), default=(at, None))
        item = places.get(proposal.entry) or named[1] or ids[proposal.id]
        places[proposal.entry] = item
        for key in proposal.keys:
            keys.setdefault(key, (at, item))
        found.append((proposal, item))
    return found


def _of_places(
    connection: sa.Connection, source: int, proposals: Sequence[Proposal]
) -> dict[str, str]:
    query = sa.select(PLACES.c.entry, PLACES.c.item).where(PLACES.c.source == source)
    entries = (proposal.entry for proposal in proposals)
    return {row.entry: row.item for row in _rows(connection, query, PLACES.c.entry, entries)}


def _of_keys(
    connection: sa.Connection, proposals: Sequence[Proposal]
) -> dict[str, tuple[datetime, str]]:
    query = sa.select(KEYS.c.key, KEYS.c.item, ITEMS.c.first_seen).join_from(KEYS, ITEMS)
    keys = (key for proposal in proposals for key in proposal.keys)
    rows = _rows(connection, query, KEYS.c.key, keys)
    return {row.key: (row.first_seen, row.item) for row in rows}


def _of_ids(
    connection: sa.Connection, source: int, proposals: Sequence[Proposal]
) -> dict[str, str]:
    """The item for each id that is proposed: what stands for it today, or a new one."""
    ids = [proposal.id for proposal in proposals]
    taken = _taken(connection, ids)
    ours = {id_: row.item for id_, row in taken.items() if row.source == source}
    others = {id_: _unlike_any(connection, id_) for id_ in taken.keys() - ours.keys()}
    return {id_: id_ for id_ in ids} | ours | others


def _taken(connection: sa.Connection, ids: Iterable[str]) -> dict[str, sa.Row[Any]]:
    """Which of `ids` are in use, with the item each stands for and that item's source."""
    own = sa.select(ITEMS.c.id, ITEMS.c.id.label("item"), ITEMS.c.source)
    moved = sa.select(MOVED.c.id, MOVED.c.item, ITEMS.c.source).join_from(MOVED, ITEMS)
    found = _rows(connection, own, ITEMS.c.id, ids) + _rows(connection, moved, MOVED.c.id, ids)
    return {row.id: row for row in found}


def _unlike_any(connection: sa.Connection, id_: str) -> str:
    """Another id instead of `id_`, of the same make, that nothing has."""
    while _taken(connection, (id_,)):
        id_ = b32encode(hashlib.sha256(id_.encode()).digest()).decode("ascii")[:12].lower()
    return id_


def _rows(
    connection: sa.Connection, query: sa.Select[Any], column: sa.Column[Any], values: Iterable[str]
) -> list[sa.Row[Any]]:
    rows: list[sa.Row[Any]] = []
    for batch in batches(dict.fromkeys(values)):
        rows += connection.execute(query.where(column.in_(batch))).all()
    return rows
