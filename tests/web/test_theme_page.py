"""A theme's page: its two orders, and what it is made of."""

from hub.model import Assignment, Draft, Evidence, Person, When
from hub.store import Store
from tests.web.collection import record
from tests.web.visiting import Visitor, faults_of

OF_TITLE = (Assignment("ips", "about", (Evidence("title", "IPS"),)),)


async def test_the_most_central_first(visitor: Visitor, store: Store) -> None:
    (old,) = record(store, "nyt", Draft("IPS fra begyndelsen", date=When("2010")))
    store.themes.assign(old, OF_TITLE, visible=True)
    newest = await visitor.page("/themes/ips")
    assert newest.texts("//div[@class='sorts']/a[@aria-current]") == ["Nyeste"]
    (central,) = newest.all("//div[@class='sorts']/a[not(@aria-current)]/@href")
    assert central == "/themes/ips?sort=central"
    seen = await visitor.page(central)
    titles = seen.texts("//h3[@class='card-title']")
    assert titles[0] == "Nyhedsbrev: IPS fra begyndelsen"
    assert newest.texts("//h3[@class='card-title']")[-1] == titles[0]
    assert "Øverst står det, der har temaets ord i titlen" in seen.text()
    assert seen.all("//meta[@name='robots']/@content") == ["noindex"]
    assert seen.all("//link[@hreflang='en']/@href") == ["/en/themes/ips?sort=central"]


async def test_what_it_is_made_of(visitor: Visitor, store: Store) -> None:
    cast = (Person("Karen Holm"), Person("Mads Bjerre"))
    drafts = [Draft(f"IPS {year}", date=When(str(year)), people=cast) for year in (2020, 2021)]
    for item in record(store, "nyt", *drafts, Draft("IPS", people=cast[:1])):
        both = (*OF_TITLE, Assignment("unge", "about"))
        store.themes.assign(item, both, visible=True)
    seen = await visitor.page("/themes/ips")
    assert seen.texts("//section[@aria-labelledby='personer']//li") == [
        "Karen Holm 3 bidrag", "Mads Bjerre 2 bidrag",
    ]  # fmt: skip
    assert seen.all("//section[@aria-labelledby='personer']//a/@href")[0] == "/people/karen-holm"
    assert seen.texts("//section[@aria-labelledby='kilder']//li") == [
        "Nyt om job 3 bidrag", "Kun links 1 bidrag", "Samtalen 1 bidrag",
    ]  # fmt: skip
    assert seen.texts("//section[@aria-labelledby='beslaegtet']//li") == [
        "Unge uden job og uddannelse 3 fælles"
    ]
    (label,) = seen.all("//*[local-name()='svg'][@role='img']/@aria-label")
    assert label == "Bidrag pr. år fra 2019 til 2026. Flest i 2026: 1."
    rows = seen.texts("//section[@aria-labelledby='aar']//tbody//th")
    assert rows == ["2026", "2025", "2021", "2020", "Uden dato"]
    assert seen.texts("//section[@aria-labelledby='aar']//tbody//td") == ["1"] * 5
    assert seen.all("//section[@aria-labelledby='aar']//a/@href")[0] == (
        "/search?theme=ips&year=2026"
    )
    assert faults_of(seen) == []
    english = await visitor.page("/en/themes/ips")
    assert faults_of(english) == []


async def test_later_pages_and_mentions_have_the_list_alone(visitor: Visitor) -> None:
    for path in ("/themes/ips?page=2", "/themes/unge?mentions=1"):
        seen = await visitor.page(path)
        assert seen.texts("//h2")[0] != "Start her"
        assert not seen.has_class("overview-side")
        assert faults_of(seen) == []


async def test_its_other_forms(visitor: Visitor) -> None:
    seen = await visitor.page("/themes/ips?sort=central")
    assert seen.all("//link[@type='application/rss+xml']/@href") == ["/themes/ips.rss"]
