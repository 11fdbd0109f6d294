"""Which addresses an item has: where it is itself, its files, and what an issue points at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hub.liveness import address_key
from hub.store.itemrows import batches
from hub.store.tables import ITEMS, LINKS, PLACES, READINGS
from hub.store.types import indexable
from hub.store.values import enclosures_from_json

_FETCHED = ("page", "pdf")


@dataclass(frozen=True, slots=True)
class Owned:
    """An address as one item has it; `original` where the item itself is. `seen` is when we have
    read it ourselves.
    """

    key: str
    url: str
    item: str
    original: bool
    seen: datetime | None = None


def key_of(url: str) -> str:
    """What an address is kept by."""
    return indexable(address_key(url))


def owned(connection: sa.Connection, items: Sequence[str]) -> dict[str, Owned]:
    """The addresses of those of `items` that can be seen, each once, by key; originals first."""
    found: dict[str, Owned] = {}
    for batch in batches(items):
        rows = _rows(connection, batch)
        seen = {
            (row.item, key_of(row.url)): row.read for row in rows["read"] if row.status == "read"
        }
        for name in ("own", "places", "files", "read", "links"):
            for row in rows[name]:
                _note(found, row.item, row.url, name, seen)
    return found


@dataclass(frozen=True, slots=True)
class _Row:
    item: str
    url: str
    status: str = ""
    read: datetime | None = None


def _rows(connection: sa.Connection, batch: Sequence[str]) -> dict[str, list[_Row]]:
    """What each table tells of the visible items of `batch`."""
    own = ITEMS.c
    items = sa.select(own.id, own.url, own.kind, own.enclosures)
    shown = connection.execute(items.where(own.visible, own.id.in_(batch))).all()
    ids = [row.id for row in shown]
    issues = [row.id for row in shown if row.kind == "issue"]
    places = sa.select(PLACES.c.item, PLACES.c.url).where(PLACES.c.item.in_(ids))
    links = sa.select(LINKS.c.item, LINKS.c.url).where(LINKS.c.item.in_(issues))
    readings = sa.select(READINGS.c.item, READINGS.c.url, READINGS.c.status, READINGS.c.read)
    read = readings.where(READINGS.c.item.in_(ids), READINGS.c.what.in_(_FETCHED))
    files = [(row.id, file.url) for row in shown for file in enclosures_from_json(row.enclosures)]
    return {
        "own": [_Row(row.id, row.url or "") for row in shown],
        "places": [_Row(row.item, row.url or "") for row in connection.execute(places)],
        "files": [_Row(item, url) for item, url in files],
        "read": [_Row(*row) for row in connection.execute(read)],
        "links": [_Row(row.item, row.url) for row in connection.execute(links)],
    }


def _note(
    found: dict[str, Owned],
    item: str,
    url: str,
    told_by: str,
    seen: dict[tuple[str, str], datetime | None],
) -> None:
    if url.startswith(("http://", "https://")):
        key = key_of(url)
        found.setdefault(
            key, Owned(key, address_key(url), item, told_by == "own", seen.get((item, key)))
        )
