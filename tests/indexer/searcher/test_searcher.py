"""What people type against a small real collection: store, analyser, engine and all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.errors import EngineError, IndexBroken
from hub.model import Passage, Person, When
from hub.query import parse_query
from hub.search import Filters, Note, Results
from hub.store import Store, open_store
from hub.visiting import NewReading, Read
from indexer.analysis import DanishAnalyser
from indexer.engines.port import Engine
from indexer.searcher import HubSearcher
from indexer.sync import Index
from tests.storing import NOON, a_proposal, a_source, about, record, show

ZONE = ZoneInfo("Europe/Copenhagen")
LONG = "Ord om noget helt andet. " * 40

DRAFTS: dict[str, dict[str, Any]] = {
    "jobchance": {"title": "Borgerens jobchance", "summary": "Om håb."},
    "jobchancer": {"title": "Borgerens jobchancer", "summary": "Om håb og tro."},
    "chance": {"title": "En chance til", "summary": "Om at prøve igen."},
    "samtale": {
        "title": "Samtalen",
        "summary": "Hvordan samtalen føres.",
        "body": f"{LONG}Sagsbehandlerens spørgsmål om sygedagpenge kom til sidst. {LONG}",
    },
    "english": {"title": "Believing in clients", "summary": "Caseworkers who believe in jobs."},
    "person": {"title": "Et interview", "people": (Person("Ane Bergmann", "guest"),)},
    "old": {"title": "En gammel rapport om sygedagpenge", "date": When("2019")},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        sources = [
            a_source(publisher="VIVE – viden til velfærd"),
            a_source("stille", "publications", show="link"),
        ]
        opened.sources.apply(sources, NOON)
        proposals = [
            replace(a_proposal(key, **draft), language="en" if key == "english" else "da")
            for key, draft in DRAFTS.items()
        ]
        record(opened, *proposals)
        hidden = a_proposal("link", title="Et link", summary="Skjult tekst om fleksjob")
        record(opened, hidden, source="stille")
        show(opened, *(f"id-{key}" for key in DRAFTS), themes=(about("tro"),))
        show(opened, "id-link")
        yield opened


@pytest.fixture(params=["memory", "whoosh"])
def searcher(
    request: pytest.FixtureRequest, store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> Iterator[HubSearcher]:
    index = Index(store, tmp_path / "index", request.param, analyser, ZONE)
    index.sync()
    yield HubSearcher(store, index.reader, analyser, lambda: NOON + timedelta(days=1))
    index.close()


def ask(searcher: HubSearcher, text: str, **filters: tuple[str, ...]) -> Results:
    query = parse_query(text)
    return searcher.search(query.choose(Filters.of(**filters), "relevance"))


def ids(results: Results) -> list[str]:
    return [hit.id.removeprefix("id-") for hit in results.hits]


# --- matching and order ------------------------------------------------------------------------


def test_the_form_as_typed_is_before_its_relatives(searcher: HubSearcher) -> None:
    assert ids(ask(searcher, "jobchance"))[:2] == ["jobchance", "jobchancer"]
    assert ids(ask(searcher, "jobchancer"))[:2] == ["jobchancer", "jobchance"]


def test_a_part_of_a_compound_is_found_lower(searcher: HubSearcher) -> None:
    found = ids(ask(searcher, "chance"))
    assert found[0] == "chance"
    assert {"jobchance", "jobchancer"} <= set(found)


def test_english_items_by_english_stems(searcher: HubSearcher) -> None:
    assert ids(ask(searcher, "believe client")) == ["english"]


def test_people_by_their_very_name(searcher: HubSearcher) -> None:
    assert ids(ask(searcher, "bergmann")) == ["person"]
    assert ids(ask(searcher, "person:ane")) == ["person"]
    assert ids(ask(searcher, "titel:ane")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"en chance til"', ["chance"]),
        ('"til chance"', []),
        ("=jobchance", ["jobchance"]),
        ("jobch*", ["jobchance", "jobchancer"]),
        ("jobchance -tro", ["jobchance"]),
        ("sygedagpenge OG rapport", ["old"]),
        ("bergmann ELLER client", ["english", "person"]),
        ("år:2019", ["old"]),
        ("år:..2020", ["old"]),
        ("sprog:engelsk", ["english"]),
        ("udgiver:vive sygedagpenge", ["old", "samtale"]),
        ('udgiver:"vive viden" chance -job*', ["chance"]),
        ("udgiver:stille", ["link"]),
        ("tema:tro bergmann", ["person"]),
        ("(", [*DRAFTS, "link"]),
        ('"', [*DRAFTS, "link"]),
        ("🎧", [*DRAFTS, "link"]),
    ],
)
def test_what_a_query_means(searcher: HubSearcher, text: str, found: list[str]) -> None:
    assert sorted(ids(ask(searcher, text))) == sorted(found)


def test_three_words_ask_for_two_of_them(searcher: HubSearcher) -> None:
    results = ask(searcher, "gammel rapport rensdyr")
    assert ids(results) == ["old"]


def test_words_are_relaxed_one_by_one_and_it_is_said(searcher: HubSearcher) -> None:
    results = ask(searcher, "rensdyr isbjørn rapport")
    assert ids(results) == ["old"]
    assert results.relaxed
    assert "relaxed" in [note.code for note in results.notes]


def test_a_strict_query_is_never_relaxed(searcher: HubSearcher) -> None:
    assert ask(searcher, "rensdyr OG isbjørn OG rapport").total == 0


def test_choosing_a_facet_never_brings_more(searcher: HubSearcher) -> None:
    wide = ask(searcher, "rensdyr borgerens jobchance")
    narrow = ask(searcher, "rensdyr borgerens jobchance", language=("en",))
    assert narrow.total <= wide.total
    assert set(ids(narrow)) <= set(ids(wide))


def test_small_words_are_not_required(searcher: HubSearcher) -> None:
    assert ids(ask(searcher, "hvad er en jobchance"))[:1] == ["jobchance"]


# --- what an answer holds ----------------------------------------------------------------------


def test_nothing_typed_is_everything_newest_first(searcher: HubSearcher) -> None:
    results = ask(searcher, "")
    assert results.total == len(DRAFTS) + 1
    assert ids(results)[-1] == "old"


def test_facets_count_exactly_and_ignore_their_own_choice(searcher: HubSearcher) -> None:
    results = ask(searcher, "", source=("stille",))
    facets = {facet.name: dict(facet.counts) for facet in results.facets}
    assert results.total == 1
    assert facets["source"] == {"kilde": len(DRAFTS), "stille": 1}
    assert facets["kind"] == {"publication": 1}


@pytest.mark.parametrize("typed", ["", "type:udgivelse", "år:2018..", "-xyz", "kilde:kilde -xyz"])
def test_what_asks_for_no_words_is_newest_first(searcher: HubSearcher, typed: str) -> None:
    newest = searcher.search(replace(parse_query(typed), sort="newest"))
    assert newest.hits
    assert ids(ask(searcher, typed)) == ids(newest)


def test_a_range_of_years_filters(searcher: HubSearcher) -> None:
    assert ids(ask(searcher, "sygedagpenge", year=("2018..2020",))) == ["old"]


def test_every_form_is_marked_in_title_and_text(searcher: HubSearcher) -> None:
    (hit,) = [hit for hit in ask(searcher, "jobchance").hits if hit.id == "id-jobchancer"]
    assert [text for text, marked in hit.title.parts() if marked] == ["jobchancer"]


def test_the_stretch_shown_is_where_the_words_stand(searcher: HubSearcher) -> None:
    (hit,) = [hit for hit in ask(searcher, "sygedagpenge").hits if hit.id == "id-samtale"]
    marked = [text for text, is_match in hit.snippet.parts() if is_match]
    assert marked == ["sygedagpenge"]
    assert len(hit.snippet.text) < 400
    assert hit.snippet.text.startswith("… ")
    assert hit.snippet.text.endswith(" …")


def test_of_a_source_that_shows_links_alone_no_text_is_shown(searcher: HubSearcher) -> None:
    (hit,) = ask(searcher, "fleksjob").hits
    assert (hit.id, hit.snippet.text) == ("id-link", "")


def test_the_publisher_is_the_source_s(searcher: HubSearcher) -> None:
    assert ask(searcher, "bergmann").hits[0].publisher == "VIVE – viden til velfærd"


def test_reasons_name_the_word_and_where_it_stands(searcher: HubSearcher) -> None:
    results = searcher.search(parse_query("jobchance"), explain=True)
    assert results.hits[0].reasons[0] == Note("why-title", (("word", "jobchance"),))


def test_a_later_page_is_not_shifted_by_what_came_since(
    store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> None:
    index = Index(store, tmp_path / "index", "whoosh", analyser, ZONE)
    index.sync()
    clock = [NOON + timedelta(days=1)]
    searcher = HubSearcher(store, index.reader, analyser, lambda: clock[0])
    first = searcher.search(parse_query(""), limit=3)
    later = NOON + timedelta(days=2)
    record(store, a_proposal("nyt", title="Nyt", date=When("2026")), at=later)
    show(store, "id-nyt")
    index.sync()
    clock[0] = NOON + timedelta(days=3)
    second = searcher.search(parse_query(""), offset=3, limit=3, upto=first.newest)
    assert second.total == first.total
    assert not set(ids(first)) & set(ids(second))
    assert ids(searcher.search(parse_query(""), limit=1)) == ["nyt"]
    index.close()


def test_a_spoken_word_has_its_moment(
    store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> None:
    store.readings.queue("id-jobchance", NewReading("transcript", "https://x.dk/a.vtt", "text/vtt"))
    (task,) = store.readings.claim(1, NOON)
    passages = (Passage("Goddag.", 0.0, 30.0), Passage("Vi talte om fleksjob.", 751.0, 790.0))
    store.readings.record(task, Read(passages=passages, extractor="test"), NOON)
    show(store, "id-jobchance")
    index = Index(store, tmp_path / "index", "whoosh", analyser, ZONE)
    index.sync()
    searcher = HubSearcher(store, index.reader, analyser, lambda: NOON)
    hit = searcher.search(parse_query("fleksjobbet talte"), upto=str(2**62)).hits[0]
    assert hit.moment is not None
    assert (hit.moment.start, hit.moment.end) == (751.0, 790.0)
    assert [text for text, marked in hit.snippet.parts() if marked] == ["talte", "fleksjob"]
    index.close()


def test_without_an_index_it_says_what_to_do(
    store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> None:
    index = Index(store, tmp_path / "index", "whoosh", analyser, ZONE)
    with pytest.raises(EngineError, match="hub index"):
        HubSearcher(store, index.reader, analyser, lambda: NOON).search(parse_query("x"))


def test_a_flaw_that_a_question_meets_is_mended_by_the_next_sync(
    store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> None:
    index = Index(store, tmp_path / "index", "whoosh", analyser, ZONE)
    index.sync()
    index.close()

    def broken() -> Engine:
        raise IndexBroken("a flaw")

    asked = HubSearcher(store, broken, analyser, lambda: NOON, index.damaged)
    with pytest.raises(IndexBroken):
        asked.search(parse_query("jobchance"))
    worker = Index(store, tmp_path / "index", "whoosh", analyser, ZONE)
    assert worker.needs_rebuild() == "broken"
    worker.sync()
    assert worker.needs_rebuild() is None
    assert worker.reader().count() == len(DRAFTS) + 1
    worker.close()
