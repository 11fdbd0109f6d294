"""The index follows the store, whatever happens in between."""

import os
import signal
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hub.errors import EngineError, IndexBroken, IndexBusy
from hub.store import Store, open_store, restore
from hub.visiting import Progress
from indexer.engines.port import Engine, Everything, Plan, Term
from indexer.locks import exclusive
from indexer.places import CURRENT, MANIFEST, Places
from indexer.sync import Index
from tests.plain_words import PlainWords
from tests.storing import NOON, a_proposal, a_source, about, record, show

ZONE = ZoneInfo("Europe/Copenhagen")
ENGINE = "whoosh"


def url(folder: Path) -> str:
    return f"sqlite:///{folder / 'hub.db'}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(url(tmp_path)) as opened:
        opened.sources.apply([a_source(publisher="Forlaget")], NOON)
        add(opened, "1", "2", "3")
        yield opened


@pytest.fixture
def index(store: Store, tmp_path: Path) -> Iterator[Index]:
    opened = make(store, tmp_path)
    yield opened
    opened.close()


def make(store: Store, folder: Path, engine: str = ENGINE, version: str = "plain-1") -> Index:
    return Index(store, folder / "index", engine, PlainWords(version), ZONE)


def add(store: Store, *entries: str, title: str = "vind") -> None:
    record(store, *(a_proposal(n, digest=f"{n}{title}", title=f"{title} {n}") for n in entries))
    show(store, *(f"id-{n}" for n in entries))


def titled(engine: Engine, word: str) -> list[str]:
    found = engine.find(Plan(Term("title_main", word), limit=1000))
    return sorted(hit.key for hit in found.hits)


def folders(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "index").iterdir() if path.is_dir())


def assert_equal(store: Store, index: Index, folder: Path) -> None:
    """The index holds what the store shows, is the only one, and is followed."""
    assert sorted(index.reader().keys()) == sorted(store.items.ids())
    assert titled(index.reader(), "vind") == sorted(store.items.ids())
    assert folders(folder) == list(store.pending.registered())
    assert (folder / "index" / CURRENT).read_text() == folders(folder)[0]
    assert store.pending.count(folders(folder)[0]) == 0
    assert index.needs_rebuild() is None


# --- following ---------------------------------------------------------------------------------


def test_before_the_first_sync_there_is_nothing_to_ask(index: Index) -> None:
    assert not index.ready()
    assert index.needs_rebuild() == "missing"
    with pytest.raises(IndexBroken, match="hub index"):
        index.reader()


@pytest.mark.parametrize("engine", ["memory", "whoosh"])
def test_the_first_sync_makes_the_index(store: Store, tmp_path: Path, engine: str) -> None:
    index = make(store, tmp_path, engine)
    told: list[Progress] = []
    assert index.sync(told.append) == 3
    assert index.ready()
    assert_equal(store, index, tmp_path)
    assert [(one.phase, one.done, one.total) for one in told] == [("index", 3, 3)]
    found = index.reader().find(Plan(Everything(), facets=("publisher",)))
    assert found.facets["publisher"] == (("Forlaget", 3),)
    index.close()


def test_changes_are_taken_up(store: Store, index: Index, tmp_path: Path) -> None:
    index.sync()
    assert index.sync() == 0
    add(store, "4")
    add(store, "2", title="vind og regn")
    assert index.sync(limit=1) == 2
    assert titled(index.reader(), "regn") == ["id-2"]
    assert_equal(store, index, tmp_path)


def test_what_is_not_shown_or_removed_leaves_the_index(
    store: Store, index: Index, tmp_path: Path
) -> None:
    index.sync()
    store.themes.assign("id-1", (), visible=False)
    store.items.remove("id-2", "på anmodning", NOON)
    index.sync()
    assert list(index.reader().keys()) == ["id-3"]
    assert_equal(store, index, tmp_path)
    index.rebuild()
    assert_equal(store, index, tmp_path)


def test_a_new_theme_changes_the_counts(store: Store, index: Index) -> None:
    index.sync()
    show(store, "id-1", themes=(about("ips"),))
    index.sync()
    found = index.reader().find(Plan(Everything(), facets=("theme",)))
    assert found.facets["theme"] == (("ips", 1),)


# --- rebuilding --------------------------------------------------------------------------------


def test_a_reader_elsewhere_notices_commits_and_switches(
    store: Store, index: Index, tmp_path: Path
) -> None:
    index.sync()
    elsewhere = make(store, tmp_path)
    before = elsewhere.reader()
    assert before.count() == 3
    add(store, "4")
    index.sync()
    assert elsewhere.reader() is before
    assert before.count() == 4
    index.rebuild()
    add(store, "5")
    index.sync()
    assert before.count() == 4  # who is still asking the old one is answered
    assert elsewhere.reader().count() == 5
    elsewhere.close()


def test_another_analysis_serves_on_until_it_is_rebuilt(
    store: Store, index: Index, tmp_path: Path
) -> None:
    index.sync()
    newer = make(store, tmp_path, version="plain-2")
    assert newer.needs_rebuild() == "analysis"
    assert newer.ready()
    assert newer.reader().count() == 3
    assert newer.sync() == 3
    assert_equal(store, newer, tmp_path)
    newer.close()


def test_another_engine_is_built_and_takes_over(store: Store, index: Index, tmp_path: Path) -> None:
    index.sync()
    other = make(store, tmp_path, engine="memory")
    assert other.needs_rebuild() == "engine"
    assert other.reader().name == "whoosh"
    other.sync()
    assert other.reader().name == "memory"
    assert_equal(store, other, tmp_path)
    other.close()


def break_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text("{")


