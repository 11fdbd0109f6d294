"""The way to the work itself, in words that tell what one gets."""

import pytest

from hub.model import Draft, Enclosure, Passage
from hub.store import Store
from hub.visiting import NewReading, Read
from tests.web.collection import NOW, record
from tests.web.item.landing import landed
from tests.web.test_alive import dead
from tests.web.visiting import Visitor, faults_of

PDF = "https://rapporter.example.org/praktik.pdf"
PAGE = "https://rapporter.example.org/praktik"
WAYS = "//div[@class='item-ways']/a"


async def test_a_document_is_before_the_page_that_tells_of_it(
    visitor: Visitor, store: Store
) -> None:
    draft = Draft(
        "Praktik", link=PAGE, form="report", enclosures=(Enclosure(PDF, "application/pdf"),)
    )
    (item,) = record(store, "rapporter", draft)
    store.readings.queue(item, NewReading("pdf", PDF))
    (task,) = store.readings.claim(1, NOW)
    store.readings.record(task, Read(passages=(Passage("Side", page=1),), pages=48), NOW)
    seen = await landed(visitor, item)
    assert seen.texts(WAYS) == [
        "Læs rapporten (PDF, 48 sider)", "Se siden hos Center for Beskæftigelse",
    ]  # fmt: skip
    assert seen.all(f"{WAYS}/@href") == [PDF, PAGE]
    english = await landed(visitor, item, prefix="/en")
    assert english.texts(WAYS)[0] == "Read the report (PDF, 48 pages)"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("article", "Læs artiklen hos Center for Beskæftigelse"),
        ("news", "Læs nyheden hos Center for Beskæftigelse"),
        ("tool", "Se redskabet hos Center for Beskæftigelse"),
        ("noget-eget", "Læs udgivelsen hos Center for Beskæftigelse"),
    ],
)
async def test_words_by_form(visitor: Visitor, store: Store, form: str, words: str) -> None:
    (item,) = record(store, "rapporter", Draft("Titel", link=PAGE, form=form))
    assert (await landed(visitor, item)).texts(WAYS) == [words]


async def test_a_newsletter_and_bare_sound(visitor: Visitor, store: Store) -> None:
    (issue,) = record(store, "nyt", Draft("Uge 9", link="https://nyt.example.org/9"))
    assert (await landed(visitor, issue)).texts(WAYS) == ["Læs hele nyhedsbrevet hos Nyt om job"]
    sound = (Enclosure("https://lyd.example.org/9.mp3", "audio/mpeg"),)
    (episode,) = record(store, "samtalen", Draft("Lyd", enclosures=sound))
    seen = await landed(visitor, episode)
    assert seen.texts(WAYS) == ["Hør hos Radio Fjord"]
    assert seen.all(f"{WAYS}/@href") == ["https://lyd.example.org/9.mp3"]


async def test_a_doi_leads_there_where_no_page_is_known(visitor: Visitor, store: Store) -> None:
    draft = Draft("Med DOI", form="article", ids=("doi:10.1234/abc", "isbn:9788712345678"))
    (item,) = record(store, "rapporter", draft)
    seen = await landed(visitor, item)
    assert seen.all(f"{WAYS}/@href") == ["https://doi.org/10.1234/abc"]
    facts = "//dl[@class='facts']"
    assert seen.texts(f"{facts}/dt[.='DOI']/following-sibling::dd[1]") == ["10.1234/abc"]
    assert seen.texts(f"{facts}/dt[.='ISBN']/following-sibling::dd[1]") == ["9788712345678"]
    assert faults_of(seen) == []


async def test_where_one_of_two_is_gone_the_other_is_first(visitor: Visitor, store: Store) -> None:
    drafts = [
        Draft(name, link=f"{PAGE}/{name}", enclosures=(Enclosure(f"{PAGE}/{name}.pdf"),))
        for name in ("en", "begge")
    ]
    one, both = record(store, "rapporter", *drafts)
    dead(store, f"{PAGE}/en.pdf", f"{PAGE}/begge.pdf", f"{PAGE}/begge")
    seen = await landed(visitor, one)
    assert seen.all(f"{WAYS}[@class='button']/@href") == [f"{PAGE}/en"]
    assert seen.has_class("no-answer")
    gone = await landed(visitor, both)
    assert gone.texts(WAYS) == []
    assert gone.has_class("no-answer")


async def test_nothing_known_is_no_button(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "rapporter", Draft("Kun titel"))
    seen = await landed(visitor, item)
    assert (seen.texts(WAYS), faults_of(seen)) == ([], [])
