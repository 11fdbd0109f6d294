"""Looking for words in one item: the form, the places, and what may be shown."""

import pytest

from hub.model import Draft, Passage
from hub.store import Store
from hub.visiting import NewReading, Read
from tests.web.collection import NOW, item_id, record
from tests.web.item.landing import landed
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor, faults_of

EPISODE = item_id("samtalen", 0)
FOUND = "//ol[@class='found-places']/li"
LONG = "Ord om noget helt andet. " * 60


async def test_the_form_names_what_is_searched(visitor: Visitor) -> None:
    seen = await landed(visitor, EPISODE)
    assert seen.texts("//section[@id='find']//label") == ["Søg i episoden"]
    assert seen.texts(FOUND) == []
    english = await landed(visitor, EPISODE, prefix="/en")
    assert english.texts("//section[@id='find']//label") == ["Search the episode"]


async def test_places_in_what_is_said(visitor: Visitor) -> None:
    seen = await landed(visitor, EPISODE, "?find=borgeren")
    assert faults_of(seen) == []
    assert seen.by_class("found-told") == ["1 sted Søg i alt, vi har"]
    assert seen.texts(f"{FOUND}//*[@class='time']") == ["Hør fra 12:31"]
    assert seen.texts(f"{FOUND}//mark") == ["borgeren"]
    (href,) = seen.all(f"{FOUND}/a/@href")
    assert href.endswith("?t=751&find=borgeren#t=751")
    there = await visitor.page(href)
    assert there.by_class("ready") == ["Klar til at spille fra 12:31"]
    assert there.all("//input[@name='find']/@value") == ["borgeren"]
    assert there.all("//form//input[@name='t']/@value") == ["751"]
    assert "find=borgeren" in there.all("//a[@class='language']/@href")[0]


async def test_nothing_found_is_said_kindly(visitor: Visitor) -> None:
    seen = await landed(visitor, EPISODE, "?find=elefant")
    assert faults_of(seen) == []
    assert seen.by_class("found-told") == [
        "Det står ikke i episoden. Prøv et andet ord. Søg i alt, vi har"
    ]
    assert seen.all("//p[@class='found-told']/a/@href") == ["/search?q=elefant"]


async def test_pages_lead_into_the_document(visitor: Visitor, store: Store) -> None:
    pdf = "https://rapporter.example.org/r.pdf"
    (item,) = record(store, "rapporter", Draft("Rapport", link=pdf, form="report"))
    store.readings.queue(item, NewReading("pdf", pdf))
    (task,) = store.readings.claim(1, NOW)
    pages = tuple(Passage(f"Håb på side {n}.", page=n) for n in range(1, 10))
    store.readings.record(task, Read(passages=pages), NOW)
    seen = await landed(visitor, item, "?find=h%C3%A5b")
    assert seen.all(f"{FOUND}/a/@href") == [f"{pdf}#page={n}" for n in range(1, 6)]
    assert seen.by_class("found-told")[0].startswith("De 5 bedste steder")  # an excerpt, no more


async def test_what_a_source_shows_decides_how_much(visitor: Visitor, store: Store) -> None:
    hope = f"{LONG}\n\nHåb virker bedst i samtalen med et menneske, der bliver.\n\n{LONG}"
    link = "https://x.example.org/side"
    whole, excerpt, no = (
        record(store, source, Draft("Tekst", link=link, body=hope))[0]
        for source in ("aabent", "rapporter", "links")
    )
    seen = await landed(visitor, whole, "?find=h%C3%A5b")
    assert seen.all(f"{FOUND}/a/@href") == ["#afsnit-1"]
    assert seen.tree.xpath("//p[@id='afsnit-1']")
    seen = await landed(visitor, excerpt, "?find=h%C3%A5b")
    (href,) = seen.all(f"{FOUND}/a/@href")
    assert href.startswith(f"{link}#:~:text=Ord%20om%20noget")
    assert not seen.tree.xpath("//*[@id='tekst']")
    seen = await landed(visitor, no, "?find=h%C3%A5b")
    assert not seen.has_class("find")
    assert "Håb virker" not in seen.response.text
    assert "Her viser vi kun titel og link. Resten står hos Kun links." in seen.text()


async def test_without_an_index_the_page_stands(visitor: Visitor, searcher: PlainSearcher) -> None:
    searcher.broken = True
    seen = await landed(visitor, EPISODE, "?find=borgeren")
    assert (seen.status, faults_of(seen)) == (200, [])
    assert seen.by_class("found-told") == ["Søgningen er ikke klar endnu. Prøv igen om lidt."]


@pytest.mark.parametrize("evil", ['"><script>window.pwned=1</script>', "%s {{ 7*7 }}", "x" * 9_000])
async def test_words_are_words(visitor: Visitor, evil: str) -> None:
    asked = "".join(f"%{byte:02x}" for byte in evil.encode())
    seen = await landed(visitor, EPISODE, f"?find={asked}")
    assert (seen.status, faults_of(seen)) == (200, [])
    (shown,) = seen.all("//input[@name='find']/@value")
    assert shown == evil[:200]


async def test_what_has_no_text_has_no_form(visitor: Visitor) -> None:
    assert not (await landed(visitor, item_id("nyt", 0))).has_class("find")
