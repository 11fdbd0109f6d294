"""Themes and sources: where to start, what there is, how it goes, where old ids lead."""

from datetime import timedelta

import pytest

from hub.config import parse_config
from hub.model import Assignment, Draft, Person, Trouble, When
from hub.store import Store
from hub.visiting import SourceState, Visit
from tests.web.collection import FEEDS, NOW, record, trouble
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Seen, Visitor, faults_of


async def test_a_theme(visitor: Visitor) -> None:
    seen = await visitor.page("/themes/ips")
    assert seen.text("//h1") == "IPS og Supported Employment"
    assert "Job først – med støtte" in seen.text()
    assert seen.texts("//section[@class='starts']//h3") == [
        "Hvad er IPS?", "Kasper fik job, før han blev rask", "Maria fik job",
    ]  # fmt: skip
    hosts = seen.texts("//section[@class='starts']//p[@class='meta']")
    assert hosts == ["example.org", "example.org"]  # an IP address would tell a reader nothing
    assert seen.texts("//h2")[:2] == ["Start her", "2 bidrag om temaet"]
    titles = seen.texts("//h3[@class='card-title']")
    assert titles == [
        "Episode: Job først: et besøg hos et IPS-team",
        "Udgivelse: What works? Individual placement and support in ten countries",
    ]


async def test_its_rule_can_be_read(visitor: Visitor) -> None:
    danish = await visitor.page("/themes/ips")
    assert danish.texts("//details[@class='rule']//li") == [
        '"individuelt planlagt job"', "ips (job ELLER psykiatri)",
    ]  # fmt: skip
    english = await visitor.page("/en/themes/ips")
    assert english.texts("//details[@class='rule']//li")[1] == "ips (job OR psykiatri)"
    assert danish.texts("//details[@class='rule']/p")[-1].startswith("Ord ved siden af hinanden")
    assert english.texts("//details[@class='rule']/p")[-1].startswith("Words side by side")
    every = await visitor.page("/themes/unge")
    assert "Alt dette skal passe" in every.text()


async def test_mentions_stand_behind_a_link(visitor: Visitor) -> None:
    seen = await visitor.page("/themes/unge")
    (more,) = seen.tree.find_class("more")
    assert more.text_content() == "1 bidrag mere nævner temaet"
    mentions = await visitor.page(more.get("href"))
    assert mentions.texts("//h2")[0] == "1 bidrag nævner temaet"
    assert mentions.texts("//h3") == ["Episode: Troen på borgeren – hvad er det, der virker?"]
    assert mentions.all("//a[@class='more']/@href") == ["/themes/unge"]
    assert mentions.all("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.parametrize("path", ["/themes/troen-paa-borgeren", "/sources/nyt", "/people/ane-dal"])
async def test_pages_stay_in_place_while_new_items_come(
    visitor: Visitor, store: Store, path: str
) -> None:
    ane = (Person("Ane Dal"),)
    drafts = [Draft(f"Brev {n:02}", date=When(f"2020-01-{n:02}"), people=ane) for n in range(1, 26)]
    believe = (Assignment("troen-paa-borgeren", "about"),)
    for item in record(store, "nyt", *drafts):
        store.themes.assign(item, believe, visible=True)
    first = await visitor.page(path)
    assert first.by_class("where") == ["Side 1 af 2"]
    (following,) = first.all("//nav[@class='pager']/a/@href")
    second = await visitor.page(following)
    titles = second.texts("//h3[@class='card-title']")
    assert titles[-1] == "Nyhedsbrev: Brev 01"
    newer = [Draft(f"Nyt {n:02}", date=When(f"2026-02-{n:02}"), people=ane) for n in range(1, 26)]
    for item in record(store, "nyt", *newer, at=NOW + timedelta(hours=1)):
        store.themes.assign(item, believe, visible=True)
    again = await visitor.page(following)
    assert again.texts("//h3[@class='card-title']") == titles
    assert again.by_class("where") == ["Side 2 af 2"]
    assert again.all("//nav[@class='pager']/a/@href") == [path]
    afresh = await visitor.page(path)
    assert afresh.by_class("where") == ["Side 1 af 3"]
    assert afresh.all("//nav[@class='pager']/a/@href") != [following]


@pytest.mark.parametrize("upto", ["", "x", "-1", "٣", "9" * 18, "1" * 5000])
async def test_an_upto_that_makes_no_sense_is_left_out(
    visitor: Visitor, searcher: PlainSearcher, upto: str
) -> None:
    for path in ("/themes/ips", "/sources/nyt", "/search"):
        seen = await visitor.page(f"{path}?page=2&upto={upto}")
        assert (path, seen.status, faults_of(seen)) == (path, 200, [])
    assert searcher.asked[-1][3] == ""


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("/themes/supported-employment?mentions=1", "/themes/ips?mentions=1"),
        ("/en/themes/supported-employment", "/en/themes/ips"),
        ("/sources/snakken", "/sources/samtalen"),
        ("/themes/", "/themes"),
    ],
)
async def test_old_addresses_lead_to_the_present_ones(visitor: Visitor, old: str, now: str) -> None:
    response = await visitor.get(old)
    assert (response.status_code, response.headers["location"]) == (301, now)


@pytest.mark.parametrize("path", ["/themes/nope", "/sources/nope", "/items/aaaaaaaaaaaa", "/x/y"])
async def test_what_was_never_there(visitor: Visitor, path: str) -> None:
    for prefix in ("", "/en"):
        seen = await visitor.page(prefix + path)
        assert (seen.status, faults_of(seen)) == (404, [])


