"""How we talk to the database; the only file that knows SQLite from PostgreSQL.

A read sees one state of the database and never waits for a writer (SQLite: WAL; PostgreSQL:
REPEATABLE READ). There is one writer at a time: ``BEGIN IMMEDIATE`` on SQLite, an advisory lock
on PostgreSQL; so a write may read, decide and write without losing an update, and sequence
numbers become visible in their own order.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from hub.errors import BackupError, StoreError
from hub.store.faults import in_words

APPLICATION_ID = 0x4C796468  # "Lydh" in the header of our SQLite files
WAIT = 30.0  # seconds that a writer waits for another one

# Whatever in a file is neither a table nor an index: it would do more than hold data.
_ACTS_BY_ITSELF = (
    "SELECT name FROM sqlite_master WHERE sql NOT LIKE 'CREATE TABLE %'"
    " AND sql NOT LIKE 'CREATE INDEX %' AND sql NOT LIKE 'CREATE UNIQUE INDEX %'"
)
_OURS = "SELECT pg_advisory_xact_lock(1283023976)"
_BEGIN = {
    ("sqlite", "read"): ("BEGIN",),
    ("sqlite", "write"): ("BEGIN IMMEDIATE",),
    # A migration may rebuild a table that others refer to; it checks them all before its end.
    ("sqlite", "migrate"): ("PRAGMA foreign_keys = OFF", "BEGIN IMMEDIATE"),
    ("postgresql", "read"): ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",),
    ("postgresql", "write"): (_OURS,),
    ("postgresql", "migrate"): (_OURS,),
}


class Database:
    """Connections to one database, and the three kinds of transaction. Safe in every thread."""

    def __init__(self, url: str | sa.URL, wait: float = WAIT) -> None:
        """Raises StoreError for an address that we can't use; connects to nothing yet."""
        self.url = _parsed(url)
        self.where = self.url.render_as_string(hide_password=True)
        self.path: Path | None = None  # the file, where it is SQLite
        options: dict[str, Any] = {"pool_size": 5, "max_overflow": 35}
        options["hide_parameters"] = True  # what is stored, and asked for, is for no log
        if self.url.get_backend_name() == "sqlite":
            self.path = Path(self.url.database or "")
            self.where = str(self.path)
            options["connect_args"] = {"timeout": wait}
        else:
            options["pool_pre_ping"] = True
        with self._translated():
            self._engine = sa.create_engine(self.url, **options)
        if self.path:
            sa.event.listen(self._engine, "connect", _set_up_sqlite)
        sa.event.listen(self._engine, "begin", _begin)
        self._turn = Lock()  # SQLite lets waiting writers sleep; our own threads need not
        self._wait = wait

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One state of the database, whatever is written meanwhile."""
        with self._transaction("read") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """All of what is written in here, or nothing; nobody else writes meanwhile."""
        if not self._turn.acquire(timeout=self._wait):
            raise StoreError(in_words("database is locked", self.where))
        try:
            with self._transaction("write") as connection:
                yield connection
        finally:
            self._turn.release()

    @contextmanager
    def migrate(self) -> Iterator[sa.Connection]:
        """A write that may change tables."""
        with self._transaction("migrate") as connection:
            # Foreign keys are off in this connection: it must not be used again.
            connection.detach()
            yield connection
            if self.path:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StoreError(f"{self.where}: the migration would lose data; nothing done")

    @contextmanager
    def _transaction(self, what: str) -> Iterator[sa.Connection]:
        with (
            self._translated(),
            self._engine.connect().execution_options(what=what) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StoreError(in_words(str(error.orig), self.where)) from error
        except (SQLAlchemyError, UnicodeEncodeError, ImportError) as error:
            raise StoreError(in_words(str(error), self.where)) from error

    def prepare(self) -> None:
        """Make the folder and the file (SQLite), or see that the server answers.

        Raises StoreError where that is impossible, or the file belongs to another program.
        """
        if not self.path:
            with self.read() as connection:
                connection.exec_driver_sql("SELECT 1")
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(in_words("unable to open", self.where)) from error
        with self.read() as connection:
            ours = connection.exec_driver_sql("PRAGMA application_id").scalar()
            if ours != APPLICATION_ID and sa.inspect(connection).get_table_names():
                raise StoreError(
                    f"{self.where} is the database of another program."
                    " Set HUB_DATABASE (or HUB_DATA) to a place of our own."
                )
        self._write_ahead()

    def _write_ahead(self) -> None:
        """Turn WAL on. SQLite doesn't wait when two do this to a new file at once, so we do."""
        patience = time.monotonic() + self._wait
        with self._translated(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            while True:
                try:
                    driver.execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > patience:
                        raise StoreError(in_words(str(error), self.where)) from error
                    time.sleep(0.01)

    def examine(self) -> None:
        """Read all of a SQLite file; raises StoreError unless it is ours and whole."""
        with self.read() as connection:
            if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                raise StoreError("it holds no hub")
            if connection.exec_driver_sql(_ACTS_BY_ITSELF).first():
                raise StoreError(
                    "it holds triggers, views or virtual tables, which are none of ours"
                )
            found = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
            if found != "ok" or connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreError(in_words("malformed", self.where))

    def copy_to(self, target: Path) -> None:
        """Write the database as it stands into `target`, a SQLite file, while it is in use."""
        if not self.path:
            raise BackupError(
                "This database is PostgreSQL, which has its own tools:"
                " back it up with pg_dump and bring it back with pg_restore."
            )
        copy_file(self.path, target)
        with closing(sqlite3.connect(target)) as copy:
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


def _parsed(url: str | sa.URL) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except SQLAlchemyError as error:
        raise StoreError(f"{url!r} is no address of a database: see HUB_DATABASE") from error
    name = parsed.get_backend_name()
    if (name, "read") not in _BEGIN:
        raise StoreError(f"{name} is no database that we can use: SQLite or PostgreSQL")
    if name == "sqlite" and not parsed.database:
        raise StoreError("A database in memory can't be shared: name a file in HUB_DATABASE")
    return parsed


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    what = connection.get_execution_options().get("what", "read")
    for statement in _BEGIN[connection.dialect.name, what]:
        connection.exec_driver_sql(statement)


def file_database(path: Path) -> Database:
    """The database in a SQLite file."""
    return Database(sa.URL.create("sqlite", database=str(path)))


def is_database(path: Path) -> bool:
    """Whether `path` is a SQLite file, however damaged inside."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        return True  # in use
    except sqlite3.DatabaseError:
        return False
    return True


def copy_file(origin: Path, target: Path, wait: float = WAIT) -> None:
    """Make the SQLite database `target` what `origin` is, in one transaction; both may be in use.

    Raises BackupError, and then `target` is what it was.
    """
    patience = time.monotonic() + wait

    def waited(status: int, _left: int, _pages: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > patience:
            raise BackupError(in_words("locked", str(target)))

    try:
        with closing(sqlite3.connect(origin)) as left, closing(sqlite3.connect(target)) as right:
            left.backup(right, progress=waited)
    except sqlite3.Error as error:
        raise BackupError(in_words(str(error), str(target))) from error
