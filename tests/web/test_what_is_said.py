"""What an item's page tells of what is said or stands in it, and how much of it is shown."""

import pytest

from hub.model import Chapter, Draft, Enclosure, Heard, Item, Passage, Soundbite
from hub.searched import searched
from hub.store import Store
from hub.visiting import Read
from tests.web.collection import NOW, record
from tests.web.visiting import Visitor, faults_of
from web.licenses import licence_link

SOUND = (Enclosure("https://lyd.example.org/x.mp3", "audio/mpeg"),)
FACTS = "//dd[@class='searched']"
ROW = "//ol[contains(@class, 'passages')]/li"


def put(store: Store, item: str, *passages: Passage, heard: Heard = "published") -> None:
    store.readings.put(item, "transcript", Read(passages=passages, heard=heard), NOW)


def pages(store: Store, item: str, *texts: str) -> None:
    passages = tuple(Passage(text, page=n) for n, text in enumerate(texts, 1))
    store.readings.put(item, "pdf", Read(passages=passages, pages=len(texts)), NOW)


@pytest.mark.parametrize(
    ("heard", "chapters", "danish", "english"),
    [
        ("hand", (), "hele lyden som tekst", "everything said, as text"),
        ("published", (), "hele lyden som tekst", "everything said, as text"),
        (
            "machine",
            (Chapter(0, "A"),),
            "hele lyden som tekst, maskinskrevet",
            "everything said, as text written by a machine",
        ),
        (
            "",
            (Chapter(0, "A"), Chapter(9, "B")),
            "titel, beskrivelse og kapitler",
            "title, description and chapters",
        ),
        ("", (), "kun titel og beskrivelse", "title and description only"),
    ],
)
async def test_an_episode_says_what_can_be_searched(
    visitor: Visitor,
    store: Store,
    heard: Heard,
    chapters: tuple[Chapter, ...],
    danish: str,
    english: str,
) -> None:
    (item,) = record(store, "samtalen", Draft("Afsnit", chapters=chapters))
    if heard:
        put(store, item, Passage("Hej.", start=1.0), heard=heard)
    assert (await visitor.page(f"/items/{item}/afsnit")).texts(FACTS) == [danish]
    assert (await visitor.page(f"/en/items/{item}/afsnit")).texts(FACTS) == [english]


async def test_what_is_read_does_not(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "aabent", Draft("Rapport"))
    pages(store, item, "Om IPS.")
    assert (await visitor.page(f"/items/{item}/rapport")).texts(FACTS) == []
    assert searched(Item("a", "b", "publication", "report", "", NOW, NOW)) == ""


async def test_a_transcript_without_times_is_listed(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "samtalen", Draft("Afsnit", enclosures=SOUND))
    put(store, item, Passage("Velkommen.", speaker="Anna"), Passage("Og <b>hej</b>."))
    seen = await visitor.page(f"/items/{item}/afsnit?t=75")
    assert seen.texts(ROW) == ["Anna: Velkommen.", "Og <b>hej</b>."]
    assert seen.all(f"{ROW}//a/@href") == []
    assert faults_of(seen) == []


async def test_pages_of_a_pdf_lead_into_it(visitor: Visitor, store: Store) -> None:
    (item,) = record(
        store, "aabent", Draft("Rapport", link="https://aabent.example.org/r.pdf?a=1#page=9")
    )
    pages(store, item, "Om IPS. " * 40, "Om job.")
    seen = await visitor.page(f"/items/{item}/rapport")
    assert seen.texts(ROW)[1] == "Side 2 Om job."
    assert len(seen.texts(ROW)[0]) > 300
    assert seen.all(f"{ROW}//a/@href") == [
        f"https://aabent.example.org/r.pdf?a=1#page={n}" for n in (1, 2)
    ]
    assert faults_of(seen) == []


