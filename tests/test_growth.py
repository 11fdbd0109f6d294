"""When a faster engine pays: what the doctor says of it, and how one changes over."""

from pathlib import Path

import pytest
from starlette.routing import Route

from hub.cli.growth import MANY, MANY_WORDS, SLOW, Load, growth_finding, questions
from indexer.engines import open_engine
from tests.crawling import rss
from tests.installation import Installation
from tests.publishing import Published, feeds_yaml, listed
from tests.servers import serving
from tests.small_engines import document


@pytest.mark.parametrize(
    ("load", "level"),
    [
        (Load("whoosh", MANY, MANY_WORDS, SLOW), "fine"),
        (Load("whoosh", MANY + 1, 0, 1), "note"),
        (Load("whoosh", 1, MANY_WORDS + 1, 1), "note"),
        (Load("whoosh", 1, 1, SLOW + 1), "note"),
        (Load("tantivy", MANY + 1, MANY_WORDS + 1, SLOW + 1), "fine"),
    ],
)
def test_a_switch_is_advised_when_it_pays(load: Load, level: str) -> None:
    finding = growth_finding(load)
    assert finding.level == level
    assert ("engine: tantivy" in finding.cure) == (level == "note")
    assert f"{load.items} items" in finding.what
    assert f"engine {load.engine}" in finding.what


def test_words_are_told_in_round_numbers() -> None:
    assert "about 4.2 million words" in growth_finding(Load("whoosh", 9, 4_234_567, 7.4)).what
    assert "took 7 ms" in growth_finding(Load("whoosh", 9, 4_234_567, 7.4)).what


def test_the_words_that_most_items_have_are_asked_for() -> None:
    engine = open_engine("memory", None, writable=True)
    assert list(questions(engine)) == []
    engine.put(
        [
            document("a", "", body_exact="vinden og solen 2024"),
            document("b", "", body_exact="vinden og regnen"),
            document("c", "", body_exact="solen i vinden"),
        ]
    )
    assert list(questions(engine)) == ["vinden", "solen regnen"]


def test_the_doctor_measures_and_a_switch_is_one_line(tmp_path: Path, lexicon_folder: Path) -> None:
    hub = Installation(tmp_path, lexicon_folder)
    feed = Published(rss(*(f"{n} Vinden over jobcentret" for n in range(9))).encode())
    with serving([Route("/feed", feed.serve)]) as web:
        hub.prepare(feeds_yaml([listed("kilde", web.url("/feed"))]))
        assert hub.hub("crawl", "--all").code == 0
    said = hub.hub("doctor", "--json")
    assert "9 items with about" in said.out
    assert "with the engine whoosh" in said.out
    before = hub.hub("search", "vind jobcenter", "--json").value
    assert before["total"] == 9
    text = hub.feeds.read_text("utf-8")
    hub.feeds.write_text(text.replace("hub:\n", "hub:\n  engine: tantivy\n", 1), "utf-8")
    still = hub.hub("search", "vind jobcenter", "--json").value
    assert [hit["id"] for hit in still["hits"]] == [hit["id"] for hit in before["hits"]]
    assert hub.hub("index").code == 0
    assert [path.name[:8] for path in (hub.data / "index").iterdir() if path.is_dir()] == [
        "tantivy-"
    ]
    assert "with the engine tantivy" in hub.hub("doctor", "--json").out
    after = hub.hub("search", "vind jobcenter", "--json").value
    assert (after["total"], after["facets"]) == (before["total"], before["facets"])
    assert {hit["id"] for hit in after["hits"]} == {hit["id"] for hit in before["hits"]}