def break_files(folder: Path) -> None:
    for path in folder.glob("MAIN_*"):
        path.write_bytes(path.read_bytes()[:100])


def lose_files(folder: Path) -> None:
    for path in folder.glob("_MAIN*"):
        path.unlink()


def lose_the_folder(folder: Path) -> None:
    folder.rename(folder.parent.parent / "elsewhere")


def scribble_on_current(folder: Path) -> None:
    (folder.parent / CURRENT).write_bytes(b"\xff\x00")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh's files
@pytest.mark.parametrize(
    "damage", [break_manifest, break_files, lose_files, lose_the_folder, scribble_on_current]
)
def test_a_damaged_index_is_rebuilt_by_itself(
    store: Store, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    first = make(store, tmp_path)
    first.sync()
    first.close()
    damage(tmp_path / "index" / folders(tmp_path)[0])
    index = make(store, tmp_path)
    assert index.needs_rebuild() == ("missing" if damage is scribble_on_current else "broken")
    assert index.sync() == 3
    assert_equal(store, index, tmp_path)
    index.close()


def test_a_lost_index_root_is_made_anew(store: Store, tmp_path: Path) -> None:
    first = make(store, tmp_path)
    first.sync()
    first.close()
    (tmp_path / "index").rename(tmp_path / "elsewhere")
    index = make(store, tmp_path)
    index.sync()
    assert_equal(store, index, tmp_path)
    index.close()


def test_after_a_restore_the_index_is_made_anew(tmp_path: Path) -> None:
    store = open_store(url(tmp_path))
    store.sources.apply([a_source()], NOON)
    add(store, "1")
    first = make(store, tmp_path)
    first.sync()
    store.backup(tmp_path / "backup.db")
    add(store, "2")
    first.sync()
    first.close()
    store.close()
    restore(tmp_path / "backup.db", url(tmp_path))
    with open_store(url(tmp_path)) as again:
        index = make(again, tmp_path)
        assert index.needs_rebuild() == "restored"
        index.sync()
        assert list(index.reader().keys()) == ["id-1"]
        index.close()


def test_one_writer_at_a_time(store: Store, index: Index, tmp_path: Path) -> None:
    index.sync()
    with exclusive(tmp_path / "index" / "lock"):
        for write in (index.sync, index.rebuild, index.tidy):
            with pytest.raises(IndexBusy):
                write()
        assert index.reader().count() == 3
    index.tidy()


def test_followers_of_others_are_left_alone(store: Store, index: Index, tmp_path: Path) -> None:
    store.pending.register("themes")
    store.pending.register("whoosh-00000000")
    index.sync()
    index.rebuild()
    assert set(store.pending.registered()) == {"themes", "whoosh-00000000", *folders(tmp_path)}


def test_a_folder_that_cannot_be_made_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("in the way")
    index = make(store, tmp_path)
    with pytest.raises(EngineError):
        index.sync()


def test_an_engine_that_is_not_there_is_told(store: Store, tmp_path: Path) -> None:
    index = make(store, tmp_path, engine="sphinx")
    with pytest.raises(EngineError, match="no engine 'sphinx'"):
        index.sync()
    index.close()


# --- killed ------------------------------------------------------------------------------------


class Killer:
    """Kills its process when it is told of `point` for the `times`-th time."""

    def __init__(self, point: str, times: int) -> None:
        self._point = point
        self._left = times

    def __call__(self, point: str) -> None:
        self._left -= point == self._point
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def work(folder: Path, point: str, times: int, rebuild: bool) -> None:
    with open_store(url(folder)) as store:
        killer = Killer(point, times)
        index = Index(store, folder / "index", ENGINE, PlainWords(), ZONE, step=killer)
        if rebuild:
            index.rebuild()
        else:
            index.sync(limit=2)
        index.close()


def killed(folder: Path, point: str, times: int, *, rebuild: bool = False) -> None:
    child = get_context("spawn").Process(target=work, args=(folder, point, times, rebuild))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL


@pytest.mark.parametrize(("point", "times"), [("put", 2), ("committed", 1), ("settled", 1)])
def test_killed_while_following(store: Store, tmp_path: Path, point: str, times: int) -> None:
    first = make(store, tmp_path)
    first.sync()
    first.close()
    add(store, "4", "5")
    add(store, "2", title="vind og regn")
    store.items.remove("id-3", "på anmodning", NOON)
    killed(tmp_path, point, times)
    index = make(store, tmp_path)
    index.sync()
    assert titled(index.reader(), "regn") == ["id-2"]
    assert_equal(store, index, tmp_path)
    index.close()


@pytest.mark.parametrize(
    ("point", "had_one"),
    [
        ("begun", False),
        ("filled", False),
        ("switched", False),
        ("begun", True),
        ("committed", True),
        ("settled", True),
        ("filled", True),
        ("switched", True),
        ("dropped", True),
    ],
)
def test_killed_while_rebuilding(store: Store, tmp_path: Path, point: str, had_one: bool) -> None:
    if had_one:
        first = make(store, tmp_path)
        first.sync()
        first.close()
        add(store, "4")
    killed(tmp_path, point, 1, rebuild=True)
    index = make(store, tmp_path)
    if had_one:
        assert index.reader().count() in (3, 4)  # the old one serves on, or the new one is whole
    index.sync()
    assert_equal(store, index, tmp_path)
    index.close()


def test_half_made_folders_are_swept(store: Store, index: Index, tmp_path: Path) -> None:
    index.sync()
    (tmp_path / "index" / "whoosh-0123abcd").mkdir()
    index.sync()
    assert_equal(store, index, tmp_path)
    assert Places(tmp_path / "index").others() == []
