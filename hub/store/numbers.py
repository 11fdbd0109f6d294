"""The numbers that items tell of themselves (DOI, ISBN, ISSN), to be found by; inside a write."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from hub.store.itemrows import batches
from hub.store.tables import NUMBERS
from hub.store.types import indexable

KINDS = ("doi:", "isbn:", "issn:")


def numbers_of(ids: Iterable[str]) -> tuple[str, ...]:
    """Those of an item's `ids` that are numbers, each once."""
    return tuple(dict.fromkeys(name for name in ids if name.startswith(KINDS)))


def replace_numbers(connection: sa.Connection, told: Mapping[str, Sequence[str]]) -> None:
    """What each of these items is numbered from now on; values are all their ids."""
    for batch in batches(told):
        connection.execute(NUMBERS.delete().where(NUMBERS.c.item.in_(batch)))
    rows = {
        (indexable(number), item): None for item, ids in told.items() for number in numbers_of(ids)
    }
    if rows:
        named = [{"number": number, "item": item} for number, item in rows]
        connection.execute(NUMBERS.insert(), named)
