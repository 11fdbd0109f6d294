"""Looking for words within one item: which places, in which order, and how they are shown."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hub.errors import EngineError
from hub.model import Chapter, Passage
from hub.query import parse_query
from hub.search import Moment
from hub.store import Store, open_store
from hub.visiting import NewReading, Read
from indexer.analysis import DanishAnalyser
from indexer.searcher import HubSearcher
from indexer.sync import Index
from tests.storing import NOON, a_proposal, a_source, record, show

ZONE = ZoneInfo("Europe/Copenhagen")
TALK = "Så taler vi længe om vejret og om kaffen i kantinen den dag. "
SAID = (
    (0, "Velkommen til. I dag handler det om tro."),
    (60, TALK * 12),
    (300, "Troen på borgeren er ikke noget, man har."),
    (400, TALK * 12),
    (700, "Og borgeren mærker det straks. Borgerne gør altid."),
    (800, TALK * 12),
)
PAGES = ((1, "Forord. " + TALK * 20), (2, TALK * 20), (3, "Fleksjob virker. " + TALK * 20))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        links_only = a_source("stille", "publications", show="link")
        opened.sources.apply([a_source(), links_only], NOON)
        chapters = (Chapter(0, "Velkommen"), Chapter(290, "Tro er noget, man gør"))
        record(
            opened,
            a_proposal("talk", title="Samtalen", chapters=chapters),
            a_proposal("report", title="Rapporten"),
            a_proposal("short", title="Brevet", body="Her står mest om håb.\n\nOg lidt om tro."),
        )
        record(opened, a_proposal("link", title="Link", body="Om tro. " * 9), source="stille")
        show(opened, "id-talk", "id-report", "id-short", "id-link")
        spoken = tuple(Passage(text, start=float(start), end=start + 9.0) for start, text in SAID)
        paged = tuple(Passage(text, page=page) for page, text in PAGES)
        for item, what, passages in (
            ("id-talk", "transcript", spoken), ("id-report", "pdf", paged),
        ):  # fmt: skip
            opened.readings.queue(item, NewReading(what, f"https://lyd.dk/{item}"))
            (task,) = opened.readings.claim(1, NOON)
            opened.readings.record(task, Read(passages=passages), NOON)
        yield opened


@pytest.fixture(params=["memory", "whoosh", "tantivy"])
def searcher(
    request: pytest.FixtureRequest, store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> Iterator[HubSearcher]:
    index = Index(store, tmp_path / "index", request.param, analyser, ZONE)
    index.sync()
    yield HubSearcher(store, index.reader, analyser, lambda: NOON + timedelta(days=1))
    index.close()


def within(searcher: HubSearcher, item: str, typed: str, limit: int = 10) -> tuple[Moment, ...]:
    return searcher.within(f"id-{item}", parse_query(typed), limit)


def hits(moment: Moment) -> list[str]:
    return [part for part, hit in moment.text.parts() if hit]


def test_places_in_their_order_chapters_first(searcher: HubSearcher) -> None:
    found = within(searcher, "talk", "tro")
    assert [moment.start for moment in found] == [290, 0, 300]
    assert [hits(moment) for moment in found] == [["Tro"], ["tro"], ["Troen"]]


def test_places_with_more_of_the_words_are_first(searcher: HubSearcher) -> None:
    found = within(searcher, "talk", "tro borger")
    assert [moment.start for moment in found] == [300, 290, 0, 700]
    assert hits(found[0]) == ["Troen", "borgeren"]
    assert within(searcher, "talk", "tro borger", 2) == found[:2]


def test_a_phrase_is_found_as_a_whole(searcher: HubSearcher) -> None:
    assert [m.start for m in within(searcher, "talk", '"troen på borgeren"')] == [300]
    assert within(searcher, "talk", '"borgeren på troen"') == ()


def test_a_moment_comes_once_however_often_it_has_the_word(searcher: HubSearcher) -> None:
    assert [moment.start for moment in within(searcher, "talk", "borger")] == [300, 700]


def test_pages(searcher: HubSearcher) -> None:
    (found,) = within(searcher, "report", "fleksjob")
    assert (found.page, found.start, hits(found)) == (3, None, ["Fleksjob"])
    assert [moment.page for moment in within(searcher, "report", "kantine")] == [1, 2, 3]


def test_a_text_without_places_is_shown_where_it_says_it(searcher: HubSearcher) -> None:
    (found,) = within(searcher, "short", "tro")
    assert (found.start, found.page, hits(found)) == (None, None, ["tro"])


def test_nothing(searcher: HubSearcher) -> None:
    assert within(searcher, "talk", "fleksjob") == ()
    assert within(searcher, "talk", "") == ()
    assert within(searcher, "nobody", "tro") == ()
    assert within(searcher, "link", "tro") == ()  # a source that shows links alone


def test_without_an_index_it_is_said(store: Store, analyser: DanishAnalyser) -> None:
    def none() -> None:
        raise EngineError("There is no index yet.")

    searcher = HubSearcher(store, none, analyser, lambda: NOON)  # type: ignore[arg-type]  # it never gives one
    with pytest.raises(EngineError):
        within(searcher, "talk", "tro")
