"""The first tables. Frozen: what comes later is another file."""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Double, ForeignKey, Integer, Text

revision = "0001"
down_revision = None

_NEWEST: sa.ColumnElement[Any] = sa.literal_column("sort_at DESC")


def upgrade() -> None:
    """Everything from nothing."""
    _single_values()
    _sources()
    _items()
    _parts_of_items()
    _identity()
    _themes()
    _queues()


def _key(kind: type[Text] | type[Integer] = Integer, name: str = "id") -> Column[Any]:
    return Column(name, kind, primary_key=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _number(name: str) -> Column[Any]:
    return Column(name, Integer, nullable=False)


def _time(name: str) -> Column[Any]:
    return Column(name, BigInteger, nullable=False)


def _item(*, primary_key: bool = False) -> Column[Any]:
    return Column("item", Text, ForeignKey("items.id"), nullable=False, primary_key=primary_key)


def _source(*, primary_key: bool = False) -> Column[Any]:
    key = ForeignKey("sources.id")
    return Column("source", Integer, key, nullable=False, primary_key=primary_key)


def _position() -> Column[Any]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


def _single_values() -> None:
    facts = op.create_table("facts", _key(Text, "name"), _text("value"))
    op.bulk_insert(facts, [{"name": "epoch", "value": uuid4().hex[:12]}])
    clock = op.create_table(
        "clock",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("seq", BigInteger, nullable=False),
    )
    op.bulk_insert(clock, [{"id": 1, "seq": 0}])
    op.create_table("configs", _key(), _text("text"), _text("digest"), _time("at"))


def _sources() -> None:
    op.create_table(
        "sources",
        _key(),
        Column("name", Text, nullable=False, unique=True),
        _number("position"),
        Column("settings", sa.JSON, nullable=False),
        Column("enabled", Boolean, nullable=False),
        Column("retired", BigInteger),
        _text("etag"),
        _text("last_modified"),
        _text("body_sha256"),
        _text("validators_for"),
        _number("failures"),
        Column("due", BigInteger),
        Column("last_visit", BigInteger),
        Column("last_success", BigInteger),
        Column("last_new", BigInteger),
        Column("trouble", sa.JSON),
        _text("moved_to"),
    )
    op.create_table("source_names", _key(Text, "name"), _source())
    op.create_table(
        "visits",
        _key(),
        _source(),
        _time("at"),
        _text("status"),
        _number("new"),
        _number("changed"),
        _number("gone"),
        Column("trouble", sa.JSON),
        Column("notes", sa.JSON, nullable=False),
        _number("milliseconds"),
        Column("bytes", BigInteger, nullable=False),
    )
    op.create_index("ix_visits_source_id", "visits", ["source", "id"])


def _items() -> None:
    op.create_table(
        "items",
        _key(Text),
        _source(),
        _text("kind"),
        _text("form"),
        Column("form_listed", Text),
        _text("title"),
        Column("url", Text),
        Column("date", Text),
        Column("sort_at", BigInteger, nullable=False),
        Column("year", Integer),
        _text("language"),
        _text("publisher"),
        _text("access"),
        Column("duration", Integer),
        Column("pages", Integer),
        Column("season", Integer),
        Column("episode", Integer),
        _time("first_seen"),
        _time("changed"),
        Column("visible", Boolean, nullable=False),
        Column("removed", BigInteger),
        Column("removed_reason", Text),
        _text("summary"),
        Column("enclosures", sa.JSON, nullable=False),
        Column("chapters_listed", sa.JSON, nullable=False),
        Column("chapters_read", sa.JSON),
        _text("body_listed"),
        Column("body_read", Text),
        sa.UniqueConstraint("id", "visible", "sort_at"),
    )
    op.create_index("ix_items_newest", "items", ["visible", _NEWEST, "id"])
    op.create_index("ix_items_kind", "items", ["visible", "kind", _NEWEST, "id"])
    op.create_index("ix_items_source", "items", ["source", "visible", _NEWEST, "id"])


def _parts_of_items() -> None:
    op.create_table("people", _item(primary_key=True), _position(), _text("name"), _text("role"))
    op.create_table(
        "passages",
        _item(primary_key=True),
        _position(),
        _text("text"),
        Column("start", Double),
        Column("end", Double),
        Column("page", Integer),
        _text("section"),
        _text("speaker"),
    )


def _identity() -> None:
    op.create_table(
        "places",
        _source(primary_key=True),
        _key(Text, "entry"),
        _item(),
        Column("url", Text),
        _text("digest"),
        _time("first_seen"),
        _time("last_seen"),
    )
    op.create_table("keys", _key(Text, "key"), _item())
    op.create_table("moved", _key(Text), _item())
    for table in ("places", "keys", "moved"):
        op.create_index(f"ix_{table}_item", table, ["item"])


def _themes() -> None:
    copies = ["item", "visible", "sort_at"]
    op.create_table(
        "assignments",
        _key(Text, "item"),
        _key(Text, "theme"),
        _text("strength"),
        Column("evidence", sa.JSON, nullable=False),
        Column("visible", Boolean, nullable=False),
        Column("sort_at", BigInteger, nullable=False),
        sa.ForeignKeyConstraint(
            copies, ["items.id", "items.visible", "items.sort_at"], onupdate="CASCADE"
        ),
    )
    op.create_index(
        "ix_assignments_theme",
        "assignments",
        ["theme", "strength", "visible", _NEWEST, "item"],
    )


def _queues() -> None:
    op.create_table("followers", _key(Text, "name"))
    op.create_table(
        "pending",
        Column("follower", Text, ForeignKey("followers.name"), primary_key=True),
        _item(primary_key=True),
        Column("seq", BigInteger, nullable=False),
    )
    op.create_index("ix_pending_follower_seq_item", "pending", ["follower", "seq", "item"])
    op.create_table(
        "readings",
        _key(),
        _item(),
        _text("what"),
        _text("url"),
        _text("type"),
        _number("tries"),
        Column("not_before", BigInteger),
        _text("status"),
        Column("read", BigInteger),
        _text("extractor"),
        Column("trouble", sa.JSON),
        sa.UniqueConstraint("item", "what"),
    )
    op.create_index("ix_readings_status_not_before", "readings", ["status", "not_before"])
