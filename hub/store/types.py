"""How values stand in columns, in every database alike."""

import hashlib
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.dates import microseconds, time_of

UNDATED = -(2**63)  # `sort_at` of an item without a date: last, in every database alike
_LONGEST = 400  # characters of a name in an index; PostgreSQL takes 2,700 bytes


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware time, kept as whole microseconds since 1970 UTC: the unit of all ordering."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> int | None:
        """Microseconds since 1970 UTC."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, _dialect: Any) -> datetime | None:
        """The time again, in UTC."""
        return None if value is None else time_of(value)


class Plain(sa.TypeDecorator[str]):
    """Text without the two things that not every database can hold: NUL and lone surrogates."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Any) -> str | None:
        """The text as it can be kept."""
        return None if value is None else plain(value)


def plain(text: str) -> str:
    """`text` with a blank for each NUL and a question mark for each lone surrogate."""
    text = text.replace("\0", " ")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def indexable(name: str) -> str:
    """`name` as an index can hold it: a very long one ends in a hash of the whole."""
    if len(name) <= _LONGEST:
        return plain(name)
    whole = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{plain(name[:300])}…{whole}"
