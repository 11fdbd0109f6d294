"""A source of many pages knows where to go on; a place knows when its source deleted it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Two more columns; of what there is, nothing is under way and nothing is gone."""
    op.add_column("sources", sa.Column("cursor", sa.JSON))
    op.add_column("places", sa.Column("gone", sa.BigInteger))
