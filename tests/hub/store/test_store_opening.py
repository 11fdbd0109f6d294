"""Opening: made, brought up to date after a backup, or refused in words that name the cure."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from hub.errors import StoreError
from hub.store import open_store
from hub.store.engine import APPLICATION_ID, Database
from hub.store.migrate import SCRIPTS, migrate, revision_of
from hub.store.tables import METADATA
from tests.storing import NOON, a_proposal, a_source, record

LATER = '''"""A step that a later version of the hub brings."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"


def upgrade() -> None:
    """Perhaps the table is rebuilt, though others refer to it."""
    with op.batch_alter_table("items", recreate="{rebuild}") as items:
        items.add_column(sa.Column("later", sa.Text))
    {more}
'''


def later_scripts(folder: Path, more: str = "", *, rebuild: str = "auto") -> Path:
    """Our migrations and one more."""
    scripts = folder / "scripts"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "v9999_later.py").write_text(
        LATER.format(before=head(), more=more, rebuild=rebuild)
    )
    return scripts


def head() -> str:
    return max((SCRIPTS / "versions").glob("v*.py")).stem[1:5]


def test_the_migrations_make_the_tables_we_use(url: str) -> None:
    open_store(url).close()
    database = Database(url)
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    database.close()


def test_the_store_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "æ b%20c?" / "deep" / "hub.db"
    with open_store(f"sqlite:///{quote(str(path))}") as store:
        assert store.items.counts() == {}
        assert len(store.epoch()) == 12
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_opening_again_changes_nothing(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        epoch = store.epoch()
    with open_store(url, backups=tmp_path / "backups") as store:
        assert store.epoch() == epoch
    assert not (tmp_path / "backups").exists()


def test_a_migration_that_is_due_runs_after_a_backup(file_url: str, tmp_path: Path) -> None:
    backups = tmp_path / "backups"
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
        record(store, a_proposal("1"))
    database = Database(file_url)
    migrate(database, backups, later_scripts(tmp_path, rebuild="always"))
    assert revision_of(database) == "9999"
    migrate(database, backups, tmp_path / "scripts")
    database.close()
    (backup,) = backups.iterdir()
    with open_store(f"sqlite:///{backup}") as before:
        assert before.items.get("id-1") is not None
    with closing(sqlite3.connect(tmp_path / "hub.db")) as connection:
        assert connection.execute("SELECT id, later FROM items").fetchall() == [("id-1", None)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_migration_that_fails_leaves_all_as_it_was(url: str, tmp_path: Path) -> None:
    with open_store(url) as store:
        store.sources.apply([a_source()], NOON)
        record(store, a_proposal("1"))
    scripts = later_scripts(tmp_path, 'op.execute("UPDATE nowhere SET x = 1")')
    database = Database(url)
    with pytest.raises(StoreError, match="nowhere"):
        migrate(database, None, scripts)
    database.close()
    with open_store(url) as store:
        assert store.items.get("id-1") is not None
        assert record(store, a_proposal("2")).new == ("id-2",)


def test_a_migration_that_would_lose_data_is_undone(file_url: str, tmp_path: Path) -> None:
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
        record(store, a_proposal("1"))
    scripts = later_scripts(tmp_path, 'op.execute("DELETE FROM items")')
    database = Database(file_url)
    with pytest.raises(StoreError, match="lose data"):
        migrate(database, None, scripts)
    database.close()
    with open_store(file_url) as store:
        assert store.items.get("id-1") is not None


def test_no_backup_no_migration(file_url: str, tmp_path: Path) -> None:
    open_store(file_url).close()
    (tmp_path / "file").write_text("in the way")
    database = Database(file_url)
    with pytest.raises(StoreError, match="nothing was done"):
        migrate(database, tmp_path / "file" / "backups", later_scripts(tmp_path))
    assert revision_of(database) == head()
    database.close()


def test_a_newer_database_is_refused(url: str, tmp_path: Path) -> None:
    open_store(url).close()
    database = Database(url)
    migrate(database, None, later_scripts(tmp_path))
    database.close()
    with pytest.raises(StoreError, match=r"newer version of the hub.*hub restore"):
        open_store(url)


@pytest.mark.parametrize("written", [b"no database at all" * 99, b"SQLite format 3\0" + b"x" * 999])
def test_a_file_that_is_no_database_is_refused(tmp_path: Path, written: bytes) -> None:
    (tmp_path / "hub.db").write_bytes(written)
    with pytest.raises(StoreError, match="hub restore"):
        open_store(f"sqlite:///{tmp_path / 'hub.db'}")
    assert (tmp_path / "hub.db").read_bytes() == written


def test_a_damaged_page_is_told_when_it_is_met(file_url: str, tmp_path: Path) -> None:
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
        record(store, *(a_proposal(str(number), body="ord " * 999) for number in range(99)))
    path = tmp_path / "hub.db"
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(StoreError, match="is damaged"), open_store(file_url) as store:
        store.items.many([f"id-{number}" for number in range(99)])


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "hub.db").touch()
    open_store(f"sqlite:///{tmp_path / 'hub.db'}").close()


def test_the_database_of_another_program_is_left_alone(file_url: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "hub.db")) as connection:
        connection.execute("CREATE TABLE theirs (id)")
    with pytest.raises(StoreError, match="another program"):
        open_store(file_url)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for below in ("hub.db", "data/hub.db"):
        with pytest.raises(StoreError, match="HUB_DATA"):
            open_store(f"sqlite:///{tmp_path}/file/{below}")
    with pytest.raises(StoreError, match="HUB_DATA"):
        open_store(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("address", ["nonsense", "mysql://localhost/hub", "sqlite://", "x://["])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(StoreError, match=r"HUB_DATABASE|SQLite or PostgreSQL"):
        open_store(address)


@pytest.mark.postgres
def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Is PostgreSQL running") as caught:
        open_store(f"postgresql+psycopg://hub:secret@/hub?host={tmp_path}")
    assert "secret" not in str(caught.value)


OPEN = """
import sys
from hub.store import open_store
sys.stdin.readline()
with open_store(sys.argv[1]) as store:
    print(store.epoch(), store.items.counts())
"""


def test_several_processes_may_open_a_new_store_at_once(url: str) -> None:
    command = [sys.executable, "-c", OPEN, url]
    pipe = subprocess.PIPE
    opening = [subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(4)]
    for process in opening:
        assert process.stdin is not None
        process.stdin.write("now\n")
        process.stdin.flush()
    told = [process.communicate(timeout=120)[0] for process in opening]
    assert [process.returncode for process in opening] == [0] * 4
    assert len(set(told)) == 1
    assert told[0].endswith(" {}\n")
