"""Bring a database to the newest version of its tables, after a backup; never back.

Each migration runs inside the write transaction that found it due: of two processes that open a
database at once, the second one waits and then finds nothing to do, and a kill leaves the old
version whole.
"""

from pathlib import Path

from hub.store.engine import Database
from hub.store.revisions import SCRIPTS, newest, revision

__all__ = ["SCRIPTS", "migrate", "revision_of"]


def migrate(database: Database, backups: Path | None, scripts: Path = SCRIPTS) -> None:
    """Create the tables, or bring them up to date; what there is goes into `backups` first.

    Raises StoreError if the database was made by a newer version of the hub.
    """
    if revision_of(database) == newest(scripts):
        return
    from hub.store.upgrading import upgrade  # Alembic would be a quarter of every command's start

    upgrade(database, backups, scripts)


def revision_of(database: Database) -> str | None:
    """The version of the tables; None where there are none."""
    with database.read() as connection:
        return revision(connection)
