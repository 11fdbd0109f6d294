"""A transcript put in by hand: stored, searchable, and never lost to what is fetched."""

from pathlib import Path

import pytest

from hub.model import Item
from hub.store import open_store
from hub.visiting import NewReading
from tests.installation import Finished, Installation

FEEDS = """hub:
  title: Prøven
  language: da
  timezone: Europe/Copenhagen
  contact: mailto:redaktion@example.org
themes:
  - id: ips
    title: {da: IPS, en: IPS}
    about: {da: Job først., en: Job first.}
    match: ips
sources:
  - id: udvalgte
    title: Udvalgte
    kind: podcast
    via: picks
    language: da
    items:
      - {url: "http://127.0.0.1:9/afsnit", title: Et afsnit}
"""
VTT = "WEBVTT\n\n00:12.000 --> 00:20.000\n<v Anna>Mentorordningen bar frugt.\n"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Installation:
    installation = Installation(tmp_path_factory.mktemp("hub"), lexicon_folder)
    installation.prepare(FEEDS)
    assert installation.hub("crawl", "--all").code == 0
    return installation


def item_of(hub: Installation) -> str:
    with open_store(hub.loaded().database_url) as store:
        (item,) = store.items.ids()
    return item


def add(hub: Installation, name: str, content: str | bytes, item: str) -> Finished:
    body = content.encode() if isinstance(content, str) else content
    (hub.folder / name).write_bytes(body)
    return hub.hub("transcript", "add", item, name)


def test_it_is_found_and_stays(hub: Installation) -> None:
    item = item_of(hub)
    done = add(hub, "afsnit.vtt", VTT, item)
    assert (done.code, done.out) == (0, "Et afsnit: 1 passage with times.\n")
    (hit,) = hub.hub("search", "mentorordning", "--json").value["hits"]
    assert (hit["id"], hit["moment"]["start"]) == (item, 12.0)
    again = add(hub, "afsnit.txt", "Anna: Virksomhedspraktik er bedre.\n\nBo: Ja.", item)
    assert "1 passage without times" in again.out
    assert hub.hub("search", "mentorordning", "--json").value["hits"] == []
    (hit,) = hub.hub("search", "virksomhedspraktik", "--json").value["hits"]
    assert hit["searched"] == "sound"
    with open_store(hub.loaded().database_url) as store:
        stored = store.items.find(item)
        assert isinstance(stored, Item)
        assert stored.heard == "hand"
        waiting = store.readings.count()
        store.readings.queue(item, NewReading("transcript", "https://x.dk/ny.vtt"))
        assert store.readings.count() == waiting


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("afsnit.docx", b"PK\x03\x04", "no Word document"),
        ("afsnit.odt", b"PK\x03\x04", "save it as .docx or .txt"),
        ("afsnit", "Hej.", "save it as .docx or .txt"),
        ("afsnit.vtt", "Hej.", "no text"),
        ("afsnit.srt", "", "no text"),
        ("afsnit.txt", " \n", "no text"),
        ("afsnit.json", "{}", "can't be read"),
    ],
)
def test_a_file_that_is_no_transcript_changes_nothing(
    hub: Installation, name: str, content: str | bytes, told: str
) -> None:
    done = add(hub, name, content, item_of(hub))
    assert (done.code, done.out) == (1, "")
    assert told in done.err


def test_a_file_or_an_item_that_is_not_there(hub: Installation) -> None:
    missing = hub.hub("transcript", "add", item_of(hub), "findes-ikke.vtt")
    assert missing.code == 1
    assert "findes-ikke.vtt can't be read" in missing.err
    unknown = add(hub, "afsnit.vtt", VTT, "aaaaaaaaaaaa")
    assert unknown.code == 1
    assert "there is no item aaaaaaaaaaaa" in unknown.err
