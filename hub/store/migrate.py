"""Bring a database to the newest version of its tables, after a backup; never back.

Each migration runs inside the write transaction that found it due: of two processes that open a
database at once, the second one waits and then finds nothing to do, and a kill leaves the old
version whole.
"""

from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from hub.errors import BackupError, StoreError
from hub.store.engine import Database

SCRIPTS = Path(__file__).parent / "migrations"

_ONE_AT_A_TIME = Lock()  # alembic's `op` and `context` belong to the whole process


def migrate(database: Database, backups: Path | None, scripts: Path = SCRIPTS) -> None:
    """Create the tables, or bring them up to date; what there is goes into `backups` first.

    Raises StoreError if the database was made by a newer version of the hub.
    """
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    directory = ScriptDirectory.from_config(config)
    with database.read() as connection:
        if _is_current(connection, directory):
            return
    with _ONE_AT_A_TIME, database.migrate() as connection:
        before = _revision(connection)
        _refuse_newer(before, directory, database.where)
        if before is not None and backups is not None:
            _back_up(database, backups, before)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision_of(database: Database) -> str | None:
    """The version of the tables; None where there are none."""
    with database.read() as connection:
        return _revision(connection)


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _is_current(connection: sa.Connection, directory: ScriptDirectory) -> bool:
    return _revision(connection) == directory.get_current_head()


def _knows(directory: ScriptDirectory, revision: str) -> bool:
    try:
        return directory.get_revision(revision) is not None
    except CommandError:
        return False


def _refuse_newer(revision: str | None, directory: ScriptDirectory, where: str) -> None:
    if revision is not None and not _knows(directory, revision):
        raise StoreError(
            f"The database {where} was made by a newer version of the hub ({revision})."
            " Install that version again, or bring back a backup from before: hub restore FILE"
        )


def _back_up(database: Database, backups: Path, revision: str) -> None:
    if not database.path:
        return  # a PostgreSQL server is backed up by whoever runs it
    name = f"before-{revision}-ends-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.db"
    try:
        backups.mkdir(parents=True, exist_ok=True)
        database.copy_to(backups / name)
    except OSError as error:
        raise BackupError(
            f"No backup could be written to {backups}, so nothing was done"
        ) from error
