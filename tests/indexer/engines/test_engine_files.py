"""What every engine promises of its folder: others see it, damage is told, nothing is lost."""

import gc
import resource
import shutil
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest

from hub.errors import EngineError, IndexBroken, IndexBusy
from indexer.engines import open_engine
from indexer.engines.port import FACET_FIELDS, Adjacent, Document, Engine, Everything, Plan
from tests.small_engines import SMALL, body, document, keys

LONG_AGO = 1_600_000_000_000_000


def test_readers_see_a_commit_without_opening_anew(name: str, tmp_path: Path) -> None:
    writer = open_engine(name, tmp_path / "index", writable=True)
    reader = open_engine(name, tmp_path / "index", writable=False)
    assert keys(reader, Everything()) == []
    for n in range(3):
        writer.put([document(str(n), "vind")])
        assert len(keys(reader, body("vind"))) == n + 1
    writer.tidy()
    assert len(keys(reader, body("vind"))) == 3
    writer.close()
    reader.close()


def test_what_is_put_stays(name: str, tmp_path: Path) -> None:
    plan = Plan(Everything(), facets=FACET_FIELDS, sort="newest")
    engine = open_engine(name, tmp_path / "index", writable=True)
    engine.put([replace(SMALL[0], date=LONG_AGO, added=LONG_AGO), *SMALL[1:]])
    before = engine.find(plan)
    engine.close()
    again = open_engine(name, tmp_path / "index", writable=True)
    assert again.find(plan) == before
    again.close()


def test_a_second_writer_is_told_to_wait(name: str, tmp_path: Path, engine: Engine) -> None:
    other = open_engine(name, tmp_path / "index", writable=True)

    def slowly() -> Iterator[Document]:
        yield SMALL[0]
        with pytest.raises(IndexBusy):
            other.put([SMALL[1]])

    engine.put(slowly())
    other.put([SMALL[2]])
    assert sorted(engine.keys()) == ["a", "c"]
    other.close()


def test_a_reader_writes_nothing(name: str, tmp_path: Path, engine: Engine) -> None:
    reader = open_engine(name, tmp_path / "index", writable=False)
    with pytest.raises(EngineError, match="reading only"):
        reader.put(SMALL)
    reader.close()


def test_where_there_is_no_index_it_is_broken(name: str, tmp_path: Path) -> None:
    with pytest.raises(IndexBroken, match="rebuild"):
        open_engine(name, tmp_path / "nothing", writable=False)
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexBroken, match="rebuild"):
        open_engine(name, tmp_path / "empty", writable=False)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh's files
@pytest.mark.parametrize("damage", ["cut", "zeros", "noise", "emptied"])
def test_damaged_files_are_noticed_or_harmless(name: str, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "index"
    engine = open_engine(name, folder, writable=True)
    engine.put([document(f"{n}", f"vind ord{n} i sejlene") for n in range(300)])
    engine.close()
    files = [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert files
    for at, path in enumerate(files):
        broken = tmp_path / f"broken{at}"
        shutil.copytree(folder, broken)
        _damage(broken / path.relative_to(folder), damage)
        with pytest.raises(IndexBroken, match="hub index --rebuild"):
            _use(name, broken)
    gc.collect()  # what Whoosh left open is noticed here, not in another test


def _damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    noise = bytes(n * 167 % 256 for n in range(len(content)))
    damaged = {
        "cut": content[: len(content) // 2],
        "zeros": bytes(len(content)),
        "noise": noise,
        "emptied": b"",
    }
    path.write_bytes(damaged[how])


def _use(name: str, folder: Path) -> None:
    engine = open_engine(name, folder, writable=False)
    try:
        engine.find(Plan(Adjacent("body_main", ("vind", "ord5")), facets=FACET_FIELDS))
        list(engine.words("body_main"))
    finally:
        engine.close()


def test_a_folder_that_cannot_be(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EngineError):
        open_engine(name, tmp_path / "file" / "index", writable=True).put(SMALL)


def _put_on_a_full_disk(name: str, folder: Path) -> None:
    engine = open_engine(name, folder, writable=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    many = [document(f"{n}", " ".join(f"ord{n * 7 + m}" for m in range(50))) for n in range(500)]
    try:
        engine.put(many)
    except IndexBroken:
        raise SystemExit(3) from None
    except EngineError as error:
        raise SystemExit(0 if "room" in str(error) else 2) from None
    raise SystemExit(1)


def test_a_full_disk_loses_nothing(name: str, tmp_path: Path, engine: Engine) -> None:
    engine.put(SMALL)
    child = get_context("spawn").Process(
        target=_put_on_a_full_disk, args=(name, tmp_path / "index")
    )
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert sorted(engine.keys()) == ["a", "b", "c"]
    engine.put([document("d", "sne")])
    assert keys(engine, body("sne")) == ["d"]


def test_unknown_engines_are_named() -> None:
    with pytest.raises(EngineError, match="memory, whoosh, tantivy"):
        open_engine("sphinx", None, writable=True)
    for needy in ("whoosh", "tantivy"):
        with pytest.raises(EngineError, match=f"{needy} needs a folder"):
            open_engine(needy, None, writable=True)
