"""What a page or a file says of itself: it may be a work that we have already (decision 8)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.keys import global_keys, link_key
from hub.sameness import contrary
from hub.store.identity import works_of
from hub.store.merging import merge_same
from hub.store.renewing import renew
from hub.store.tables import KEYS, PLACES, SHARED_KEYS
from hub.store.types import indexable
from hub.visiting import Read


def take_up_told(
    connection: sa.Connection, item: str, read: Read, at: datetime, zone: ZoneInfo
) -> str:
    """Inside a write: note by what `item` is known after this reading, merge it with the item that
    turns out to be the same, and make it anew; the id that it has now.

    A key that two entries of one source would share is dropped, unless it is the very address of
    one of them.
    """
    for key in _keys(read):
        shared = sa.select(SHARED_KEYS.c.key).where(SHARED_KEYS.c.key == key)
        other = connection.scalar(sa.select(KEYS.c.item).where(KEYS.c.key == key))
        if other == item or connection.execute(shared).first():
            continue
        if other is None:
            connection.execute(KEYS.insert().values(key=key, item=item))
            continue
        if became := _merged(connection, key, item, other, at):
            item = became
        elif _in_one_source(connection, item, other) and not _is_address_of(connection, key, other):
            connection.execute(KEYS.delete().where(KEYS.c.key == key))
            connection.execute(SHARED_KEYS.insert().values(key=key))
    renew(connection, (item,), at, zone)
    return item


def _merged(connection: sa.Connection, key: str, item: str, other: str, at: datetime) -> str | None:
    """The id of both from now on; None where they stay two."""
    works = works_of(connection, (item, other))
    if not key.startswith("doi:") and contrary(works[item], works[other]):
        return None
    became = merge_same(connection, [(item, other)], at)
    return became.get(item, item) if became else None


def _keys(read: Read) -> Iterable[str]:
    """What the target says it is, and the file that it says is the work."""
    told = global_keys(read.told) if read.told else ()
    files = (link_key(each.url) for each in read.readings if each.what == "pdf")
    return dict.fromkeys(indexable(key) for key in (*told, *files) if key)


def _in_one_source(connection: sa.Connection, a: str, b: str) -> bool:
    ours = sa.select(PLACES.c.source).where(PLACES.c.item == a)
    both = sa.select(PLACES.c.entry).where(PLACES.c.item == b, PLACES.c.source.in_(ours))
    return connection.execute(both.limit(1)).first() is not None


def _is_address_of(connection: sa.Connection, key: str, item: str) -> bool:
    urls = connection.scalars(sa.select(PLACES.c.url).where(PLACES.c.item == item))
    return any(link_key(url) == key for url in urls if url)
