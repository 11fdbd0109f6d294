"""The migrations that are due, run by Alembic, after a backup."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from hub.errors import BackupError, StoreError
from hub.store.engine import Database
from hub.store.revisions import revision

_ONE_AT_A_TIME = Lock()  # alembic's `op` and `context` belong to the whole process


def upgrade(database: Database, backups: Path | None, scripts: Path) -> None:
    """Run what is due. Raises StoreError if a newer version of the hub made the database."""
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    directory = ScriptDirectory.from_config(config)
    with _ONE_AT_A_TIME, database.migrate() as connection:
        before = revision(connection)
        _refuse_newer(before, directory, database.where)
        if before is not None and backups is not None:
            _back_up(database, backups, before)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


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
