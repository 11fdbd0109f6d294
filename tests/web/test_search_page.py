"""The search page: what was found, how it was read, and every way on."""

from urllib.parse import parse_qs, urlsplit

from hub.model import Draft, When
from hub.search import Note
from hub.store import Store
from tests.web.collection import item_id, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor, faults_of


def asked(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


async def test_a_hit_says_what_it_is_and_what_it_costs(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=troen")
    assert seen.text("//h1") == "”troen”"
    assert seen.by_class("count")[0] == "1 resultat"
    assert seen.by_class("meta")[0] == "Episode Radio Fjord 17. februar 2026 42 min."
    assert seen.texts("//main//mark") == ["Troen", "Troen"]
    assert seen.texts("//main//h2[@class='card-title']") == [
        "Episode: Troen på borgeren – hvad er det, der virker?"
    ]


async def test_a_moment_leads_to_the_very_second(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=troen")
    assert seen.by_class("moment") == ["12:31 – hør herfra"]
    slug = "troen-paa-borgeren-hvad-er-det-der-virker"
    assert seen.all("//a[@class='moment']/@href") == [
        f"/items/{item_id('samtalen', 0)}/{slug}?t=751#t=751"
    ]


async def test_access_is_on_the_hit(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=pulje")
    assert "kræver abonnement" in seen.by_class("meta")[0]
    english = await visitor.page("/en/search?q=pulje")
    assert "needs a subscription" in english.by_class("meta")[0]


async def test_a_source_that_shows_links_only_shows_no_words(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=individual")
    assert seen.by_class("count")[0] == "1 resultat"
    assert not seen.has_class("snippet")
    assert "Secret" not in seen.response.text


async def test_foreign_text_names_its_language(visitor: Visitor) -> None:
    danish = await visitor.page("/search?q=individual")
    assert danish.all("//h2[@class='card-title']/a/@lang") == ["en"]
    english = await visitor.page("/en/search?q=troen")
    assert english.all("//h2[@class='card-title']/a/@lang") == ["da"]


async def test_facets_add_and_chips_remove(visitor: Visitor) -> None:
    seen = await visitor.page("/search")
    assert seen.by_class("count")[0] == "8 resultater"
    facets = seen.texts("//section[@class='facet']/h2")
    assert facets == ["Type", "Form", "Tema", "År", "Kilde", "Udgiver", "Sprog", "Adgang"]
    (href,) = seen.all("//section[@aria-labelledby='facet-kind']//a[contains(., 'Episode')]/@href")
    assert asked(href) == {"kind": ["episode"]}
    chosen = await visitor.page(href + "&q=job&sort=newest")
    assert chosen.by_class("chip") == ["Fjern filteret Type: Episode"]
    assert asked(chosen.all("//a[@class='chip']/@href")[0]) == {"q": ["job"], "sort": ["newest"]}
    (ticked,) = chosen.all("//nav//a[@aria-current='true']/@href")
    assert "kind" not in asked(ticked)


async def test_values_of_one_facet_add_up(visitor: Visitor, searcher: PlainSearcher) -> None:
    seen = await visitor.page("/search?kind=issue&kind=episode&year=2026")
    assert seen.by_class("count")[0] == "3 resultater"
    query = searcher.asked[-1][0]
    assert query.filters.values("kind") == ("episode", "issue")
    assert seen.by_class("clear") == ["Fjern alle"]


async def test_the_order_of_parameters_never_matters(visitor: Visitor) -> None:
    one = await visitor.page("/search?q=job&kind=issue&kind=episode&sort=newest")
    other = await visitor.page("/search?sort=newest&kind=episode&q=job&kind=issue")
    links = one.all("//main//a/@href")
    assert len(links) > 10
    assert other.all("//main//a/@href") == links


async def test_sorting(visitor: Visitor, searcher: PlainSearcher) -> None:
    seen = await visitor.page("/search?q=job")
    assert seen.texts("//div[@class='sorts']/a") == ["Mest relevante", "Nyeste", "Ældste"]
    assert seen.texts("//div[@class='sorts']/a[@aria-current]") == ["Mest relevante"]
    everything = await visitor.page("/search")
    assert everything.texts("//div[@class='sorts']/a") == ["Nyeste", "Ældste"]
    assert searcher.asked[-1][0].sort == "newest"
    await visitor.page("/search?q=job&sort=oldest")
    await visitor.page("/search?q=job&sort=nonsense")
    assert [asking[0].sort for asking in searcher.asked[-2:]] == ["oldest", "relevance"]


async def test_pages_carry_upto(visitor: Visitor, store: Store, searcher: PlainSearcher) -> None:
    record(store, "nyt", *(Draft(f"Brev {n}", date=When("2020")) for n in range(45)))
    first = await visitor.page("/search?q=brev")
    assert first.by_class("where") == ["Side 1 af 3"]
    (following,) = first.all("//nav[@class='pager']/a/@href")
    assert asked(following) == {"q": ["brev"], "page": ["2"], "upto": ["1772443800000000"]}
    second = await visitor.page(following)
    assert searcher.asked[-1][1:] == (20, 20, "1772443800000000")
    back, on = second.all("//nav[@class='pager']/a/@href")
    assert (asked(back).get("page"), asked(on)["page"]) == (None, ["3"])
    last = await visitor.page(on)
    assert len(last.by_class("card")) == 5


async def test_beyond_the_last_page(visitor: Visitor, searcher: PlainSearcher) -> None:
    seen = await visitor.page("/search?q=job&page=9999")
    assert searcher.asked[-1][1] == 49 * 20
    assert "Her slutter listen" in seen.text()
    assert faults_of(seen) == []


async def test_nonsense_in_the_address_is_left_out(
    visitor: Visitor, searcher: PlainSearcher
) -> None:
    seen = await visitor.page("/search?q=%00job%ff&page=-1&page=x&upto=now&year=&kind=%20")
    assert (seen.status, faults_of(seen)) == (200, [])
    query, offset, _, upto = searcher.asked[-1]
    assert (query.filters.chosen, offset, upto) == ((), 0, "")


async def test_a_very_long_query_is_cut(visitor: Visitor, searcher: PlainSearcher) -> None:
    seen = await visitor.page("/search?q=" + "ord+" * 2000)
    assert seen.status == 200
    assert len(searcher.asked[-1][0].typed) <= 500


async def test_how_it_was_read_is_told(visitor: Visitor, searcher: PlainSearcher) -> None:
    searcher.notes = (Note("relaxed"),)
    seen = await visitor.page("/search?q=Job")
    assert "Kun få passer på alle ordene" in seen.text()
    assert not seen.texts("//main//code")
    searcher.read_as = "titel:job OG unge"
    seen = await visitor.page("/search?q=Job")
    assert seen.texts("//main//code") == ["titel:job OG unge"]


async def test_did_you_mean(visitor: Visitor, searcher: PlainSearcher) -> None:
    searcher.did_you_mean = "beskæftigelse"
    seen = await visitor.page("/search?q=beskæftiglse&kind=episode")
    assert "Mente du beskæftigelse?" in seen.text()
    (href,) = seen.all("//p[@class='note']/a/@href")
    assert asked(href) == {"q": ["beskæftigelse"], "kind": ["episode"]}


async def test_nothing_found_helps_on(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=kamel+tro&kind=episode")
    assert faults_of(seen) == []
    assert seen.by_class("count")[0] == "0 resultater"
    ways = seen.texts("//ul[@class='ways']//a")
    assert ways == ["Søg uden filtre", "Søg kun på ”kamel”", "Søg kun på ”tro”"]
    assert "IPS og Supported Employment" in seen.text()


async def test_a_cpr_number_is_on_no_page(visitor: Visitor, searcher: PlainSearcher) -> None:
    seen = await visitor.page("/search?q=010203-1234+job")
    assert "CPR" in seen.text()
    assert "010203" not in seen.response.text.replace(str(seen.response.url.query), "")
    assert "010203" not in searcher.asked[-1][0].typed


async def test_no_index_yet(visitor: Visitor, searcher: PlainSearcher) -> None:
    searcher.broken = True
    seen = await visitor.page("/search?q=job")
    assert (seen.status, faults_of(seen)) == (503, [])
    assert seen.text("//h1") == "Søgningen er ikke klar endnu"
    assert seen.response.headers["retry-after"] == "60"
    assert seen.all("//input[@type='search']/@value") == ["job"]


async def test_the_box_keeps_filters_and_is_never_focused(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=job&kind=episode&page=2&upto=5")
    kept = seen.tree.xpath("//main//form/input[@type='hidden']")
    assert [(field.get("name"), field.get("value")) for field in kept] == [("kind", "episode")]
    assert not seen.tree.xpath("//@autofocus")


async def test_searches_are_not_listed_by_search_engines(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=job")
    assert seen.all("//meta[@name='robots']/@content") == ["noindex"]
    assert set(seen.all("//nav//section//a/@rel")) == {"nofollow"}
