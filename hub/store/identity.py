"""Which item each proposal is, decided inside the write that records it (decision 8)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.model import Proposal
from hub.store.itemrows import batches
from hub.store.tables import ITEMS, KEYS, MOVED, PLACES

Resolved = Sequence[tuple[Proposal, str]]


def resolve(
    connection: sa.Connection, source: int, proposals: Sequence[Proposal], at: datetime
) -> Resolved:
    """Each proposal with the id of its item.

    That is the item which has its place already, else the oldest that one of its keys names, else
    a new one. Proposals that share a key are one item, also among themselves.
    """
    places = _of_places(connection, source, proposals)
    keys = _of_keys(connection, proposals)
    moved = _moved(connection, proposals)
    found: list[tuple[Proposal, str]] = []
    for proposal in proposals:
        named = min((keys[key] for key in proposal.keys if key in keys), default=(at, None))
        item = places.get(proposal.entry) or named[1] or moved.get(proposal.id, proposal.id)
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


def _moved(connection: sa.Connection, proposals: Sequence[Proposal]) -> dict[str, str]:
    """Ids that another item has taken over, with that item."""
    ids = (proposal.id for proposal in proposals)
    query = sa.select(MOVED.c.id, MOVED.c.item)
    return {row.id: row.item for row in _rows(connection, query, MOVED.c.id, ids)}


def _rows(
    connection: sa.Connection, query: sa.Select[Any], column: sa.Column[Any], values: Iterable[str]
) -> list[sa.Row[Any]]:
    rows: list[sa.Row[Any]] = []
    for batch in batches(dict.fromkeys(values)):
        rows += connection.execute(query.where(column.in_(batch))).all()
    return rows
