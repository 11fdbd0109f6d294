"""Whether addresses answer, and the numbers that lead to items without going through them all."""

import sqlalchemy as sa
from alembic import op

from hub.store.numbers import numbers_of
from hub.store.types import indexable

revision = "0005"
down_revision = "0004"
_AT_ONCE = 500


def upgrade() -> None:
    """Two tables. Numbers are known at once; addresses come with the next quiet moment.

    A place that one answer has made gone is there again until its address was asked as it is now.
    """
    op.create_table(
        "numbers",
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("item", sa.Text, sa.ForeignKey("items.id"), primary_key=True),
    )
    op.create_index("ix_numbers_item", "numbers", ["item"])
    op.create_table(
        "addresses",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("item", sa.Text, sa.ForeignKey("items.id"), nullable=False),
        sa.Column("original", sa.Boolean, nullable=False),
        sa.Column("due", sa.BigInteger, nullable=False),
        sa.Column("asked", sa.BigInteger),
        sa.Column("alive", sa.BigInteger),
        sa.Column("since", sa.BigInteger),
        sa.Column("failing", sa.BigInteger),
        sa.Column("doubt", sa.Integer, nullable=False, server_default="0"),
        sa.Column("dead", sa.BigInteger),
    )
    op.create_index("ix_addresses_due", "addresses", ["due"])
    op.create_index("ix_addresses_asked", "addresses", ["asked"])
    op.execute("UPDATE places SET gone = NULL WHERE checked >= gone")
    _note_numbers()


def _note_numbers() -> None:
    items = sa.table("items", sa.column("id"), sa.column("ids", sa.JSON))
    numbers = sa.table("numbers", sa.column("number"), sa.column("item"))
    told = op.get_bind().execute(sa.select(items).where(items.c.ids.is_not(None))).all()
    rows = [
        {"number": indexable(number), "item": row.id}
        for row in told
        for number in numbers_of(row.ids or ())
    ]
    for begin in range(0, len(rows), _AT_ONCE):
        op.get_bind().execute(numbers.insert(), rows[begin : begin + _AT_ONCE])
