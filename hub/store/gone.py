"""Entries that their source says it has deleted: their places are marked, all else stays."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from hub.store.itemrows import batches
from hub.store.tables import PLACES
from hub.store.types import indexable


def mark_gone(
    connection: sa.Connection, source: int, entries: Sequence[str], at: datetime
) -> tuple[str, ...]:
    """Inside a write: the items whose places are gone from now on; those gone before are not."""
    items: list[str] = []
    for batch in batches(dict.fromkeys(map(indexable, entries))):
        there = sa.and_(
            PLACES.c.source == source, PLACES.c.entry.in_(batch), PLACES.c.gone.is_(None)
        )
        items += connection.scalars(sa.select(PLACES.c.item).where(there))
        connection.execute(PLACES.update().where(there).values(gone=at))
    return tuple(dict.fromkeys(items))
