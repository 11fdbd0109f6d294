"""Adverts are found by asking for them, and what is past its last day sinks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.model import When
from hub.query import parse_query
from hub.search import Filters, Results
from hub.store import Store, open_store
from indexer.analysis import DanishAnalyser
from indexer.searcher import HubSearcher
from indexer.sync import Index
from tests.storing import NOON, a_proposal, a_source, record, show

ZONE = ZoneInfo("Europe/Copenhagen")
DRAFTS: dict[str, dict[str, Any]] = {
    "advert": {"title": "Kommunen søger en vejviser", "form": "advert", "date": When("2019")},
    "guide": {"title": "Vejviser for nye", "form": "tool", "date": When("2021")},
    "over": {"title": "Pulje til brobygning", "form": "grant", "expires": When("2024-03-04")},
    "open": {"title": "Pulje til brobygning", "form": "grant", "expires": When("2024-03-06")},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source(kind="publications")], NOON)
        record(opened, *(a_proposal(key, **draft) for key, draft in DRAFTS.items()))
        show(opened, *(f"id-{key}" for key in DRAFTS))
        yield opened


@pytest.fixture(params=["memory", "whoosh"])
def searcher(
    request: pytest.FixtureRequest, store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> Iterator[HubSearcher]:
    index = Index(store, tmp_path / "index", request.param, analyser, ZONE)
    index.sync()
    yield HubSearcher(store, index.reader, analyser, lambda: NOON)
    index.close()


def ask(searcher: HubSearcher, text: str, **filters: tuple[str, ...]) -> Results:
    query = parse_query(text)
    return searcher.search(query.choose(Filters.of(**filters), "relevance"))


def ids(results: Results) -> list[str]:
    return [hit.id.removeprefix("id-") for hit in results.hits]


def test_adverts_are_found_by_asking_for_them(searcher: HubSearcher) -> None:
    plain = ask(searcher, "vejviser")
    assert ids(plain) == ["guide"]
    assert plain.total == 1
    counts = {facet.name: dict(facet.counts) for facet in plain.facets}
    assert counts["form"] == {"advert": 1, "tool": 1}
    assert counts["year"] == {"2021": 1}
    assert ids(ask(searcher, "vejviser", form=("advert",))) == ["advert"]
    assert set(ids(ask(searcher, "vejviser", form=("advert", "tool")))) == {"advert", "guide"}
    assert ids(ask(searcher, "vejviser", year=("2019",))) == []
    assert ids(ask(searcher, "vejviser form:stillingsopslag")) == ["advert"]
    assert ids(ask(searcher, "vejviser -form:stillingsopslag")) == ["guide"]


def test_everything_is_everything_but_adverts(searcher: HubSearcher) -> None:
    found = ask(searcher, "")
    assert "advert" not in ids(found)
    kinds = next(dict(facet.counts) for facet in found.facets if facet.name == "kind")
    assert sum(kinds.values()) == found.total


def test_a_grant_past_its_last_day_sinks(searcher: HubSearcher) -> None:
    found = ask(searcher, "brobygning")
    assert ids(found) == ["open", "over"]
    assert found.hits[0].score == pytest.approx(4 * found.hits[1].score)
    assert [hit.expires for hit in found.hits] == [When("2024-03-06"), When("2024-03-04")]
