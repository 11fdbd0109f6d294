"""What only the Tantivy engine does: two indexes, a killed writer, files that rot, threads."""

import os
import random
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

import pytest

from hub.errors import IndexBroken
from indexer.engines.port import (
    MOST_WORDS,
    Adjacent,
    Also,
    AtLeast,
    Best,
    Clause,
    Document,
    Either,
    Engine,
    Every,
    Everything,
    FoundWindow,
    Plan,
    Starts,
    Term,
    Window,
    every,
)
from indexer.engines.tantivy import WINDOWS, TantivyEngine
from indexer.engines.tantivy_fields import (
    MARK,
    Row,
    decoded,
    encoded,
    item_row,
    items,
    rank,
    window_rows,
    windows,
)
from indexer.engines.tantivy_folder import Folder
from indexer.engines.whoosh import WhooshEngine
from tests.small_engines import body, document, keys, windowed


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[TantivyEngine]:
    opened = TantivyEngine(tmp_path, writable=True)
    yield opened
    opened.close()


# --- text --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "æ", "\ud800", f"a{MARK}d800", f"{MARK}\udfff{MARK}"])
def test_any_text_can_be_held_and_read_again(text: str) -> None:
    encoded(text).encode()
    assert decoded(encoded(text)) == text


def test_ranks_order_as_keys_do() -> None:
    ordered = ["", "\0", "a", "ab", "b", "é", "🦊"]
    assert sorted(ordered, key=rank) == ordered
    assert rank("samebeginning1") == rank("samebeginning2")


def test_keys_that_begin_the_same_are_ordered_to_their_end(engine: TantivyEngine) -> None:
    names = [f"samebeginning{n}" for n in (3, 1, 2)]
    for name in names:
        engine.put([document(name, "vind")])
    assert keys(engine, body("vind")) == sorted(names)
    assert keys(engine, Everything()) == sorted(names)


def test_many_that_tie_come_page_by_page(engine: TantivyEngine) -> None:
    names = [f"{n * 7919 % 1000:03}" for n in range(400)]
    engine.put([document(name, "vind") for name in names[:300]])
    engine.put([document(name, "vind") for name in names[300:]])
    pages = [engine.find(Plan(body("vind"), offset=at, limit=90)) for at in range(0, 400, 90)]
    assert [hit.key for page in pages for hit in page.hits] == sorted(names)


def test_a_phrase_whose_last_word_could_be_many(engine: TantivyEngine) -> None:
    many = " ".join(f"tro ord{n:04}" for n in range(MOST_WORDS + 5))
    engine.put([document("a", many), document("b", f"ord{MOST_WORDS + 2} tro på")])
    assert keys(engine, Adjacent("body_main", ("tro", "ord"), prefix_last=True)) == ["a"]
    assert keys(engine, Adjacent("body_main", ("tro", "p"), prefix_last=True)) == ["b"]


def test_more_facet_values_than_one_answer_holds(engine: TantivyEngine) -> None:
    facets = {"person": 40_000, "source": 30_000}
    many = [
        Document(f"{n:05}", {}, {name: (f"{name} {n % most}",) for name, most in facets.items()})
        for n in range(40_000)
    ]
    engine.put(many)
    for _ in range(2):
        found = engine.find(Plan(Everything(), facets=("person", "source"), limit=1))
        assert {name: len(counts) for name, counts in found.facets.items()} == facets
        assert found.facets["source"][0] == ("source 0", 2)


# --- killed, rotten ----------------------------------------------------------------------------


def _killed_writing(folder: Path) -> None:
    def rows() -> Iterator[Row]:
        for n in range(2000):
            yield item_row(document(f"n{n}", f"vind ord{n} " * 50))
        os.kill(os.getpid(), signal.SIGKILL)

    Folder(folder, items()).write(rows(), ["a"])


def test_what_a_killed_writer_left_is_no_part_of_the_index(
    engine: TantivyEngine, tmp_path: Path
) -> None:
    engine.put([document("a", "vind")])
    child = get_context("spawn").Process(target=_killed_writing, args=(tmp_path,))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    again = TantivyEngine(tmp_path, writable=True)
    assert list(again.keys()) == ["a"]
    again.put([document("b", "sol")])
    assert sorted(engine.keys()) == ["a", "b"]
    again.close()


def test_killed_between_the_two_commits_is_harmless(engine: TantivyEngine, tmp_path: Path) -> None:
    engine.put([windowed("a", "vind", "sol"), windowed("b", "sne")])
    newer = windowed("a", "regn", "vind", "sol")
    Folder(tmp_path / WINDOWS, windows()).write(window_rows(newer), ["a", "b"])
    assert sorted(engine.keys()) == ["a", "b"]
    assert keys(engine, body("regn")) == []
    assert [where.start for where in engine.windows(body("sol"), ["a", "b"], 9)["a"]] == [200]
    engine.put([newer], remove=["b"])
    assert (keys(engine, body("regn")), engine.count()) == (["a"], 1)
    assert [where.start for where in engine.windows(body("sol"), ["a", "b"], 9)["a"]] == [200]


