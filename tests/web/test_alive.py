"""What pages say of addresses that answer no more, and what comes first then."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest

from hub.liveness import WEEK, LinkState
from hub.model import Draft, Enclosure, Link
from hub.store import Store
from tests.web.collection import NOW, item_id, record
from tests.web.visiting import Visitor, faults_of

pytestmark = pytest.mark.anyio
EPISODE = item_id("samtalen", 0)
PAGE = f"/items/{EPISODE}/troen-paa-borgeren-hvad-er-det-der-virker"
ORIGINAL = "https://podcast.example.org/afsnit/12"
SOUND = "https://lyd.example.org/12.mp3"
SEEN = datetime(2026, 5, 2, 23, 30, tzinfo=UTC)  # in Copenhagen it is the third of May by then
BOX = "//div[@class='no-answer']"


def dead(store: Store, *urls: str, seen: datetime | None = SEEN) -> None:
    """These addresses answer no more."""
    past: str | None = ""
    while past is not None:
        past = store.checks.gather(past, NOW)
    since = SEEN + WEEK
    state = LinkState(alive=seen, failing=since, doubt=6, dead=since)
    found = {each.url: each for each in store.checks.claim(NOW + WEEK, 999)}
    for url in urls:
        store.checks.record(found[url], state, since + WEEK, since + 2 * WEEK)


def hrefs(addresses: Iterable[str]) -> list[str]:
    return [address for address in addresses if "archive.org" in address]


async def test_while_all_answers_nothing_is_said(visitor: Visitor, store: Store) -> None:
    dead(store)
    seen = await visitor.page(PAGE)
    assert ORIGINAL in seen.all("//a[@class='button']/@href")
    assert "svarer ikke" not in seen.text()
    assert hrefs(seen.all("//@href")) == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "Originalen svarer ikke længere (sidst set 3. maj 2026)."),
        ("/en", "The original no longer answers (last seen 3 May 2026)."),
    ],
)
async def test_the_copy_stands_first_and_then_what_we_have(
    visitor: Visitor, store: Store, language: str, said: str
) -> None:
    dead(store, ORIGINAL)
    seen = await visitor.page(language + PAGE)
    assert faults_of(seen) == []
    assert said.rstrip(".") in seen.text(BOX)
    first = seen.all("//main//header//a[contains(@class, 'button')]/@href")[0]
    assert first == f"https://web.archive.org/web/20260503/{ORIGINAL}"
    assert ORIGINAL in seen.all(f"{BOX}//a/@href")  # whoever wants to try
    assert "Karen har været jobkonsulent" in seen.text()
    assert seen.all("//audio/@src") == [SOUND]


async def test_nothing_is_asked_of_the_archive_by_the_page_itself(
    visitor: Visitor, store: Store
) -> None:
    dead(store, ORIGINAL, SOUND)
    seen = await visitor.page(PAGE)
    loading = "//@src|//@poster|//link/@href|//form/@action|//@srcset"
    assert hrefs(seen.all(loading)) == []
    assert "archive.org" not in seen.response.headers["content-security-policy"]


async def test_what_we_never_saw_has_no_such_day_and_its_copy_is_of_when_it_came_out(
    visitor: Visitor, store: Store
) -> None:
    dead(store, ORIGINAL, seen=None)
    seen = await visitor.page(PAGE)
    assert "Originalen svarer ikke længere." in seen.text(BOX)
    assert "sidst set" not in seen.text()
    assert f"https://web.archive.org/web/20260217/{ORIGINAL}" in seen.all("//a/@href")


async def test_sound_that_is_gone_is_said_beside_the_player(visitor: Visitor, store: Store) -> None:
    dead(store, SOUND)
    seen = await visitor.page(f"{PAGE}?t=751")
    assert faults_of(seen) == []
    assert "Lyden svarer ikke længere (sidst set 3. maj 2026)" in seen.text(BOX)
    assert f"https://web.archive.org/web/20260503/{SOUND}" in seen.all(f"{BOX}//a/@href")
    assert ORIGINAL in seen.all("//header//a/@href")
    assert seen.all("//audio/@src") == [f"{SOUND}#t=751"]  # it may come back


async def test_links_of_an_issue_tell_which_are_alive(visitor: Visitor, store: Store) -> None:
    gone, alive = "https://andre.example.org/a?b=1&c=2", "https://andre.example.org/b"
    links = (Link(f"{gone}#afsnit", "Puljen"), Link(alive, "Kommunerne"))
    (issue,) = record(store, "nyt", Draft("Uge 9", link="https://nyt.dk/9", links=links))
    dead(store, gone)
    seen = await visitor.page(f"/items/{issue}/uge-9")
    assert faults_of(seen) == []
    first, second = seen.texts("//section[@aria-labelledby='links']//li")
    assert first == "Puljen svarer ikke længere (sidst set 3. maj 2026) find en kopi"
    assert second == "Kommunerne"
    copies = hrefs(seen.all("//section[@aria-labelledby='links']//@href"))
    assert copies == [f"https://web.archive.org/web/20260503/{gone}#afsnit"]


async def test_what_comes_back_is_the_original_again(visitor: Visitor, store: Store) -> None:
    dead(store, ORIGINAL)
    later = SEEN + 9 * WEEK
    found = {each.url: each for each in store.checks.claim(later + timedelta(days=1), 999)}
    store.checks.record(found[ORIGINAL], LinkState(later, later), later, later + WEEK)
    seen = await visitor.page(PAGE)
    assert "svarer ikke" not in seen.text()
    assert ORIGINAL in seen.all("//a[@class='button']/@href")


@pytest.mark.parametrize("hostile", ['https://x.dk/a"onload=alert(1)', "https://x.dk/<b>"])
async def test_an_address_can_be_no_markup(visitor: Visitor, store: Store, hostile: str) -> None:
    sound = Enclosure(f"{hostile}.mp3", "audio/mpeg")
    (made,) = record(store, "samtalen", Draft("Fjendtlig", link=hostile, enclosures=(sound,)))
    dead(store, hostile, sound.url)
    seen = await visitor.page(f"/items/{made}/fjendtlig")
    assert seen.status == 200
    assert seen.texts(BOX)
    assert seen.all("//@onload") == []
    assert seen.tree.xpath(f"{BOX}//b") == []
