"""From one engine to another: the live index answers while the other is built beside it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hub.store import Store, open_store
from indexer.engines.port import Plan, Term
from indexer.sync import Index
from tests.plain_words import PlainWords
from tests.storing import NOON, a_proposal, a_source, record, show

ZONE = ZoneInfo("Europe/Copenhagen")
ALL = ["id-1", "id-2", "id-3"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source()], NOON)
        record(opened, *(a_proposal(n, digest=n, title=f"vind {n}") for n in "123"))
        show(opened, *ALL)
        yield opened


def made(
    store: Store, folder: Path, engine: str, step: Callable[[str], None] = lambda _: None
) -> Index:
    return Index(store, folder / "index", engine, PlainWords(), ZONE, step=step)


def answered(index: Index) -> tuple[str, list[str]]:
    """Which engine answers, and what."""
    engine = index.reader()
    found = engine.find(Plan(Term("title_main", "vind")))
    return engine.name, sorted(hit.key for hit in found.hits)


@pytest.mark.parametrize(("before", "after"), [("whoosh", "tantivy"), ("tantivy", "whoosh")])
def test_the_live_index_answers_until_the_other_is_ready(
    store: Store, tmp_path: Path, before: str, after: str
) -> None:
    site = made(store, tmp_path, before)
    site.sync()
    told: list[tuple[str, str, list[str]]] = []
    worker = made(store, tmp_path, after, lambda step: told.append((step, *answered(site))))
    assert worker.needs_rebuild() == "engine"
    assert worker.sync() == 3
    at = [step for step, _, _ in told].index("switched")
    assert {name for _, name, _ in told[:at]} == {before}
    assert {name for _, name, _ in told[at:]} == {after}
    assert at > 2
    assert all(found == ALL for _, _, found in told)
    assert (worker.needs_rebuild(), answered(worker)) == (None, (after, ALL))
    site.close()
    worker.close()


def _rot(folder: Path) -> None:
    for path in folder.glob("*.store"):
        content = path.read_bytes()
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:])


def _lose(folder: Path) -> None:
    for path in folder.glob("*.term"):
        path.unlink()


def _forget(folder: Path) -> None:
    (folder / "meta.json").unlink()


def _lose_windows(folder: Path) -> None:
    (folder / "windows").rename(folder.parent.parent / "elsewhere")


@pytest.mark.parametrize("damage", [_rot, _lose, _forget, _lose_windows])
def test_a_damaged_tantivy_index_is_made_anew(
    store: Store, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    first = made(store, tmp_path, "tantivy")
    first.sync()
    first.close()
    (folder,) = (tmp_path / "index").glob("tantivy-*")
    damage(folder)
    index = made(store, tmp_path, "tantivy")
    assert index.sync() == 3
    assert answered(index) == ("tantivy", ALL)
    assert not folder.exists()
    index.close()
