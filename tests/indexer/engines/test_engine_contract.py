"""What every engine promises, asked of each; the memory engine says what is right."""

import gc
import resource
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.errors import EngineError, IndexBroken, IndexBusy
from indexer.engines import ENGINES, open_engine
from indexer.engines.port import (
    FACET_FIELDS,
    FADED,
    MOST_WORDS,
    TEXT_FIELDS,
    Adjacent,
    AtLeast,
    Best,
    But,
    Clause,
    Document,
    Either,
    Engine,
    Every,
    Everything,
    Found,
    Plan,
    Sort,
    Starts,
    Term,
    Value,
)

LONG_AGO = 1_600_000_000_000_000


def document(key: str, body: str, **more: str) -> Document:
    """A document with a body; `more` are text fields, or facets with one value."""
    text = {name: value for name, value in more.items() if name in TEXT_FIELDS}
    facets = {name: (value,) for name, value in more.items() if name in FACET_FIELDS}
    return Document(key, {"body_main": body, **text}, facets)


def body(token: str) -> Term:
    return Term("body_main", token)


def keys(engine: Engine, clause: Clause) -> list[str]:
    found = engine.find(Plan(clause, limit=1000))
    assert found.total == len(found.hits)
    return [hit.key for hit in found.hits]


@pytest.fixture(params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(name: str, tmp_path: Path) -> Iterator[Engine]:
    opened = open_engine(name, tmp_path / "index", writable=True)
    yield opened
    opened.close()


SMALL = (
    document("a", "vind i sejl", title_main="sejl", kind="episode", year="2024"),
    document("b", "vind og regn og vind", kind="publication", year="2024"),
    document("c", "sol", title_main="vind", kind="episode", year="2023"),
)


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


# --- filters, counts, order, pages -------------------------------------------------------------


def test_filters_are_or_within_a_facet_and_and_between(engine: Engine) -> None:
    engine.put(SMALL)

    def total(**filters: tuple[str, ...]) -> int:
        return engine.find(Plan(Everything(), filters)).total

    assert total(year=("2024",)) == 2
    assert total(year=("2024", "2023")) == 3
    assert total(year=("2024",), kind=("episode",)) == 1
    assert total(year=()) == 3
    assert total(nonsense=("x",)) == 0


def test_a_facets_counts_ignore_its_own_choice(engine: Engine) -> None:
    engine.put(SMALL)
    found = engine.find(
        Plan(Everything(), {"kind": ("episode",)}, facets=("kind", "year", "theme", "nonsense"))
    )
    assert found.facets == {
        "kind": (("episode", 2), ("publication", 1)),
        "year": (("2023", 1), ("2024", 1)),
        "theme": (),
        "nonsense": (),
    }


def test_what_is_hidden_comes_to_light_by_a_filter_of_its_facet(engine: Engine) -> None:
    engine.put(
        [
            document("a", "vind", kind="episode", year="2024"),
            document("b", "vind", kind="advert", year="2024"),
            document("c", "vind", kind="advert", year="2023"),
            document("d", "sol", kind="advert"),
        ]
    )
    hidden = {"kind": ("advert",)}

    def asked(**filters: tuple[str, ...]) -> Found:
        facets = ("kind", "year")
        return engine.find(Plan(body("vind"), filters, facets, hidden=hidden))

    plain = asked()
    assert [hit.key for hit in plain.hits] == ["a"]
    assert plain.total == 1
    assert plain.facets == {"kind": (("advert", 2), ("episode", 1)), "year": (("2024", 1),)}
    adverts = asked(kind=("advert",))
    assert sorted(hit.key for hit in adverts.hits) == ["b", "c"]
    assert adverts.facets["kind"] == plain.facets["kind"]
    assert asked(kind=("episode", "advert")).total == 3
    assert asked(kind=("episode",)).total == 1
    assert asked(year=("2023",)).total == 0
    assert asked(year=("2023",)).facets["kind"] == (("advert", 1),)


def test_what_has_ended_sinks_but_keeps_its_place_in_time(engine: Engine) -> None:
    twice = replace(document("over", "vind vind"), date=3, until=10)
    engine.put([twice, replace(document("later", "vind sol"), date=2, until=20)])
    engine.put([replace(document("never", "vind sol"), date=1)])

    def order(sort: Sort = "relevance", now: int | None = None) -> list[str]:
        plan = Plan(body("vind"), sort=sort, now=now)
        return [hit.key for hit in engine.find(plan).hits]

    assert order()[0] == "over"
    assert order(now=10)[0] == "over"
    assert order(now=11) == ["later", "never", "over"]
    assert order("newest", now=11) == ["over", "later", "never"]
    one, two = (engine.find(Plan(body("vind"), now=now)) for now in (None, 11))
    scores = {hit.key: hit.score for hit in one.hits}
    faded = {hit.key: hit.score for hit in two.hits}
    assert faded == {**scores, "over": scores["over"] * FADED}


def test_newest_and_oldest_put_undated_last_and_break_ties_by_key(engine: Engine) -> None:
    dates = {"a": 5, "b": None, "c": 7, "d": 5, "e": None, "f": -3}
    engine.put([replace(document(key, "vind"), date=date) for key, date in dates.items()])

    def order(sort: Sort) -> str:
        return "".join(hit.key for hit in engine.find(Plan(body("vind"), sort=sort)).hits)

    assert (order("newest"), order("oldest"), order("relevance")) == ("cadfbe", "fadcbe", "abcdef")


def test_pages_follow_each_other(engine: Engine) -> None:
    engine.put([document(f"{n:02}", "vind") for n in range(25)])
    pages = [engine.find(Plan(body("vind"), offset=at, limit=10)) for at in (0, 10, 20, 30)]
    assert [page.total for page in pages] == [25] * 4
    assert [len(page.hits) for page in pages] == [10, 10, 5, 0]
    assert [hit.key for page in pages for hit in page.hits] == [f"{n:02}" for n in range(25)]


def test_what_was_added_later_is_left_out(engine: Engine) -> None:
    engine.put([replace(document(str(n), "vind", kind="issue"), added=n) for n in range(5)])
    found = engine.find(Plan(body("vind"), added_upto=2, facets=("kind",)))
    assert (found.total, found.facets) == (3, {"kind": (("issue", 3),)})


def test_which_clauses_a_document_matches(engine: Engine) -> None:
    engine.put(SMALL)
    clauses = (body("regn"), Term("title_main", "sejl"), Adjacent("body_main", ("vind", "i")))
    matching = engine.matching(clauses, ["a", "b", "c", "never seen"])
    assert {key: sorted(which) for key, which in matching.items()} == {
        "a": [1, 2],
        "b": [0],
        "c": [],
    }


def test_words(engine: Engine) -> None:
    engine.put(SMALL)
    assert dict(engine.words("body_main", "s")) == {"sejl": 1, "sol": 1}
    assert dict(engine.words("title_main")) == {"sejl": 1, "vind": 1}
    assert list(engine.words("no such field")) == []


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


# --- files -------------------------------------------------------------------------------------


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
    files = [path for path in folder.iterdir() if path.stat().st_size]
    assert files
    for at, path in enumerate(files):
        broken = tmp_path / f"broken{at}"
        shutil.copytree(folder, broken)
        _damage(broken / path.name, damage)
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
    with pytest.raises(EngineError, match="later version"):
        open_engine("tantivy", None, writable=True)
    with pytest.raises(EngineError, match="memory, whoosh"):
        open_engine("sphinx", None, writable=True)
    with pytest.raises(EngineError, match="folder"):
        open_engine("whoosh", None, writable=True)


# --- every engine beside the reference ---------------------------------------------------------

TOKENS = st.sampled_from(["ab", "abc", "b", "på", "(", "ø"])
TEXTS = st.lists(TOKENS, max_size=6).map(" ".join)
FIELDS = st.sampled_from(TEXT_FIELDS)
VALUES = st.lists(st.sampled_from(["x", "y", "z"]), max_size=2).map(tuple)
FACETS = st.sampled_from(["kind", "theme", "year"])
DOCUMENTS = st.builds(
    Document,
    key=st.sampled_from("abcdefgh"),
    text=st.dictionaries(FIELDS, TEXTS, max_size=4),
    facets=st.dictionaries(FACETS, VALUES),
    date=st.none() | st.integers(-2, 2),
    added=st.integers(0, 3),
    until=st.none() | st.integers(0, 3),
)
BOOSTS = st.sampled_from([0.25, 1.0, 2.0])
LEAVES: st.SearchStrategy[Clause] = st.one_of(
    st.builds(Term, FIELDS, TOKENS, BOOSTS),
    st.builds(Starts, FIELDS, st.sampled_from(["", "a", "ab", "q"]), BOOSTS),
    st.builds(Adjacent, FIELDS, st.lists(TOKENS, max_size=3).map(tuple), st.booleans(), BOOSTS),
    st.builds(Value, FACETS, st.sampled_from(["x", "y"])),
    st.builds(Everything),
)


def _joined(inner: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Every, several),
        st.builds(Either, several),
        st.builds(Best, several),
        st.builds(AtLeast, st.integers(-1, 3), several),
        st.builds(But, inner, inner),
    )


