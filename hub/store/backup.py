"""Backups: one file with everything, feeds.yaml's text too; and the way back."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from hub.errors import BackupError, StoreError
from hub.store.engine import Database, copy_file, file_database, is_database
from hub.store.facts import new_epoch
from hub.store.migrate import migrate, revision_of
from hub.store.pending import note_change_of_all


def back_up(database: Database, path: Path) -> None:
    """Write the database as it stands to `path`; an older file there is replaced at the end."""
    if database.path and path.exists() and path.samefile(database.path):
        raise BackupError(f"{path} is the database itself. Name another file for the backup.")
    with _beside(path) as part:
        database.copy_to(part)
        _written(part)
        part.replace(path)


def restore(backup: Path, url: str) -> Path | None:
    """Put `backup` in the place of the database at `url`, perhaps while that is in use.

    The database becomes what the backup holds in one transaction, brought up to date; whoever
    follows it (an index) starts anew. Returns where the database from before is kept, or None if
    there was none. Raises BackupError, and then nothing has changed, if `backup` is no whole
    backup of ours or was made by a newer version of the hub.
    """
    live = Database(url).path
    if live is None:
        raise BackupError("This database is PostgreSQL: bring a pg_dump back with pg_restore.")
    try:
        live.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BackupError(f"{live.parent} can't be made. Set HUB_DATA to another place.") from error
    if live.exists() and backup.exists() and backup.samefile(live):
        raise BackupError(f"{backup} is the database itself, not a backup of it.")
    with _beside(live) as part:
        _prepare(backup, part)
        aside = _keep(live)
        copy_file(part, live)
    return aside


def _prepare(backup: Path, part: Path) -> None:
    """Make `part` a copy of `backup` that can take the database's place."""
    try:
        shutil.copyfile(backup, part)
    except OSError as error:
        raise BackupError(f"{backup} can't be read: {error.strerror}.") from error
    copy = file_database(part)
    try:
        copy.examine()
        if revision_of(copy) is None:
            raise StoreError("it holds no hub")
        migrate(copy, None)
        with copy.write() as connection:
            new_epoch(connection)
            note_change_of_all(connection)
    except StoreError as error:
        told = str(error).replace(str(part), str(backup))
        raise BackupError(f"{backup} is no backup that can be brought back: {told}") from error
    finally:
        copy.close()


def _keep(live: Path) -> Path | None:
    """Keep the database as it is beside itself; a file that is none any more is moved away."""
    if not live.exists():
        return None
    aside = live.with_name(f"{live.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
    if is_database(live):
        copy_file(live, aside)
        return aside
    for ending in ("-wal", "-shm", ""):
        part = live.with_name(live.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A file of its own in the folder of `path`, gone afterwards unless it was moved."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise BackupError(
            f"{path} can't be written: {error.strerror}. Name a file in a folder that can be."
        ) from error
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + ending).unlink(missing_ok=True)


def _written(part: Path) -> None:
    """See that the file is on the disk before it takes a name that people rely on."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