async def test_a_wrong_address_fills_the_search_box(visitor: Visitor) -> None:
    seen = await visitor.page("/items/aaaaaaaaaaaa/troen-paa-borgeren.html")
    assert seen.all("//input[@type='search']/@value") == ["troen paa borgeren"]
    assert "IPS og Supported Employment" in seen.text()


def facts(seen: Seen) -> dict[str, str]:
    """What the page says of how its source is doing."""
    told = "//dl[@class='health']/div"
    terms = seen.texts(f"{told}/dt")
    return {
        term: " / ".join(seen.texts(f"({told})[{number}]/dd"))
        for number, term in enumerate(terms, 1)
    }


async def test_a_source_that_goes_well(visitor: Visitor) -> None:
    seen = await visitor.page("/sources/samtalen")
    assert seen.text("//h1") == "Samtalen"
    assert seen.by_class("standing") == ["Følges og virker · senest 17. februar 2026"]
    told = facts(seen)
    assert told["Senest hentet"] == "2. marts 2026 kl. 10.30"
    assert told["Seneste nye bidrag"] == "17. februar 2026"
    assert told["Indhold"] == "100 % med dato, 50 % med tekst, 50 % med udskrift"
    assert not told.keys() & {"Rytme", "Senest forsøgt"}
    assert seen.all("//p[@class='followed']/a/@href") == [
        "https://podcast.example.org/samtalen.xml"
    ]
    assert seen.texts("//h2")[0] == "2 bidrag fra kilden"


async def test_a_source_in_trouble(visitor: Visitor, store: Store) -> None:
    trouble(store, "nyt")
    seen = await visitor.page("/sources/nyt")
    assert seen.by_class("standing")[0].startswith("Kan ikke hentes for tiden · senest ")
    assert "nyt.example.org var over 30 sekunder om at svare." in seen.text()
    assert facts(seen)["Næste besøg"] == "2. marts 2026 kl. 14.30"
    assert facts(seen)["Senest forsøgt"] == "2. marts 2026 kl. 10.30"
    english = await visitor.page("/en/sources/nyt")
    assert facts(english)["Next visit"] == "2 March 2026 at 14:30"


DAY = timedelta(days=1)
UNTIL = (("host", "nyt.example.org"), ("status", "429"), ("until", "2026-03-02T12:00:00+00:00"))


@pytest.mark.parametrize(
    ("state", "standing", "said"),
    [
        ({"ended": Trouble("complete"), "due": None}, "Afsluttet", "der ikke kommer mere"),
        (
            {"trouble": Trouble("asked-to-wait", UNTIL), "due_why": Trouble("due-wait")},
            "Venter med at hente",
            "Vi spørger igen efter 2. marts 2026 kl. 13.00.",
        ),
        (
            {"gap": 2 * DAY, "last_new": NOW},
            "Kommer typisk hver 2. dag · senest 2",
            "Kommer typisk hver 2. dag.",
        ),
        (
            {"gap": 2 * DAY, "last_visit": NOW + 20 * DAY, "last_success": NOW + 20 * DAY},
            "Udkommer sjældnere end normalt",
            "20. februar 2026",
        ),
        ({"due_why": Trouble("due-quiet")}, "Følges og virker", "kl. 10.30 / Kilden beder om ro"),
    ],
)
async def test_how_a_source_is_doing_and_why(
    visitor: Visitor, store: Store, state: dict[str, object], standing: str, said: str
) -> None:
    given: dict[str, object] = {"last_visit": NOW, "last_success": NOW, "due": NOW, **state}
    store.visits.record_page(NOW, SourceState("nyt", **given), ())  # type: ignore[arg-type]  # fields of SourceState
    seen = await visitor.page("/sources/nyt")
    assert seen.by_class("standing")[0].startswith(standing)
    assert said in f"{seen.text()} {facts(seen)}"
    assert faults_of(seen) == []
    english = await visitor.page("/en/sources/nyt")
    assert (english.status, faults_of(english)) == (200, [])


async def test_what_visits_take_is_told(visitor: Visitor, store: Store) -> None:
    for size in (1_000, 90_000):
        visit = Visit("nyt", NOW, "ok", milliseconds=840, bytes=size)
        store.visits.record(visit, SourceState("nyt", last_visit=NOW, last_success=NOW), ())
    assert facts(await visitor.page("/sources/nyt"))["Et besøg"] == "0,6 sek. og 30 kB i gennemsnit"


async def test_a_source_taken_out_keeps_its_page(visitor: Visitor, store: Store) -> None:
    kept = [source for source in parse_config(FEEDS).sources if source.id != "nyt"]
    store.sources.apply(kept, NOW + timedelta(days=1))
    seen = await visitor.page("/sources/nyt")
    assert seen.by_class("standing") == [
        "Følges ikke længere (siden 3. marts 2026) · senest 20. februar 2026"
    ]
    assert "Nyt om job, uge 8" in seen.text()
    every = await visitor.page("/sources")
    assert "Tidligere kilder" in every.texts("//h2")
    assert faults_of(every) == []


async def test_sources_say_how_they_are_doing(visitor: Visitor, store: Store) -> None:
    trouble(store, "nyt")
    seen = await visitor.page("/sources")
    assert seen.texts("//h2") == ["Podcasts", "Udgivelser", "Nyhedsbreve"]
    cards = seen.by_class("source")
    assert cards[0] == "Samtalen Radio Fjord 2 bidrag 2026 Følges og virker"
    assert cards[-1].endswith("Kan ikke hentes for tiden")
    assert "Fjordens rapporter Center for Beskæftigelse 3 bidrag 2023–2024" in cards[1]
    english = await visitor.page("/en/sources")
    assert "Reports from the fjord" in english.text()
