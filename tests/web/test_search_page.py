"""The search page: what was found, how it was read, and every way on."""

from urllib.parse import parse_qs, urlsplit

import pytest

from hub.model import Draft, Passage, When
from hub.search import Note
from hub.store import Store
from hub.visiting import NewReading, Read
from tests.web.collection import NOW, item_id, record
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
    said = "Troen på borgeren er ikke noget, man har. Det er noget, man gør."
    assert seen.by_class("moment") == [f"Hør fra 12:31 {said}"]
    assert not seen.has_class("snippet")  # it would say the same
    slug = "troen-paa-borgeren-hvad-er-det-der-virker"
    assert seen.all("//li[@class='moment']/a/@href") == [
        f"/items/{item_id('samtalen', 0)}/{slug}?t=751#t=751"
    ]


async def test_an_item_opens_with_the_places_of_the_words(visitor: Visitor, store: Store) -> None:
    seen = await visitor.page("/search?q=borgeren%20virker")
    (href,) = seen.all("//h2[@class='card-title']/a[contains(., 'Episode')]/@href")
    assert asked(href) == {"find": ["borgeren virker"]}
    there = await visitor.page(href)
    assert there.texts("//ol[@class='found-places']//mark") == ["borgeren"]
    assert there.all("//link[@rel='canonical']/@href") == [href.partition("?")[0]]
    assert there.all("//meta[@name='robots']/@content") == []


async def test_words_that_are_not_in_the_text_are_not_looked_for_there(visitor: Visitor) -> None:
    for typed in ("individual", "pulje", ""):  # a link alone, in the title alone, none
        seen = await visitor.page(f"/search?q={typed}")
        assert seen.all("//h2[@class='card-title']/a/@href")
        assert not any("find=" in href for href in seen.all("//h2[@class='card-title']/a/@href"))
    too_many = "borgeren" + " tro" * 60
    seen = await visitor.page(f"/search?q={too_many}")
    assert not any("find=" in href for href in seen.all("//h2[@class='card-title']/a/@href"))


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
    facets = seen.texts("//details[@class='facet']/summary/h2")
    assert facets == [
        "Type", "Form", "Længde", "Indhold", "Tema", "År", "Kilde", "Udgiver", "Person", "Sprog",
        "Adgang",
    ]  # fmt: skip
    (href,) = seen.all("//ul[@aria-labelledby='facet-kind']//a[contains(., 'Episode')]/@href")
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
    canonical = one.all("//link[@rel='canonical']/@href")
    assert canonical == ["/search?q=job&kind=episode&kind=issue&sort=newest"]
    assert other.all("//link[@rel='canonical']/@href") == canonical
    assert other.response.headers["etag"] == one.response.headers["etag"]


async def test_the_title_says_what_was_found(visitor: Visitor) -> None:
    """A screen reader says the title first, and a tab shows little more."""
    seen = await visitor.page("/search?q=job")
    assert seen.text("//title") == "”job” – 6 resultater – Lydhør"
    english = await visitor.page("/en/search?q=job&kind=issue")
    assert english.text("//title") == "“job” – 1 result – Lydhør"


async def test_few_facets_stand_open_and_those_that_are_chosen_from(visitor: Visitor) -> None:
    seen = await visitor.page("/search?form=report&form=article")
    opened = seen.texts("//details[@class='facet'][@open]/summary/h2")
    assert opened == ["Form", "Tema", "År"]
    assert seen.by_class("chosen") == ["2 valgte"]


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


async def test_results_of_a_repaired_query_say_so(
    visitor: Visitor, searcher: PlainSearcher
) -> None:
    searcher.did_you_mean = searcher.read_as = "job"
    seen = await visitor.page("/search?q=jo&kind=episode&page=1")
    (note,) = seen.by_class("note")
    assert note == "Viser resultater for ”job” i stedet for ”jo”. Søg på ”jo”"
    assert not seen.texts("//main//code")
    (href,) = seen.all("//p[@class='note']/a/@href")
    assert asked(href) == {"q": ["jo"], "literal": ["1"], "kind": ["episode"]}