def test_a_byte_that_went_wrong_is_noticed(engine: TantivyEngine, tmp_path: Path) -> None:
    engine.put([windowed(f"{n}", f"vind ord{n} i sejlene") for n in range(50)])
    engine.put([], remove=["7"])
    engine.close()
    TantivyEngine(tmp_path, writable=True).close()
    files = [path for path in tmp_path.rglob("*.*") if len(path.stem) >= 32]
    assert {path.suffix for path in files} >= {".idx", ".pos", ".term", ".fast", ".store", ".del"}
    for path in files:
        whole = path.read_bytes()
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
        with pytest.raises(IndexBroken, match="hub index --rebuild"):
            TantivyEngine(tmp_path, writable=True)
        path.write_bytes(whole)


def test_an_index_of_windows_that_is_gone_is_noticed(engine: TantivyEngine, tmp_path: Path) -> None:
    engine.put([windowed("a", "vind")])
    engine.close()
    (tmp_path / WINDOWS).rename(tmp_path.parent / "elsewhere")
    for writable in (True, False):
        with pytest.raises(IndexBroken, match="hub index --rebuild"):
            TantivyEngine(tmp_path, writable=writable)


# --- beside others -----------------------------------------------------------------------------


def test_several_threads_ask_while_one_puts(engine: TantivyEngine) -> None:
    engine.put([document("0", "vind")])
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(keys, engine, body("vind")) for _ in range(40)]
        for n in range(1, 6):
            engine.put([document(str(n), "vind")])
            asked += [pool.submit(keys, engine, body("vind")) for _ in range(10)]
        found = [one.result() for one in asked]
    whole = [str(n) for n in range(6)]
    assert all(some == whole[: len(some)] for some in found)
    assert keys(engine, body("vind")) == whole


FIELDS = (("title_main", 3.0), ("title_exact", 1.5), ("body_main", 1.0), ("body_wide", 0.4))


def _word(word: str) -> Clause:
    return Best(tuple(Term(field, word, boost) for field, boost in FIELDS))


def _asked(*words: str) -> Clause:
    """As people's words are asked: most of them, in any field, better side by side."""
    clauses = tuple(map(_word, words))
    found = every(clauses) if len(words) < 3 else AtLeast(len(words) * 2 // 3, clauses)
    return Also(found, Adjacent("body_main", words, boost=0.5)) if len(words) > 1 else found


def _collection() -> Iterator[Document]:
    """Texts of which few words make up most, as in any language."""
    drawn = random.Random(7)
    words = [f"o{n}" for n in range(3000)]
    weights = list(accumulate((n + 4) ** -1.15 for n in range(1, len(words) + 1)))
    for n in range(1500):
        title, text = (
            " ".join(drawn.choices(words, cum_weights=weights, k=many))
            for many in (drawn.randrange(3, 12), drawn.randrange(30, 300))
        )
        yield Document(
            f"{n * 7919 % 10007:05}",
            {"title_main": title, "title_exact": title, "body_main": text, "body_wide": text},
            {"kind": (drawn.choice("xyz"),), "theme": tuple(drawn.sample("abcde", 2))},
            date=drawn.randrange(500),
            windows=(Window(0, 9, {"body_main": text[: len(text) // 2]}),),
        )


def test_it_agrees_with_whoosh(engine: TantivyEngine, tmp_path: Path) -> None:
    """Tantivy keeps lengths in 256 steps, so scores differ by a hair, and now and then a place."""
    other = WhooshEngine(tmp_path / "whoosh", writable=True)
    documents = list(_collection())
    for one in (engine, other):
        one.put(documents)
    drawn = random.Random(8)
    words = [f"o{n}" for n in range(3, 400)]
    clauses: list[Clause] = [_asked(*drawn.sample(words, many)) for many in [1, 2, 2, 3, 5, 6] * 8]
    clauses += [Either(tuple(_word(word) for word in drawn.sample(words, 5))) for _ in range(5)]
    clauses += [Every((_word("o9"), Starts("body_main", f"o{n}"))) for n in (15, 27, 33, 48)]
    clauses += [Adjacent("body_main", (f"o{n}", f"o{n - 1}")) for n in range(1, 9)]
    overlaps = [_overlap(clause, engine, other) for clause in clauses]
    assert sum(overlaps) / len(overlaps) >= 0.9
    other.close()


def _overlap(clause: Clause, one: Engine, other: Engine) -> float:
    """Which part of the first ten both find, after all that must be equal is."""
    plan = Plan(clause, {"kind": ("x", "y")}, ("kind", "theme"), limit=10)
    found, expected = one.find(plan), other.find(plan)
    assert (found.total, found.facets) == (expected.total, expected.facets)
    first, second = ({hit.key for hit in each.hits} for each in (found, expected))
    assert one.matching([clause], sorted(first)) == other.matching([clause], sorted(first))
    return len(first & second) / max(len(first), 1)


def test_the_best_windows_are_found(engine: TantivyEngine) -> None:
    engine.put([windowed("a", "vind og sol", "vind vind", "sne"), windowed("b", "sol")])
    found = engine.windows(body("vind"), ["a", "b", "never seen"], 1)
    assert [(key, [one.start for one in some]) for key, some in found.items()] == [("a", [100])]
    assert all(isinstance(one, FoundWindow) for one in found["a"])
