"""What an item has from its source, kept with the item so that an index can find it."""

from typing import Any

import sqlalchemy as sa

from hub.model import FORM_OF, KIND_OF, Source
from hub.store.tables import ITEMS


def publisher_of(source: Source) -> str:
    """Who publishes what the source lists: named where it differs from the title."""
    return source.publisher or source.title.to(source.language or "")


def inherited(source: Source) -> dict[str, Any]:
    """Columns of an item that its source decides."""
    return {
        "kind": KIND_OF[source.kind],
        "publisher": publisher_of(source),
        "access": source.access,
    }


def bears_on_items(source: Source) -> tuple[object, ...]:
    """What of a source's settings its items, their themes or their documents depend on."""
    own = inherited(source).values()
    return (source.id, *own, source.themes, source.only_field, source.language, source.show)


def hand_down(connection: sa.Connection, key: int, source: Source) -> None:
    """Inside a write: give the source's items what they have from it."""
    own = inherited(source)
    named = sa.func.coalesce(ITEMS.c.publisher_listed, own["publisher"])
    values = {
        **own,
        "form": sa.func.coalesce(ITEMS.c.form_listed, FORM_OF[source.kind]),
        "publisher": source.publisher or named,
        "access": sa.func.coalesce(ITEMS.c.access_listed, source.access),
    }
    connection.execute(ITEMS.update().where(ITEMS.c.source == key).values(**values))
