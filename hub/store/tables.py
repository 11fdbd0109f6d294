"""The tables, as the newest migration leaves them (a test compares the two).

Times are whole microseconds since 1970 UTC, the unit in which items are ordered: exact, sorted by
any database, and never without a time zone. Values that nobody searches are JSON.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

from hub.dates import microseconds

UNDATED = -(2**63)  # `sort_at` of an item without a date: last, in every database alike
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware time; comes back in UTC."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> int | None:
        """Microseconds since 1970 UTC."""
        return None if value is None else microseconds(value)

    def process_result_value(self, value: int | None, _dialect: Any) -> datetime | None:
        """The time again."""
        return None if value is None else time_of(value)


def time_of(sort_at: int) -> datetime:
    """Microseconds since 1970 UTC as an aware time."""
    return _EPOCH + timedelta(microseconds=sort_at)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FACTS = Table(  # single values: the epoch, the progress, what is wrong with feeds.yaml
    "facts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

CLOCK = Table(  # one row: how many transactions have changed what is shown
    "clock",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", sa.BigInteger, nullable=False),
)

CONFIGS = Table(
    "configs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
)

SOURCES = Table(
    "sources",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # its id in feeds.yaml; may be renamed
    Column("position", Integer, nullable=False),
    Column("settings", sa.JSON, nullable=False),
    Column("enabled", sa.Boolean, nullable=False),
    Column("retired", UtcTime),
    Column("etag", Text, nullable=False, default=""),
    Column("last_modified", Text, nullable=False, default=""),
    Column("body_sha256", Text, nullable=False, default=""),
    Column("validators_for", Text, nullable=False, default=""),
    Column("failures", Integer, nullable=False, default=0),
    Column("due", UtcTime),
    Column("last_visit", UtcTime),
    Column("last_success", UtcTime),
    Column("last_new", UtcTime),
    Column("trouble", sa.JSON(none_as_null=True)),
    Column("moved_to", Text, nullable=False, default=""),
)

SOURCE_NAMES = Table(  # names that a source once had
    "source_names",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
)

VISITS = Table(
    "visits",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("status", Text, nullable=False),
    Column("new", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("trouble", sa.JSON(none_as_null=True)),
    Column("notes", sa.JSON, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("bytes", sa.BigInteger, nullable=False),
    Index(None, "source", "id"),
)

ITEMS = Table(
    "items",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("form_listed", Text),  # what the entry itself says; else the source's kind decides
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("date", Text),
    Column("sort_at", sa.BigInteger, nullable=False),
    Column("year", Integer),
    Column("language", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("access", Text, nullable=False),
    Column("duration", Integer),
    Column("pages", Integer),
    Column("season", Integer),
    Column("episode", Integer),
    Column("first_seen", UtcTime, nullable=False),
    Column("changed", UtcTime, nullable=False),
    Column("visible", sa.Boolean, nullable=False),
    Column("removed", UtcTime),
    Column("removed_reason", Text),
    Column("summary", Text, nullable=False),
    Column("enclosures", sa.JSON, nullable=False),
    # What the listing tells and what a reading brought are kept apart, so that neither loses the
    # other; what was read is shown where there is some.
    Column("chapters_listed", sa.JSON, nullable=False),
    Column("chapters_read", sa.JSON(none_as_null=True)),
    Column("body_listed", Text, nullable=False),
    Column("body_read", Text),
    sa.UniqueConstraint("id", "visible", "sort_at"),  # what assignments refer to
)
Index("ix_items_newest", ITEMS.c.visible, ITEMS.c.sort_at.desc(), ITEMS.c.id)
Index("ix_items_kind", ITEMS.c.visible, ITEMS.c.kind, ITEMS.c.sort_at.desc(), ITEMS.c.id)
Index("ix_items_source", ITEMS.c.source, ITEMS.c.visible, ITEMS.c.sort_at.desc(), ITEMS.c.id)

PEOPLE = Table(
    "people",
    METADATA,
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
)

PASSAGES = Table(
    "passages",
    METADATA,
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("start", sa.Double),
    Column("end", sa.Double),
    Column("page", Integer),
    Column("section", Text, nullable=False),
    Column("speaker", Text, nullable=False),
)

PLACES = Table(
    "places",
    METADATA,
    Column("source", ForeignKey("sources.id"), primary_key=True),
    Column("entry", Text, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
    Column("url", Text),
    Column("digest", Text, nullable=False),
    Column("first_seen", UtcTime, nullable=False),
    Column("last_seen", UtcTime, nullable=False),
)

KEYS = Table(  # what an item may be known by
    "keys",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
)

MOVED = Table(  # ids that another item has taken over
    "moved",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
)

ASSIGNMENTS = Table(
    "assignments",
    METADATA,
    Column("item", Text, primary_key=True),
    Column("theme", Text, primary_key=True),
    Column("strength", Text, nullable=False),
    Column("evidence", sa.JSON, nullable=False),
    # Copies of the item's own, which the database keeps equal, so that a theme's newest items and
    # every theme's count each come from one index.
    Column("visible", sa.Boolean, nullable=False),
    Column("sort_at", sa.BigInteger, nullable=False),
    sa.ForeignKeyConstraint(
        ["item", "visible", "sort_at"],
        ["items.id", "items.visible", "items.sort_at"],
        onupdate="CASCADE",
    ),
)
Index(
    "ix_assignments_theme",
    ASSIGNMENTS.c.visible,
    ASSIGNMENTS.c.theme,
    ASSIGNMENTS.c.strength,
    ASSIGNMENTS.c.sort_at.desc(),
    ASSIGNMENTS.c.item,
)

FOLLOWERS = Table(  # indexes, and whoever else takes up each change
    "followers",
    METADATA,
    Column("name", Text, primary_key=True),
)

PENDING = Table(
    "pending",
    METADATA,
    Column("follower", ForeignKey("followers.name"), primary_key=True),
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("seq", sa.BigInteger, nullable=False),
    Index(None, "follower", "seq", "item"),
)

READINGS = Table(  # the reading queue, and what has been read
    "readings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("not_before", UtcTime),  # None: at once; while claimed, when the claim ends
    Column("status", Text, nullable=False, default="waiting"),  # or claimed, read, given-up
    Column("read", UtcTime),
    Column("extractor", Text, nullable=False, default=""),
    Column("trouble", sa.JSON(none_as_null=True)),
    sa.UniqueConstraint("item", "what"),
    Index(None, "status", "not_before"),
)