CLAUSES = st.recursive(LEAVES, _joined, max_leaves=6)
PLANS = st.builds(
    Plan,
    clause=CLAUSES,
    filters=st.dictionaries(FACETS, VALUES, max_size=2),
    facets=st.just(("kind", "theme", "year")),
    named=st.lists(CLAUSES, max_size=2).map(tuple),
    sort=st.sampled_from(["relevance", "newest", "oldest"]),
    offset=st.integers(0, 3),
    limit=st.sampled_from([2, 20]),
    added_upto=st.none() | st.integers(0, 3),
    hidden=st.dictionaries(FACETS, VALUES, max_size=1),
    now=st.none() | st.integers(0, 3),
)
BATCHES = st.lists(
    st.tuples(
        st.lists(DOCUMENTS, max_size=5),
        st.lists(st.sampled_from("abcdefgh"), max_size=2),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "memory"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(batches=BATCHES, plans=st.lists(PLANS, min_size=1, max_size=6))
def test_every_engine_agrees_with_the_reference(
    name: str, batches: list[tuple[list[Document], list[str], bool]], plans: list[Plan]
) -> None:
    reference = open_engine("memory", None, writable=True)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(name, Path(folder), writable=True)
        for documents, remove, tidy in batches:
            for one in (reference, engine):
                one.put(documents, remove)
            if tidy:
                engine.tidy()
        assert sorted(engine.keys()) == sorted(reference.keys())
        for plan in plans:
            assert engine.find(plan) == reference.find(plan)
        engine.close()
