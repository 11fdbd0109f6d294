"""Similar items: what comes first is what a person would read next."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hub.model import Item, Person
from indexer.analysis import DanishAnalyser
from indexer.documents import item_tokens
from indexer.engines import open_engine
from indexer.engines.port import Document, Engine, Plan
from indexer.searcher.similar import alike
from tests.demo_words import demo_documents, demo_items
from tests.small_analyser import an_item
from tests.storing import about


@pytest.fixture(scope="module")
def items(analyser: DanishAnalyser) -> dict[str, Item]:
    """The demo's pages that are works: not the front pages."""
    return {item.id: item for item in demo_items(analyser) if not item.id.endswith("index")}


@pytest.fixture(scope="module")
def engine(
    analyser: DanishAnalyser, items: dict[str, Item], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    opened = open_engine("whoosh", tmp_path_factory.mktemp("index"), writable=True)
    opened.put(document for document in demo_documents(analyser) if document.key in items)
    yield opened
    opened.close()


def like(engine: Engine, analyser: DanishAnalyser, item: Item) -> list[str]:
    """The keys of what is like `item`, most alike first."""
    tokens = item_tokens(item, analyser)
    clause = alike(item, tokens, engine.frequencies, engine.count(), analyser.is_stop)
    return [hit.key for hit in engine.find(Plan(clause, limit=5)).hits] if clause else []


@pytest.mark.parametrize(
    ("item", "next_one"),
    [
        ("kaffe-efter-moedet/sagsbehandlerskift", "hedelund/sagsbehandlerskift-koster"),
        ("hedelund/fleksjob-paa-faa-timer", "metodekassen/fleksjob-faa-timer-autisme"),
        (
            "metodekassen/progressionsmaaling-i-samtalen",
            "hedelund/progressionsmaaling-i-tre-kommuner",
        ),
        ("metodekassen/ips-kort-forklaret", "metodekassen/ips-og-supported-employment"),
        ("metodekassen/sygemeldt-med-depression", "hedelund/delvis-raskmelding-hvad-ved-vi"),
        ("ved-siden-af/to-timer-om-ugen", "metodekassen/loennede-timer-saadan-kommer-i-i-gang"),
        ("kaffe-efter-moedet/tro-paa-job", "hedelund/naar-sagsbehandleren-tror-paa-job"),
    ],
)
def test_the_demo(
    engine: Engine, analyser: DanishAnalyser, items: dict[str, Item], item: str, next_one: str
) -> None:
    found = like(engine, analyser, items[item])
    assert next_one in found[:3]
    assert item not in found


def documents(*items: tuple[str, str, dict[str, tuple[str, ...]]]) -> Iterator[Document]:
    """Small documents: key, words of the body, facets and people."""
    for key, words, facets in items:
        people = " ".join(facets.get("person", ())).lower()
        yield Document(key, {"body_main": words, "people_exact": people}, facets)


def test_themes_and_people_count(analyser: DanishAnalyser) -> None:
    engine = open_engine("memory", None, writable=True)
    engine.put(
        documents(
            ("this", "skov", {"theme": ("tro",), "person": ("Ane Bo",)}),
            ("both", "hav", {"theme": ("tro",), "person": ("Ane Bo",)}),
            ("theme", "hav", {"theme": ("tro",)}),
            ("neither", "sø", {}),
        )
    )
    item = replace(
        an_item("", body="skov", id="this", people=(Person("Ane Bo", "guest"),)),
        themes=(about("tro"),),
    )
    assert like(engine, analyser, item) == ["both", "theme"]


def test_an_item_of_nothing_is_like_nothing(analyser: DanishAnalyser) -> None:
    engine = open_engine("memory", None, writable=True)
    engine.put(documents(("this", "og det er", {}), ("other", "og det er", {})))
    assert like(engine, analyser, an_item("", body="Og det er", id="this")) == []
