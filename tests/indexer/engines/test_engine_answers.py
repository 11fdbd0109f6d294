"""What every engine promises of its answers: counts, order, pages, places."""

from dataclasses import replace

import pytest

from indexer.engines.port import (
    FADED,
    Adjacent,
    Document,
    Either,
    Engine,
    Everything,
    Found,
    FoundWindow,
    Plan,
    Sort,
    Starts,
    Term,
    Window,
)
from tests.small_engines import SMALL, body, document, windowed


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
    assert faded == pytest.approx({**scores, "over": scores["over"] * FADED})


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


def test_how_many_documents_have_a_token(engine: Engine) -> None:
    engine.put(SMALL)
    tokens = ("vind", "regn", "sne", "vin")
    assert engine.frequencies("body_main", tokens) == [2, 1, 0, 0]
    assert engine.frequencies("title_main", ["vind"]) == [1]
    assert engine.frequencies("no such field", ["vind", "sne"]) == [0, 0]
    assert engine.frequencies("body_main", []) == []


def test_a_hit_tells_its_date(engine: Engine) -> None:
    engine.put([replace(SMALL[0], date=-7), SMALL[1]])
    found = engine.find(Plan(body("vind"), sort="newest"))
    assert [(hit.key, hit.date) for hit in found.hits] == [("a", -7), ("b", None)]


# --- windows -----------------------------------------------------------------------------------

LONG = (
    windowed("a", "sol og vind", "vind i sejl", "sne"),
    windowed("b", "sne", "sol"),
    document("c", "vind i sejl"),
)


def spans(found: tuple[FoundWindow, ...]) -> list[tuple[int, int]]:
    return [(window.start, window.end) for window in found]


def test_windows_that_match(engine: Engine) -> None:
    engine.put(LONG)
    found = engine.windows(Either((body("sejl"), body("vind"))), ["a", "b", "c", "never seen"], 5)
    assert {key: spans(windows) for key, windows in found.items()} == {"a": [(100, 150), (0, 50)]}
    scores = [window.score for window in found["a"]]
    assert scores[0] > scores[1] > 0


def test_windows_are_only_of_the_keys_asked_for_and_only_so_many(engine: Engine) -> None:
    engine.put(LONG)
    either = Either((body("sol"), body("sne")))
    assert set(engine.windows(either, ["b"], 5)) == {"b"}
    assert spans(engine.windows(either, ["b"], 1)["b"]) in ([(0, 50)], [(100, 150)])
    assert engine.windows(either, [], 5) == {}


def test_equally_good_windows_stand_by_their_start(engine: Engine) -> None:
    engine.put([windowed("a", "sol", "sol", "sol")])
    assert spans(engine.windows(body("sol"), ["a"], 2)["a"]) == [(0, 50), (100, 150)]


def test_places_in_windows_are_their_own(engine: Engine) -> None:
    engine.put(LONG)
    row = Adjacent("body_main", ("vind", "i"))
    assert spans(engine.windows(row, ["a"], 5)["a"]) == [(100, 150)]
    assert engine.windows(Adjacent("body_main", ("vind", "vind")), ["a"], 5) == {}
    assert spans(engine.windows(Starts("body_main", "sn"), ["a"], 5)["a"]) == [(200, 250)]


def test_windows_have_no_title(engine: Engine) -> None:
    text = {"title_main": "sol", "body_main": "sol"}
    engine.put([Document("a", text, windows=(Window(0, 9, text),))])
    assert engine.windows(Term("title_main", "sol"), ["a"], 5) == {}
    assert spans(engine.windows(body("sol"), ["a"], 5)["a"]) == [(0, 9)]


def test_windows_go_with_their_document(engine: Engine) -> None:
    engine.put(LONG)
    engine.put([windowed("a", "regn", "sol")], remove=["b"])
    assert engine.windows(body("vind"), ["a", "b", "c"], 5) == {}
    assert spans(engine.windows(body("sol"), ["a", "b"], 5)["a"]) == [(100, 150)]
    engine.tidy()
    assert spans(engine.windows(body("sol"), ["a", "b"], 5)["a"]) == [(100, 150)]
