"""What only the Whoosh engine does: segments, and what a killed writer leaves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.engines.port import Adjacent, Document, Everything, Plan, Term
from indexer.engines.whoosh import WhooshEngine
from indexer.engines.whoosh_merging import MOST_SEGMENTS, TIDY_SEGMENTS


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    opened = WhooshEngine(tmp_path, writable=True)
    yield opened
    opened.close()


def segments(folder: Path) -> int:
    return len(list(folder.glob("*.trm")))


def put(engine: WhooshEngine, first: int, many: int) -> None:
    numbers = range(first, first + many)
    engine.put([Document(f"{n:03}", {"body_main": f"vind i sejl{n}"}) for n in numbers])


def test_segments_are_bounded_and_the_big_one_is_left_alone(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    put(engine, 0, 300)
    (big,) = tmp_path.glob("*.trm")
    for n in range(MOST_SEGMENTS + 10):
        put(engine, 300 + n, 1)
        assert segments(tmp_path) <= MOST_SEGMENTS
    assert big.exists()
    found = engine.find(Plan(Adjacent("body_main", ("vind", "i")), limit=0))
    assert found.total == 300 + MOST_SEGMENTS + 10


def test_tidying_leaves_few_segments_and_big_ones_alone(
    engine: WhooshEngine, tmp_path: Path
) -> None:
    put(engine, 0, 300)
    (big,) = tmp_path.glob("*.trm")
    for n in range(MOST_SEGMENTS - 2):
        put(engine, 300 + n, 1)
    assert segments(tmp_path) == MOST_SEGMENTS - 1
    engine.tidy()
    assert (segments(tmp_path), big.exists()) == (TIDY_SEGMENTS, True)
    assert engine.count() == 300 + MOST_SEGMENTS - 2


def test_tidying_forgets_what_was_removed(engine: WhooshEngine, tmp_path: Path) -> None:
    put(engine, 0, 20)
    engine.put([], remove=[f"{n:03}" for n in range(1, 20)])
    engine.tidy()
    assert [word for word, _ in engine.words("body_main", "sejl")] == ["sejl0"]
    engine.put([], remove=["000"])
    engine.tidy()
    assert segments(tmp_path) == 0
    assert engine.find(Plan(Everything())).total == 0


def test_what_a_killed_writer_left_is_cleared(engine: WhooshEngine, tmp_path: Path) -> None:
    (tmp_path / "MAIN.tmp").mkdir()
    (tmp_path / "MAIN.tmp" / "x.run").write_bytes(b"half")
    (tmp_path / "MAIN_0123456789abcdef.trm").write_bytes(b"half")
    put(engine, 0, 1)
    assert not list(tmp_path.glob("MAIN_0123*"))
    assert not (tmp_path / "MAIN.tmp" / "x.run").exists()
    assert engine.find(Plan(Term("body_main", "vind"))).total == 1
