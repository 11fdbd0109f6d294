"""A backup from somebody else holds data and nothing that acts; a log holds no data."""

import secrets
import sqlite3
import traceback
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from hub.errors import BackupError, StoreError
from hub.store import open_store, restore
from hub.store.engine import Database
from tests.storing import NOON, a_proposal, a_source, record


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'hub.db'}"


@pytest.fixture
def backup(tmp_path: Path, url: str) -> Path:
    """A good backup of a store with one item."""
    with open_store(url) as store:
        store.sources.apply([a_source()], NOON)
        record(store, a_proposal("1"))
        store.backup(tmp_path / "backup.db")
    return tmp_path / "backup.db"


CRAFTED = (
    "CREATE TRIGGER t AFTER UPDATE ON facts BEGIN DELETE FROM items; END",
    "CREATE VIEW v AS SELECT * FROM items",
    "CREATE VIRTUAL TABLE w USING fts5(x)",
    "  CREATE /* - */ VIEW v AS SELECT randomblob(1000000000)",
)


@pytest.mark.parametrize("crafted", CRAFTED)
def test_what_acts_by_itself_is_not_brought_back(backup: Path, url: str, crafted: str) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(crafted)
    with pytest.raises(BackupError, match="none of ours"):
        restore(backup, url)
    with open_store(url) as store:
        assert store.items.get("id-1") is not None


def test_an_honest_one_is(backup: Path, url: str) -> None:
    assert restore(backup, url) is not None


def test_no_value_stands_in_an_error(url: str) -> None:
    secret = secrets.token_hex()
    database = Database(url)
    try:
        with pytest.raises(StoreError) as caught, database.write() as connection:
            connection.execute(sa.text("INSERT INTO nowhere VALUES (:x)"), {"x": secret})
    finally:
        database.close()
    assert secret not in "".join(traceback.format_exception(caught.value))
