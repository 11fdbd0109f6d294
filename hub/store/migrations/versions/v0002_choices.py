"""A reading remembers the other addresses it may be had from, should the first bring nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """One more column; there is nothing in it for what is on the queue already."""
    op.add_column("readings", sa.Column("choices", sa.JSON))
