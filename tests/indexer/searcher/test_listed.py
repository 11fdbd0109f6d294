"""Lists that are followed: strict, newest first, and no more than ids."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hub.model import When
from hub.query import parse_query
from hub.search import Filters, Listed
from hub.store import Store, open_store
from indexer.analysis import DanishAnalyser
from indexer.searcher import HubSearcher
from indexer.searcher.field_words import FieldWords
from indexer.sync import Index
from tests.storing import NOON, a_proposal, a_source, record, show

ZONE = ZoneInfo("Europe/Copenhagen")
DRAFTS: dict[str, dict[str, Any]] = {
    "old": {"title": "Mentorer og unge", "date": When("2019")},
    "new": {"title": "En mentor til unge ledige", "date": When("2024-01-02")},
    "other": {"title": "Vejleder for unge", "date": When("2022")},
    "advert": {"title": "Mentor til unge søges", "form": "advert", "date": When("2024-02-01")},
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        opened.sources.apply([a_source(kind="publications")], NOON)
        record(opened, *(a_proposal(key, **draft) for key, draft in DRAFTS.items()))
        show(opened, *(f"id-{key}" for key in DRAFTS))
        yield opened


@pytest.fixture(params=["memory", "whoosh", "tantivy"])
def searcher(
    request: pytest.FixtureRequest, store: Store, analyser: DanishAnalyser, tmp_path: Path
) -> Iterator[HubSearcher]:
    index = Index(store, tmp_path / "index", request.param, analyser, ZONE)
    index.sync()
    words = FieldWords(synonyms=(("mentor", "vejleder"),), themes={})
    yield HubSearcher(store, index.reader, analyser, lambda: NOON, field=lambda: words)
    index.close()


def ask(searcher: HubSearcher, text: str, limit: int = 10) -> Listed:
    query = parse_query(text, strict=True).choose(Filters(), "newest")
    return searcher.listed(query, limit)


def test_inflections_but_no_synonyms_and_no_adverts(searcher: HubSearcher) -> None:
    found = ask(searcher, "mentor unge")
    assert (found.ids, found.total) == (("id-new", "id-old"), 2)
    assert found.version != ""
    relaxed = searcher.search(parse_query("mentor unge"))
    assert {hit.id for hit in relaxed.hits} > set(found.ids)


def test_nothing_is_mended_or_relaxed(searcher: HubSearcher) -> None:
    assert ask(searcher, "mentro").ids == ()
    assert ask(searcher, "mentor unge fjorden kajakken").ids == ()


def test_without_words_it_is_everything(searcher: HubSearcher) -> None:
    found = ask(searcher, "", limit=2)
    assert (found.ids, found.total) == (("id-new", "id-other"), 3)