@pytest.mark.parametrize("code", ["repaired", "kind-read", "bridged"])
async def test_there_is_a_way_back_from_what_we_made_of_the_words(
    visitor: Visitor, searcher: PlainSearcher, code: str
) -> None:
    first = (("found", "job"), ("typed", "jo"), ("word", "jo"))
    other = (("found", "job"), ("typed", "jb"), ("word", "jb"))
    searcher.notes = (Note(code, first), Note(code, other), Note("relaxed"))
    (href,) = (await visitor.page("/search?q=jo")).all("//p[@class='note']/a/@href")
    back = await visitor.page(href)
    assert searcher.asked[-1][0].literal
    assert not back.tree.xpath("//p[@class='note']/a")
    ways = back.all("//main//nav//a/@href|//div[@class='sorts']/a/@href")
    assert len(ways) > 8
    assert all(asked(way)["literal"] == ["1"] for way in ways)
    # New words are read as if nothing had been.
    assert back.all("//main//form/input[@type='hidden']/@name") == []


async def test_another_spelling_that_finds_nothing_either(
    visitor: Visitor, searcher: PlainSearcher
) -> None:
    searcher.did_you_mean = "beskæftigelse"
    seen = await visitor.page("/search?q=beskæftiglse&kind=episode")
    assert "Mente du beskæftigelse?" in seen.text()
    (href,) = seen.all("//p[@class='note']/a/@href")
    assert asked(href) == {"q": ["beskæftigelse"], "kind": ["episode"]}


