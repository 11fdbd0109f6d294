"""Which items a name stands for that somebody pasted: an address, a DOI, an ISBN, an ISSN."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from hub.keys import is_global
from hub.store.itemrows import batches
from hub.store.numbers import KINDS
from hub.store.tables import ITEMS, KEYS, MOVED, NUMBERS
from hub.store.types import indexable

_OUR_OWN = "item:"


def items_pointed_at(connection: sa.Connection, keys: Sequence[str]) -> tuple[str, ...]:
    """Visible items that have one of `keys` (hub.search.Pointer) in any of their places.

    Keys of works come first. Numbers are looked for in what items tell of themselves where no key
    leads further: an ISBN may be that of a whole book, an ISSN is that of a journal, and a DOI
    that several entries share is no key. Newest first.
    """
    known = [indexable(key) for key in keys if is_global(key)]
    ours = [key.removeprefix(_OUR_OWN) for key in keys if key.startswith(_OUR_OWN)]
    by_key = sa.select(KEYS.c.item).where(KEYS.c.key.in_(known))
    by_old_id = sa.select(MOVED.c.item).where(MOVED.c.id.in_(ours))
    named = {*connection.scalars(by_key), *connection.scalars(by_old_id), *ours}
    numbers = [indexable(key) for key in keys if key.startswith(KINDS)]
    by_number = sa.select(NUMBERS.c.item).where(NUMBERS.c.number.in_(numbers))
    return _visible(connection, named) or _visible(connection, connection.scalars(by_number))


def _visible(connection: sa.Connection, items: Iterable[str]) -> tuple[str, ...]:
    """Looked up by id and ordered here: a database would go through all visible items in order."""
    found: list[tuple[int, str]] = []
    for batch in batches(items):
        query = sa.select(ITEMS.c.id, ITEMS.c.sort_at, ITEMS.c.visible)
        rows = connection.execute(query.where(ITEMS.c.id.in_(batch)))
        found += [(-row.sort_at, row.id) for row in rows if row.visible]
    return tuple(item for _, item in sorted(found))
