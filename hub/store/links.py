"""What items point at, and who points at them; found when it is asked for.

A link keeps the key that its target would have. So a target that comes to us later is found
without anything being written again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from hub.keys import link_key
from hub.model import Link
from hub.store.engine import Database
from hub.store.itemrows import batches
from hub.store.tables import ITEMS, KEYS, LINKS
from hub.store.types import indexable

_MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class OutgoingLink:
    """What an item points at; `item`, `title` and `language` are those of ours, where the target
    is known.
    """

    url: str
    text: str
    item: str | None = None
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """An item that points at another one."""

    item: str
    title: str
    language: str = ""


class Links:
    """From item to item."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, item: str) -> tuple[OutgoingLink, ...]:
        """What `item` points at, in its own order; an item of ours only if it can be seen."""
        target = sa.select(KEYS.c.key, ITEMS.c.id, ITEMS.c.title, ITEMS.c.language)
        ours = target.join_from(KEYS, ITEMS).where(ITEMS.c.visible, ITEMS.c.id != item).subquery()
        query = (
            sa.select(LINKS.c.url, LINKS.c.text, ours.c.id, ours.c.title, ours.c.language)
            .join_from(LINKS, ours, LINKS.c.key == ours.c.key, isouter=True)
            .where(LINKS.c.item == item)
            .order_by(LINKS.c.position)
        )
        with self._database.read() as connection:
            return tuple(
                OutgoingLink(row.url, row.text, row.id, row.title or "", row.language or "")
                for row in connection.execute(query)
            )

    def to(self, item: str) -> tuple[Mention, ...]:
        """Items that can be seen and point at `item`, the newest first."""
        query = (
            sa.select(ITEMS.c.id, ITEMS.c.title, ITEMS.c.language, ITEMS.c.sort_at)
            .join_from(KEYS, LINKS, KEYS.c.key == LINKS.c.key)
            .join(ITEMS, LINKS.c.item == ITEMS.c.id)
            .where(KEYS.c.item == item, ITEMS.c.visible, ITEMS.c.id != item)
            .distinct()
            .order_by(ITEMS.c.sort_at.desc(), ITEMS.c.id)
            .limit(_MOST_SHOWN)
        )
        with self._database.read() as connection:
            return tuple(
                Mention(row.id, row.title, row.language) for row in connection.execute(query)
            )


def replace_links(connection: sa.Connection, links: Mapping[str, Sequence[Link]]) -> None:
    """Inside a write: what each of these items points at from now on."""
    for batch in batches(links):
        connection.execute(LINKS.delete().where(LINKS.c.item.in_(batch)))
    rows = [
        {
            "item": item,
            "position": position,
            "url": link.url,
            "text": link.text,
            "key": indexable(link_key(link.url) or ""),
        }
        for item, told in links.items()
        for position, link in enumerate(told)
    ]
    if rows:
        connection.execute(LINKS.insert(), rows)