async def test_why_a_hit_is_there(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=troen+øvelser")
    assert seen.texts("//details[@class='because']/summary") == ["Hvorfor vises det?"]
    assert seen.texts("//details[@class='because']//li") == [
        "”troen” står i titlen og i teksten",
        "”øvelser” står i resuméet",
        "handler om temaet Troen på borgerens jobchance",
    ]
    english = await visitor.page("/en/search?q=troen")
    assert english.texts("//details[@class='because']//li")[0] == (
        "“troen” is in the title and in the text"
    )


async def test_three_moments_at_most_each_once(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "samtalen", Draft("En dag", date=When("2026-01-02")))
    store.readings.queue(item, NewReading("transcript", "https://lyd.example.org/d.vtt"))
    starts = enumerate((9.0, 9.0, 60.0, 95.0, 120.0))
    passages = tuple(Passage(f"Zebra {n}", second) for n, second in starts)
    (task,) = store.readings.claim(1, NOW)
    store.readings.record(task, Read(passages=passages), NOW)
    seen = await visitor.page("/search?q=zebra")
    assert seen.by_class("moment") == [
        "Hør fra 0:09 Zebra 0", "Hør fra 1:00 Zebra 2", "Hør fra 1:35 Zebra 3",
    ]  # fmt: skip
    assert seen.texts("//li[@class='moment']//mark") == ["Zebra"] * 3


async def test_a_page_of_a_document_opens_there(visitor: Visitor, store: Store) -> None:
    drafts = (
        Draft("Om ræve", link="https://rapporter.example.org/r.pdf?v=2", form="report"),
        Draft("Om ræve igen", link="https://rapporter.example.org/om-raeve", form="report"),
    )
    for item in record(store, "rapporter", *drafts):
        store.readings.queue(item, NewReading("pdf", f"https://rapporter.example.org/{item}"))
        (task,) = store.readings.claim(1, NOW)
        passages = (Passage("Forord", page=1), Passage("Zebra", page=4))
        store.readings.record(task, Read(passages=passages), NOW)
    seen = await visitor.page("/search?q=zebra")
    assert seen.by_class("moment") == ["Side 4 Zebra"] * 2
    links = seen.all("//li[@class='moment']/a/@href")
    assert "https://rapporter.example.org/r.pdf?v=2#page=4" in links
    (ours,) = [link for link in links if link.endswith("/om-raeve-igen#side-4")]
    leaf = (await visitor.page(ours)).texts("//li[@id='side-4']")
    assert leaf == ["Side 4 Zebra"]


async def test_what_takes_little_time_and_what_has_a_transcript(visitor: Visitor) -> None:
    seen = await visitor.page("/search")
    (spoken,) = seen.all("//ul[@aria-labelledby='facet-has']//a[contains(., 'udskrift')]/@href")
    assert asked(spoken) == {"has": ["transcript"]}
    chosen = await visitor.page(spoken)
    assert chosen.by_class("count")[0] == "1 resultat"
    assert chosen.by_class("chip") == ["Fjern filteret Indhold: Har udskrift"]
    (short,) = seen.all("//ul[@aria-labelledby='facet-length']//a/@href")
    assert asked(short) == {"length": ["10"]}
    assert (await visitor.page(short)).by_class("chip") == ["Fjern filteret Længde: Højst 10 min."]
    # Where all have it, there is nothing to choose.
    assert "facet-has" not in (await visitor.page("/search?q=troen")).all("//section/h2/@id")


async def test_people_are_a_filter(visitor: Visitor) -> None:
    seen = await visitor.page("/search")
    (href,) = seen.all("//ul[@aria-labelledby='facet-person']//a[contains(., 'Karen')]/@href")
    assert asked(href) == {"person": ["Karen Holm"]}
    assert (await visitor.page(href)).by_class("chip") == ["Fjern filteret Person: Karen Holm"]


async def test_nothing_found_helps_on(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=kamel+tro+job&kind=episode")
    assert faults_of(seen) == []
    assert seen.by_class("count")[0] == "0 resultater"
    alone = seen.texts("//ul[@class='alone']/li")
    assert [entry.rpartition(" ")[0] for entry in alone] == ["kamel 0", "tro 1", "job 6"]
    links = [asked(href) for href in seen.all("//ul[@class='alone']//a/@href")]
    assert links == [{"q": ["tro"]}, {"q": ["job"]}]
    assert seen.texts("//ul[@class='ways']//a") == ["Søg uden filtre", "Søg kun på ”tro job”"]


async def test_an_address_that_nothing_has_is_not_taken_apart(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=https://example.dk/en/side+&kind=episode")
    assert faults_of(seen) == []
    assert not seen.has_class("alone")
    assert not seen.has_class("ways")
    assert "bøjninger" not in seen.text()


async def test_nothing_found_leads_to_themes_that_come_close(visitor: Visitor) -> None:
    seen = await visitor.page("/search?q=borgeren+kamel")
    assert seen.texts("//h2[@id='temaer']") == ["Temaer, der ligger tæt på"]
    assert seen.by_class("theme-title") == ["Troen på borgerens jobchance"]
    other = await visitor.page("/search?q=kamel")
    assert not other.has_class("alone")
    assert other.texts("//h2[@id='temaer']") == ["Eller begynd med et tema"]
    assert len(other.by_class("theme-title")) == 3


async def test_a_cpr_number_is_on_no_page(visitor: Visitor, searcher: PlainSearcher) -> None:
    seen = await visitor.page("/search?q=010203-1234+job")
    assert "CPR" in seen.text()
    assert "010203" not in seen.response.text.replace(str(seen.response.url.query), "")
    assert "010203" not in searcher.asked[-1][0].typed
    chosen = await visitor.page("/search?person=010203-1234&q=job")
    assert not chosen.has_class("chip")
    assert "010203" not in chosen.text("//body") + str(searcher.asked[-1][0])


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
    assert set(seen.all("//nav//ul[starts-with(@aria-labelledby, 'facet-')]//a/@rel")) == {
        "nofollow"
    }