async def test_of_an_excerpt_each_page_shows_how_it_begins(visitor: Visitor, store: Store) -> None:
    landing = Draft(
        "Rapport",
        link="https://rapporter.example.org/r",
        enclosures=(Enclosure("https://rapporter.example.org/fil", "application/pdf"),),
    )
    bare = Draft("Anden", link="https://rapporter.example.org/anden")
    with_file, without = record(store, "rapporter", landing, bare)
    for item in (with_file, without):
        pages(store, item, "Om IPS og hele resten af siden. " * 40)
    seen = await visitor.page(f"/items/{with_file}/rapport")
    assert seen.all(f"{ROW}//a/@href") == ["https://rapporter.example.org/fil#page=1"]
    assert len(seen.text(ROW)) < 100
    seen = await visitor.page(f"/items/{without}/anden")
    assert seen.all(f"{ROW}//a/@href") == []
    assert seen.text(ROW).startswith("Side 1 Om IPS")


async def test_nothing_is_shown_of_a_link(visitor: Visitor, store: Store) -> None:
    bites = (Soundbite(5, 10, "Klip"),)
    (item,) = record(store, "links", Draft("Kun et link", soundbites=bites))
    pages(store, item, "Hemmelig tekst.")
    seen = await visitor.page(f"/items/{item}/kun-et-link")
    assert "Hemmelig" not in seen.response.text
    assert "Klip" not in seen.response.text


async def test_a_very_long_document_leaves_the_page_light(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "aabent", Draft("Rapport"))
    pages(store, item, *["ord " * 2_500] * 60)
    seen = await visitor.page(f"/items/{item}/rapport")
    assert len(seen.response.text) < 300_000
    assert len(seen.texts(ROW)) == 20


async def test_what_a_machine_wrote_is_shown_around_the_moment_alone(
    visitor: Visitor, store: Store
) -> None:
    (item,) = record(store, "samtalen", Draft("Afsnit", enclosures=SOUND))
    passages = [Passage(f"Passage {n}.", start=n * 60.0, end=n * 60.0 + 60) for n in range(9)]
    put(store, item, *passages, heard="machine")
    seen = await visitor.page(f"/items/{item}/afsnit")
    assert seen.texts(ROW) == []
    assert "Skrevet ned af en maskine" in seen.text()
    assert "kun til at søge i" in seen.text()
    seen = await visitor.page(f"/items/{item}/afsnit?t=250")
    assert [row[-10:] for row in seen.texts(ROW)] == ["Passage 3.", "Passage 4.", "Passage 5."]
    assert seen.tree.xpath("//*[@id='t=250']")
    assert faults_of(seen) == []


async def test_soundbites_can_be_heard(visitor: Visitor, store: Store) -> None:
    bites = (Soundbite(73.5, 60, "Troen på borgeren"), Soundbite(5, 20))
    (item,) = record(store, "samtalen", Draft("Afsnit", enclosures=SOUND, soundbites=bites))
    seen = await visitor.page(f"/items/{item}/afsnit")
    clips = "//section[@aria-labelledby='klip']//a"
    assert seen.texts(clips) == ["1:13 Troen på borgeren", "0:05 Afsnit"]
    assert seen.all(f"{clips}/@href")[0] == f"/items/{item}/afsnit?t=73#t=73"
    assert faults_of(seen) == []


@pytest.mark.parametrize(
    ("told", "text", "href"),
    [
        ("cc-by-nc-4.0", "CC BY-NC 4.0", "https://creativecommons.org/licenses/by-nc/4.0/"),
        ("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        (
            "https://creativecommons.org/licenses/by-sa/3.0/dk/",
            "CC BY-SA 3.0",
            "https://creativecommons.org/licenses/by-sa/3.0/dk/",
        ),
        ("https://www.example.org/v.pdf", "example.org", "https://www.example.org/v.pdf"),
        ("Alle rettigheder", "Alle rettigheder", ""),
    ],
)
async def test_the_licence_is_named_and_explained(
    visitor: Visitor, store: Store, told: str, text: str, href: str
) -> None:
    (item,) = record(store, "samtalen", Draft("Afsnit", license=told))
    seen = await visitor.page(f"/items/{item}/afsnit")
    assert seen.texts("//dd[@class='license']") == [text]
    assert seen.all("//dd[@class='license']//@href") == ([href] if href else [])


@pytest.mark.parametrize("told", ["", "javascript:alert(1)//://", "ftp://example.org/x"])
def test_no_licence_is_no_link(told: str) -> None:
    assert licence_link(told) is None
