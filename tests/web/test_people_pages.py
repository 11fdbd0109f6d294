"""A person's page, people of one name, and the list of them all."""

from datetime import timedelta

from hub.model import Assignment, Draft, Person, When
from hub.store import Store
from tests.web.collection import NOW, record
from tests.web.visiting import Visitor, faults_of

KAREN = Person("Karen Holm", "author")


async def test_a_person(visitor: Visitor, store: Store) -> None:
    more = Draft(
        "Tro, håb og tal", date=When("2026-02-20"), people=(Person("Holm, Karen", "host"),)
    )
    (item,) = record(store, "samtalen", more)
    store.themes.assign(item, [Assignment("unge", "about")], visible=True)
    seen = await visitor.page("/people/karen-holm")
    assert seen.text("//h1") == "Karen Holm"
    assert seen.texts("//header[@class='page-head']/p[@class='meta']/span") == [
        "Vært og gæst", "2 episoder",
    ]  # fmt: skip
    assert seen.texts("//h3[@class='card-title']") == [
        "Episode: Tro, håb og tal",
        "Episode: Troen på borgeren – hvad er det, der virker?",
    ]
    assert seen.texts("//ul[@class='tallies']/li") == [
        "Troen på borgerens jobchance 1 bidrag",
        "Unge uden job og uddannelse 1 bidrag",
        "Samtalen 2 bidrag",
    ]
    assert seen.all("//link[@type='application/rss+xml']/@href") == ["/people/karen-holm.rss"]
    assert faults_of(seen) == []


async def test_all_spellings_are_searched(visitor: Visitor, store: Store) -> None:
    record(store, "samtalen", Draft("Mere", people=(Person("Holm, Karen"),)))
    seen = await visitor.page("/people/karen-holm")
    search = seen.all("//div[@class='doings']/a/@href")[0]
    assert search == "/search?person=Holm%2C+Karen&person=Karen+Holm"


async def test_people_of_one_name_stay_apart(visitor: Visitor, store: Store) -> None:
    record(store, "rapporter", Draft("Regnskab", date=When("2020"), people=(KAREN,)))
    seen = await visitor.page("/people/karen-holm")
    assert seen.texts("//h2") == ["I Fjordens rapporter", "I Samtalen"]
    assert "vi kan ikke se, om det er samme person" in seen.text()
    ways = seen.all("//a[@class='more']/@href")
    assert ways == ["/people/karen-holm?source=rapporter", "/people/karen-holm?source=samtalen"]
    assert faults_of(seen) == []
    one = await visitor.page(ways[0])
    assert one.texts("//h3[@class='card-title']") == ["Udgivelse: Regnskab"]
    assert one.all("//p[@class='note']/a/@href") == ["/people/karen-holm"]
    assert one.all("//meta[@name='robots']/@content") == ["noindex"]
    assert one.all("//link[@type='application/rss+xml']/@href") == [
        "/people/karen-holm.rss?source=rapporter"
    ]
    assert faults_of(one) == []


async def test_very_many_of_one_name(visitor: Visitor, store: Store) -> None:
    name = (Person("Åse Bro"),)
    record(store, "nyt", *(Draft(f"Brev {n:02}", people=name) for n in range(23)))
    first = await visitor.page("/people/aase-bro")
    assert first.by_class("where") == ["Side 1 af 2"]
    (following,) = first.all("//nav[@class='pager']/a/@href")
    second = await visitor.page(following)
    assert len(second.texts("//h3[@class='card-title']")) == 3
    beyond = await visitor.page("/people/aase-bro?page=9")
    assert (beyond.status, faults_of(beyond)) == (200, [])


async def test_nobody_of_that_name(visitor: Visitor) -> None:
    seen = await visitor.page("/people/kirsten-bro")
    assert (seen.status, seen.all("//input[@type='search']/@value")) == (404, ["kirsten bro"])


async def test_people_from_a_to_aa(visitor: Visitor, store: Store) -> None:
    seen = await visitor.page("/people")
    assert seen.texts("//ul[@class='letters']/li/a") == ["B", "H", "L", "Å"]
    assert "Mads Bjerre" in seen.text("//ul[@class='tallies']")
    assert faults_of(seen) == []
    last = await visitor.page("/people?letter=%C3%A5")
    assert last.texts("//ul[@class='tallies']/li") == ["Ø. Ågård 1 bidrag"]
    assert last.all("//ul[@class='tallies']//a/@href") == ["/people/oe-aagaard"]
    none = await visitor.page("/people?letter=a")
    assert "Her er ingen navne endnu" in none.text()
    assert faults_of(none) == []


async def test_english(visitor: Visitor, store: Store) -> None:
    record(store, "rapporter", Draft("R", people=(KAREN,)), at=NOW + timedelta(hours=1))
    for path in ("/people", "/people/karen-holm", "/people/karen-holm?source=samtalen"):
        seen = await visitor.page(f"/en{path}")
        assert (seen.status, faults_of(seen)) == (200, [])


async def test_a_search_leads_to_people(visitor: Visitor) -> None:
    for query in ("q=karen+holm", "q=tro&person=Karen+Holm", "q=Holm%2C+Karen"):
        seen = await visitor.page(f"/search?{query}")
        assert seen.all("//p[@class='note']/a/@href") == ["/people/karen-holm"], query
        assert seen.texts("//p[@class='note']")[0].endswith("Se siden om Karen Holm")
    for query in ("q=karen", "q=karen+holst", "q=en+hel+masse+ord+om+karen+holm", "person=Nope"):
        seen = await visitor.page(f"/search?{query}")
        assert "Se siden om" not in seen.text(), query


async def test_an_item_leads_to_its_people(visitor: Visitor) -> None:
    seen = await visitor.page("/themes/troen-paa-borgeren")
    item = await visitor.page(seen.all("//h3[@class='card-title']/a/@href")[0])
    assert {"/people/karen-holm", "/people/mads-bjerre"} <= set(item.all("//a/@href"))


async def test_a_name_as_it_is_written_leads_to_its_page(visitor: Visitor) -> None:
    for written in ("Karen%20Holm", "KAREN-HOLM", "Holm,%20Karen"):
        response = await visitor.get(f"/people/{written}?source=samtalen")
        assert (response.status_code, response.headers["location"]) == (
            307, "/people/karen-holm?source=samtalen",
        )  # fmt: skip
    for nobody in ("Karen%20Nobody", "%00", "%D0%9A", "-"):
        assert (await visitor.get(f"/people/{nobody}")).status_code == 404
