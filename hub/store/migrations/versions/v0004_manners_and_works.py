"""Manners as rows, what each place tells, links, notices, and what people say of two items."""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from hub.keys import audio_key, link_key
from hub.sameness import title_key
from hub.store.types import indexable

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """New tables and columns; what they hold comes with the next visits, but for what the items are
    known by everywhere: so that a new source finds them at once.
    """
    _columns(
        "sources",
        sa.Column("moved_times", sa.Integer, nullable=False, server_default="0"),
        sa.Column("pace", sa.JSON),
        sa.Column("gap", sa.BigInteger),
        sa.Column("due_why", sa.JSON),
        sa.Column("ended", sa.JSON),
        sa.Column("lease_by", sa.Text, nullable=False, server_default=""),
        sa.Column("lease_until", sa.BigInteger),
    )
    _columns(
        "items",
        sa.Column("publisher_listed", sa.Text),
        sa.Column("access_listed", sa.Text),
        sa.Column("title_key", sa.Text, nullable=False, server_default=""),
        sa.Column("ids", sa.JSON),
        sa.Column("license", sa.Text, nullable=False, server_default=""),
        sa.Column("soundbites", sa.JSON),
        sa.Column("expires", sa.Text),
        sa.Column("heard", sa.Text, nullable=False, server_default=""),
    )
    _columns("places", sa.Column("told", sa.JSON), sa.Column("checked", sa.BigInteger))
    _columns(
        "readings",
        sa.Column("told", sa.JSON),
        sa.Column("lease_by", sa.Text, nullable=False, server_default=""),
        sa.Column("origin", sa.Text, nullable=False, server_default=""),
    )
    op.create_index("ix_items_title_key", "items", ["title_key"])
    _make_tables()
    _note_keys()
    _index_forms()


def _index_forms() -> None:
    """The form into the indexes of lists, which leave adverts out."""
    for name, before in (
        ("newest", ["visible"]),
        ("kind", ["visible", "kind"]),
        ("source", ["source", "visible"]),
    ):
        op.drop_index(f"ix_items_{name}", "items")
        newest = sa.text("sort_at DESC")
        op.create_index(f"ix_items_{name}", "items", [*before, newest, "id", "form"])


def _note_keys() -> None:
    """Titles as they are looked up, and the addresses that only one item has."""
    names = ("id", "title", "title_key", "url", "removed")
    items = sa.table("items", *map(sa.column, names), sa.column("enclosures", sa.JSON))
    owners: defaultdict[str, set[str]] = defaultdict(set)
    titles = []
    for row in op.get_bind().execute(sa.select(items).where(items.c.removed.is_(None))).all():
        titles.append({"its_id": row.id, "its_title": title_key(row.title)})
        files = [audio_key(file["url"]) for file in row.enclosures]
        for key in filter(None, [link_key(row.url) if row.url else None, *files]):
            owners[indexable(key)].add(row.id)
    if titles:
        own = items.update().where(items.c.id == sa.bindparam("its_id"))
        op.get_bind().execute(own.values(title_key=sa.bindparam("its_title")), titles)
    known = [{"key": key, "item": min(ids)} for key, ids in owners.items() if len(ids) == 1]
    if known:
        keys = sa.table("keys", sa.column("key"), sa.column("item"))
        op.get_bind().execute(keys.insert(), known)


def _columns(table: str, *columns: sa.Column[object]) -> None:
    for column in columns:
        op.add_column(table, column)


def _make_tables() -> None:
    op.create_table("shared_keys", sa.Column("key", sa.Text, primary_key=True))
    op.create_table(
        "hosts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("lease_by", sa.Text, nullable=False, server_default=""),
        sa.Column("lease_until", sa.BigInteger),
        sa.Column("free_at", sa.BigInteger),
        sa.Column("paused_until", sa.BigInteger),
        sa.Column("paused_why", sa.JSON),
        sa.Column("robots", sa.Text),
        sa.Column("robots_at", sa.BigInteger),
    )
    op.create_table(
        "notices",
        sa.Column("source", sa.Integer, sa.ForeignKey("sources.id"), primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("trouble", sa.JSON, nullable=False),
        sa.Column("at", sa.BigInteger),
        sa.Column("first_seen", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "links",
        sa.Column("item", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
    )
    op.create_index("ix_links_key", "links", ["key"])
    op.create_table(
        "verdicts",
        sa.Column("item", sa.Text, primary_key=True),
        sa.Column("other", sa.Text, primary_key=True),
        sa.Column("same", sa.Boolean, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
