"""What a newsletter points at stands on its page, and on the pages of what it points at."""

import pytest

from hub.model import Draft, Link
from hub.store import Store
from hub.visiting import Proposal, SourceState, Visit
from tests.web.collection import NOW, item_id, record
from tests.web.visiting import Visitor, faults_of

REPORT = item_id("aabent", 7)
LINKS = (
    Link("https://andet.example.org/nyt", "Nyt andetsteds"),
    Link("https://www.viden.example.org/da/ips/", "Læs rapporten"),
    Link("https://viden.example.org/ips?utm_source=brev", "Hent den"),
    Link("https://uden.example.org/lang/sti"),
)


@pytest.fixture
def issue(store: Store) -> str:
    """An issue that points at a report which came to us after it."""
    (found,) = record(store, "nyt", Draft("Nyt om job, uge 9", links=LINKS))
    report = Draft("Hvad virker i IPS?", link="https://viden.example.org/ips")
    keys = ("link:viden.example.org/ips",)
    proposal = Proposal(REPORT, "rapport", "d", keys, report, "da")
    state = SourceState("aabent", last_visit=NOW, last_success=NOW)
    store.visits.record(Visit("aabent", NOW, "ok", new=1), state, [proposal])
    store.themes.assign(REPORT, (), visible=True)
    return found


async def test_an_issue_shows_items_of_ours_first(visitor: Visitor, issue: str) -> None:
    seen = await visitor.page(f"/items/{issue}/nyt-om-job-uge-9")
    assert faults_of(seen) == []
    parts = "//section[@aria-labelledby='links']//*[self::h2 or self::h3 or self::a]"
    assert seen.texts(parts) == [
        "I dette nyhedsbrev", "Det har vi her", "Hvad virker i IPS?", "Andre steder",
        "Nyt andetsteds", "uden.example.org/lang/sti",
    ]  # fmt: skip
    assert seen.all("//ul[@class='pointing ours']//@href") == [f"/items/{REPORT}/hvad-virker-i-ips"]
    english = await visitor.page(f"/en/items/{issue}/nyt-om-job-uge-9")
    assert english.text("//section[@aria-labelledby='links']/h2") == "In this newsletter"
    assert seen.all("//ul[@class='pointing ours']//@lang") == []
    assert english.all("//ul[@class='pointing ours']//a/@lang") == ["da"]


async def test_an_item_tells_where_it_is_mentioned(visitor: Visitor, issue: str) -> None:
    seen = await visitor.page(f"/items/{REPORT}/hvad-virker-i-ips")
    assert faults_of(seen) == []
    assert seen.texts("//section[@aria-labelledby='omtalt']//a") == ["Nyt om job, uge 9"]
    assert seen.all("//section[@aria-labelledby='omtalt']//a/@href") == [
        f"/items/{issue}/nyt-om-job-uge-9"
    ]
    english = await visitor.page(f"/en/items/{REPORT}/hvad-virker-i-ips")
    assert english.text("//h2[@id='omtalt']") == "Mentioned in"
    assert english.all("//section[@aria-labelledby='omtalt']//a/@lang") == ["da"]


async def test_nothing_is_said_where_nothing_points(visitor: Visitor, store: Store) -> None:
    (bare,) = record(store, "nyt", Draft("Stille uge"))
    seen = await visitor.page(f"/items/{bare}/stille-uge")
    assert seen.texts("//section[@aria-labelledby='links' or @aria-labelledby='omtalt']") == []


async def test_what_is_not_shown_yet_is_not_pointed_at(
    visitor: Visitor, store: Store, issue: str
) -> None:
    store.themes.assign(REPORT, (), visible=False)
    seen = await visitor.page(f"/items/{issue}/nyt-om-job-uge-9")
    assert "Hvad virker" not in seen.text()
    assert "Læs rapporten" in seen.text()


async def test_very_many_links_are_folded_and_none_comes_twice(
    visitor: Visitor, store: Store
) -> None:
    many = tuple(Link(f"https://andet.example.org/{n % 40}", f"Historie {n}") for n in range(80))
    (issue,) = record(store, "nyt", Draft("Mange links", links=many))
    seen = await visitor.page(f"/items/{issue}/mange-links")
    assert faults_of(seen) == []
    section = "//section[@aria-labelledby='links']"
    assert len(seen.texts(f"{section}/ul/li")) == 12
    assert seen.texts(f"{section}/details/summary") == ["Vis 28 links til"]
    assert len(set(seen.all(f"{section}//a/@href"))) == 40
