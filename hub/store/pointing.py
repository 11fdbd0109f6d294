"""Which items a name stands for that somebody pasted: an address, a DOI, an ISBN, an ISSN."""

import json
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from hub.keys import is_global
from hub.store.tables import ITEMS, KEYS, MOVED
from hub.store.types import indexable

_OUR_OWN = "item:"
_NUMBERS = ("doi:", "isbn:", "issn:")


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
    named = ITEMS.c.id.in_(by_key) | ITEMS.c.id.in_(by_old_id) | ITEMS.c.id.in_(ours)
    found = _visible(connection, named) if known or ours else ()
    numbers = [key for key in keys if key.startswith(_NUMBERS)]
    return found or (_visible(connection, sa.or_(*_telling(numbers))) if numbers else ())


def _visible(connection: sa.Connection, which: sa.ColumnElement[bool]) -> tuple[str, ...]:
    query = sa.select(ITEMS.c.id).where(ITEMS.c.visible, which)
    return tuple(connection.scalars(query.order_by(ITEMS.c.sort_at.desc(), ITEMS.c.id)))


def _telling(numbers: Iterable[str]) -> Iterator[sa.ColumnElement[bool]]:
    """Items that tell one of `numbers` of themselves; the quotes of JSON make it the whole one."""
    told = sa.cast(ITEMS.c.ids, sa.Text)
    for number in numbers:
        yield told.contains(json.dumps(number), autoescape=True)
