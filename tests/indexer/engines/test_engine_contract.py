"""What every engine promises of putting and matching, asked of each."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hub.errors import EngineError
from indexer.engines.port import (
    MOST_WORDS,
    Adjacent,
    Also,
    AtLeast,
    Best,
    Between,
    But,
    Clause,
    Document,
    Either,
    Engine,
    Every,
    Everything,
    Found,
    Keys,
    Plan,
    Starts,
    Term,
    Value,
)
from tests.small_engines import SMALL, body, document, keys

# --- putting -----------------------------------------------------------------------------------


def test_an_empty_index_finds_nothing(engine: Engine) -> None:
    assert engine.find(Plan(Everything(), facets=("kind",))) == Found(0, (), {"kind": ()})
    assert (engine.count(), list(engine.keys()), list(engine.words("body_main"))) == (0, [], [])


def test_what_is_put_is_found(engine: Engine) -> None:
    engine.put(SMALL)
    assert keys(engine, body("sol")) == ["c"]
    assert engine.count() == 3
    assert sorted(engine.keys()) == ["a", "b", "c"]


def test_putting_again_replaces(engine: Engine) -> None:
    engine.put([document("1", "gammel titel", kind="episode")])
    engine.put([document("1", "ny titel", kind="issue")])
    assert (keys(engine, body("gammel")), keys(engine, body("ny"))) == ([], ["1"])
    assert engine.find(Plan(Everything(), facets=("kind",))).facets["kind"] == (("issue", 1),)


def test_of_a_key_put_twice_in_a_batch_the_last_counts(engine: Engine) -> None:
    engine.put([document("1", "først"), document("1", "sidst")])
    assert (engine.count(), keys(engine, body("sidst"))) == (1, ["1"])


def test_removing(engine: Engine) -> None:
    engine.put(SMALL)
    engine.put([], remove=["a", "never seen"])
    assert keys(engine, body("vind")) == ["b"]
    assert engine.count() == 2


def test_putting_wins_over_removing_in_one_batch(engine: Engine) -> None:
    engine.put(SMALL)
    engine.put([document("a", "sne")], remove=["a", "b"])
    assert sorted(engine.keys()) == ["a", "c"]
    assert keys(engine, body("sne")) == ["a"]


def test_many_small_commits_stay_one_index(engine: Engine) -> None:
    for n in range(80):
        engine.put([document(f"{n:02}", f"vind nr{n}")], remove=[f"{n - 5:02}"] if n % 4 else ())
    alive = [f"{n:02}" for n in range(80) if (n + 5) % 4 == 0 or n + 5 >= 80]
    assert sorted(engine.keys()) == alive
    assert sorted(keys(engine, body("vind"))) == alive
    engine.tidy()
    assert sorted(keys(engine, body("vind"))) == alive
    assert dict(engine.words("body_main"))["vind"] >= len(alive)


def test_an_error_of_the_giver_changes_nothing(engine: Engine) -> None:
    def failing() -> Iterator[Document]:
        yield SMALL[0]
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        engine.put(failing())
    assert engine.count() == 0
    engine.put(SMALL)
    assert engine.count() == 3


# --- matching ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (body("vind"), "ab"),
        (Term("title_main", "vind"), "c"),
        (Every((body("vind"), body("regn"))), "b"),
        (Either((body("regn"), body("sol"))), "bc"),
        (Best((body("regn"), body("sol"))), "bc"),
        (But(body("vind"), body("regn")), "a"),
        (AtLeast(2, (body("vind"), body("i"), body("sol"))), "a"),
        (AtLeast(0, (body("sol"),)), "abc"),
        (AtLeast(2, (body("sol"),)), ""),
        (Everything(), "abc"),
        (Value("kind", "episode"), "ac"),
        (Starts("body_main", "s"), "ac"),
        (Starts("body_main", "x"), ""),
        (Adjacent("body_main", ("vind", "i")), "a"),
        (Adjacent("body_main", ("i", "vind")), ""),
        (Adjacent("body_main", ("og", "vind")), "b"),
        (Adjacent("body_main", ("og", "regn", "og")), "b"),
        (Adjacent("body_main", ("vind", "i", "se"), prefix_last=True), "a"),
        (Adjacent("body_main", ("s",), prefix_last=True), "ac"),
        (Every(()), "abc"),
        (Either(()), ""),
        (Best(()), ""),
        (Adjacent("body_main", ()), ""),
        (Term("no such field", "vind"), ""),
        (Starts("no such field", "v"), ""),
        (Adjacent("no such field", ("vind", "i")), ""),
        (Value("no such facet", "episode"), ""),
        (Also(body("vind"), body("regn")), "ab"),
        (Also(body("snow"), body("vind")), ""),
        (Keys(("c", "a", "a", "never seen")), "ac"),
        (Keys(()), ""),
        (Between(), ""),
    ],
)
def test_clauses(engine: Engine, clause: Clause, expected: str) -> None:
    engine.put(SMALL)
    assert sorted(keys(engine, clause)) == list(expected)


def test_stop_words_in_a_phrase_count(engine: Engine) -> None:
    engine.put([document("1", "tro på den jobchance"), document("2", "tro den på jobchance")])
    assert keys(engine, Adjacent("body_main", ("tro", "på", "den"))) == ["1"]


def test_a_prefix_stands_for_a_bounded_number_of_words(engine: Engine) -> None:
    many = " ".join(f"ord{n:04}" for n in range(MOST_WORDS))
    engine.put([document("a", many), document("b", f"{many} ordz")])
    engine.put([document("c", "ordz"), document("d", "ordz"), document("e", "ordå")])
    assert sorted(keys(engine, Starts("body_main", "ord"))) == ["a", "b", "c", "d"]


def test_boosts_and_the_best_of_forms_order(engine: Engine) -> None:
    engine.put([document("1", "vind x", title_main="y"), document("2", "x y", title_main="vind")])
    title, main = Term("title_main", "vind", boost=3.0), Term("body_main", "vind")
    assert keys(engine, Either((title, main))) == ["2", "1"]
    assert keys(engine, Best((replace(title, boost=0.1), main))) == ["1", "2"]


def test_what_also_matches_is_worth_more(engine: Engine) -> None:
    engine.put([document(key, "vind x", kind=kind) for key, kind in zip("abc", "xyx", strict=True)])
    plain = scores(engine, body("vind"))
    more = scores(engine, Also(body("vind"), Value("kind", "y", boost=2.0)))
    assert more == pytest.approx({**plain, "b": plain["b"] + 2.0})


def test_values_and_keys_are_worth_their_boost(engine: Engine) -> None:
    engine.put(SMALL)
    episodes, two = Value("kind", "episode", boost=1.5), Keys(("a", "b"), boost=0.25)
    assert scores(engine, Either((episodes, two))) == pytest.approx(
        {"a": 1.75, "b": 0.25, "c": 1.5}
    )
    assert scores(engine, Value("kind", "episode")) == {"a": 0.0, "c": 0.0}
    assert scores(engine, Keys(("b",))) == {"b": 0.0}


def test_between_dates(engine: Engine) -> None:
    dates = {"a": 10, "b": 20, "c": 30, "d": None, "e": -5, "f": 0}
    engine.put([replace(document(key, "vind"), date=date) for key, date in dates.items()])

    def found(low: int | None, high: int | None) -> str:
        return "".join(sorted(keys(engine, Between(low, high))))

    assert (found(10, 30), found(20, None), found(None, 20)) == ("ab", "bc", "aef")
    assert (found(None, None), found(20, 20), found(31, 10)) == ("abcef", "", "")
    assert found(-5, 1) == "ef"
    assert set(scores(engine, Between(0, 100)).values()) == {0.0}


def scores(engine: Engine, clause: Clause) -> dict[str, float]:
    return {hit.key: hit.score for hit in engine.find(Plan(clause)).hits}


# --- odd input ---------------------------------------------------------------------------------


def test_odd_tokens_are_tokens(engine: Engine) -> None:
    odd = ["(", '"', "a\x00b", "*", "AND", "\ud800", "🦊", "å" * 20_000]
    engine.put([document("1", " ".join(odd)), document("\x00 (", "vind")])
    for token in odd:
        assert keys(engine, body(token)) == ["1"]
    assert keys(engine, Adjacent("body_main", tuple(odd))) == ["1"]
    assert keys(engine, body("vind")) == ["\x00 ("]
    assert [keys(engine, body(token)) for token in ("", "to ord", "\n")] == [[], [], []]
    assert keys(engine, Starts("body_main", "")) == ["1", "\x00 ("] or engine.count() == 2


def test_a_document_without_text(engine: Engine) -> None:
    engine.put([Document("1", {}), Document("2", {"body_main": " \n "}), Document("", {"x": "y"})])
    assert keys(engine, Everything()) == ["", "1", "2"]


def test_ten_thousand_clauses(engine: Engine) -> None:
    engine.put(SMALL)
    many = tuple(body(f"ord{n}") for n in range(10_000))
    assert keys(engine, Either((*many, body("sol")))) == ["c"]
    assert keys(engine, Every((*many, body("sol")))) == []
    assert keys(engine, AtLeast(1, (*many, body("sol")))) == ["c"]


def test_nested_too_deeply_is_an_error_of_ours(engine: Engine) -> None:
    engine.put(SMALL)
    deep: Clause = body("vind")
    for _ in range(20_000):
        deep = Every((deep,))
    with pytest.raises(EngineError, match="simpler"):
        engine.find(Plan(deep))


@pytest.mark.parametrize(
    ("offset", "limit"), [(99, 20), (-5, 2), (0, -1), (0, 0), (10**12, 10**12)]
)
def test_odd_pages(engine: Engine, offset: int, limit: int) -> None:
    engine.put(SMALL)
    found = engine.find(Plan(Everything(), offset=offset, limit=limit))
    assert found.total == 3
    assert len(found.hits) == (2 if limit == 2 else 0)
