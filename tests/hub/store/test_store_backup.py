"""A backup holds everything, is whole whatever is written meanwhile, and comes back."""

import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from hub.errors import BackupError
from hub.store import Store, open_store, restore
from hub.store.engine import Database
from hub.store.migrate import SCRIPTS, migrate
from tests.hub.store.test_store_opening import later_scripts
from tests.storing import NOON, Following, a_proposal, a_source, about, record, show


@pytest.fixture
def live(file_url: str) -> Iterator[Store]:
    """A store in a file, with one item and the feeds.yaml it follows."""
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
        store.configs.accept("hub: {title: Lydhør}\n", "abc", NOON)
        store.pending.register("index")
        record(store, a_proposal("1"))
        show(store, "id-1", themes=(about("ips"),))
        yield store


@pytest.fixture
def backup(live: Store, tmp_path: Path) -> Path:
    """A backup of it, made when the index had taken up everything."""
    Following(live, "index").follow()
    live.backup(tmp_path / "backup.db")
    return tmp_path / "backup.db"


def test_everything_is_in_one_file_and_comes_back(backup: Path, live: Store, file_url: str) -> None:
    before = live.items.get("id-1")
    live.close()
    for part in backup.parent.glob("hub.db*"):
        part.unlink()
    assert restore(backup, file_url) is None
    with open_store(file_url) as again:
        assert again.items.get("id-1") == before
        latest = again.configs.latest()
        assert latest is not None
        assert latest.text == "hub: {title: Lydhør}\n"
        assert again.sources.state("kilde").seen == {"1": "digest-1"}
    assert sorted(path.name for path in backup.parent.iterdir()) == ["backup.db", "hub.db"]


def test_a_restore_is_seen_by_who_has_the_store_open(
    backup: Path, live: Store, file_url: str
) -> None:
    record(live, a_proposal("2"))
    Following(live, "index").follow()
    epoch, change = live.epoch(), live.items.last_change()
    aside = restore(backup, file_url)
    assert live.items.get("id-2") is None
    assert live.items.get("id-1") is not None
    assert live.epoch() != epoch
    assert live.items.last_change() != change
    assert Following(live, "index").follow() == ["id-1"]
    assert record(live, a_proposal("2")).new == ("id-2",)
    assert aside is not None
    with open_store(f"sqlite:///{aside}") as before:
        assert before.items.get("id-2") is not None


def test_a_backup_during_writes_is_whole(live: Store, tmp_path: Path) -> None:
    enough, stop = Event(), Event()

    def write() -> int:
        number = 0
        while not stop.is_set():
            number += 1
            record(live, a_proposal(f"n{number}"))
            show(live, f"id-n{number}", themes=(about("ips"),))
            if number == 10:
                enough.set()
        return number

    with ThreadPoolExecutor() as threads:
        writing = threads.submit(write)
        assert enough.wait(60)
        for number in range(3):
            live.backup(tmp_path / f"{number}.db")
        stop.set()
        written = writing.result(60)
    counts = []
    for number in range(3):
        database = Database(f"sqlite:///{tmp_path / f'{number}.db'}")
        database.examine()
        database.close()
        with open_store(f"sqlite:///{tmp_path / f'{number}.db'}") as copy:
            seen = copy.sources.state("kilde").seen
            counts.append(len(seen))
            assert len(copy.items.many([f"id-{entry}" for entry in seen])) == len(seen)
            assert len(seen) - copy.items.count(theme="ips") in (0, 1)
    assert counts == sorted(counts)
    assert counts[0] >= 10
    assert counts[-1] <= written + 1


def test_an_older_backup_is_replaced_only_by_a_whole_one(backup: Path, live: Store) -> None:
    record(live, a_proposal("2"))
    live.backup(backup)
    with open_store(f"sqlite:///{backup}") as copy:
        assert copy.items.get("id-2") is not None


def test_the_database_is_no_place_for_a_backup(live: Store, tmp_path: Path, file_url: str) -> None:
    with pytest.raises(BackupError, match="Name another file"):
        live.backup(tmp_path / "hub.db")
    with pytest.raises(BackupError, match="not a backup of it"):
        restore(tmp_path / "hub.db", file_url)
    assert live.items.get("id-1") is not None


@pytest.mark.parametrize("place", ["missing/backup.db", "file/backup.db"])
def test_a_backup_that_cannot_be_written(live: Store, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BackupError, match="in a folder that can be"):
        live.backup(tmp_path / place)


def a_text(path: Path) -> None:
    path.write_text("Kære backup, jeg er et brev.")


def a_cut_off_backup(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def a_spoilt_backup(path: Path) -> None:
    """Only where nothing looks that isn't looking for damage."""
    query = "SELECT rootpage, page_size FROM sqlite_master, pragma_page_size WHERE name = 'visits'"
    with closing(sqlite3.connect(path)) as connection:
        page, size = connection.execute(query).fetchone()
    whole = path.read_bytes()
    path.write_bytes(whole[: (page - 1) * size] + b"\xff" * size + whole[page * size :])


def a_backup_of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id)")


def an_empty_file(path: Path) -> None:
    path.write_bytes(b"")


def nothing(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_backup_from_the_future(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    migrate(database, None, later_scripts(path.parent))
    database.close()


@pytest.mark.parametrize(
    "rubbish",
    [
        a_text,
        a_cut_off_backup,
        a_spoilt_backup,
        a_backup_of_another_program,
        an_empty_file,
        nothing,
        a_folder,
        a_backup_from_the_future,
    ],
)
def test_what_is_no_backup_changes_nothing(
    rubbish: object, backup: Path, live: Store, file_url: str
) -> None:
    assert callable(rubbish)
    rubbish(backup)
    record(live, a_proposal("2"))
    around = sorted(path.name for path in backup.parent.iterdir())
    with pytest.raises(BackupError, match=r"backup\.db (can't be read|is no backup)"):
        restore(backup, file_url)
    assert live.items.get("id-2") is not None
    assert sorted(path.name for path in backup.parent.iterdir()) == around


def test_a_damaged_database_is_replaced_and_kept(backup: Path, live: Store, file_url: str) -> None:
    live.close()
    damaged = backup.with_name("hub.db")
    damaged.write_bytes(b"rubbish" * 999)
    aside = restore(backup, file_url)
    assert aside is not None
    assert aside.read_bytes() == b"rubbish" * 999
    with open_store(file_url) as again:
        assert again.items.get("id-1") is not None


def test_an_older_backup_is_brought_up_to_date(tmp_path: Path, file_url: str) -> None:
    first = tmp_path / "first"
    shutil.copytree(SCRIPTS, first, ignore=shutil.ignore_patterns("__pycache__"))
    for step in sorted((first / "versions").glob("v*.py"))[1:]:
        step.unlink()
    old = Database(f"sqlite:///{tmp_path / 'old.db'}")
    migrate(old, None, first)
    old.close()
    restore(tmp_path / "old.db", file_url)
    with open_store(file_url) as store:
        store.sources.apply([a_source()], NOON)
        assert record(store, a_proposal("1")).new == ("id-1",)


@pytest.mark.postgres
def test_postgresql_has_its_own_tools(postgres_server: str, tmp_path: Path) -> None:
    database = Database(postgres_server)
    with pytest.raises(BackupError, match="pg_dump"):
        database.copy_to(tmp_path / "x")
    with pytest.raises(BackupError, match="pg_restore"):
        restore(tmp_path / "x", postgres_server)
    database.close()
