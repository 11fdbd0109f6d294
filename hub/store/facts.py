"""Single values by name."""

from uuid import uuid4

import sqlalchemy as sa

from hub.store.tables import FACTS

EPOCH = "epoch"  # tells a database from what it was before a restore
PROGRESS = "progress"
CONFIG_TROUBLE = "config-trouble"


def get_fact(connection: sa.Connection, name: str) -> str | None:
    """The value, or None."""
    return connection.scalar(sa.select(FACTS.c.value).where(FACTS.c.name == name))


def set_fact(connection: sa.Connection, name: str, value: str | None) -> None:
    """Inside a write: set the value; None takes it away."""
    connection.execute(FACTS.delete().where(FACTS.c.name == name))
    if value is not None:
        connection.execute(FACTS.insert().values(name=name, value=value))


def new_epoch(connection: sa.Connection) -> None:
    """Inside a write: from here on, nothing is what the same numbers meant before."""
    set_fact(connection, EPOCH, uuid4().hex[:12])
