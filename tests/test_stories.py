"""What people come for, from beginning to end, over the demo: with and without script."""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import urljoin

import feedparser
import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import chromium, visitor
from tests.demonstration import REASON, Shown

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SENTENCE = "svømmehal formiddage"  # is said in one episode, 32 seconds into it
EPISODE, SECOND = "Hvem tror på Jonna?", 32
AUDIO = "document.querySelector('audio')"
WITH_AND_WITHOUT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def look_for(page: Page, home: str, words: str) -> None:
    page.goto(home)
    page.get_by_label("Søg i alt, vi har").fill(words)
    page.get_by_role("button", name="Søg", exact=True).click()


def test_a_practitioner_on_a_phone_hears_the_sentence(browser: Browser, home: str) -> None:
    with visitor(browser, home, 360, "light") as one:
        look_for(one.page, home, SENTENCE)
        one.page.get_by_role("button", name=f"Afspil fra 0:{SECOND}: {EPISODE}").click()
        one.page.wait_for_function(
            f"() => {{ const a = {AUDIO}; return a && !a.paused && !a.muted"
            f" && a.currentTime >= {SECOND} && a.currentTime < {SECOND + 10} }}"
        )
        expect(one.page.get_by_role("region", name="Afspiller")).to_be_visible()
        assert {url.rpartition("/")[2] for url in one.elsewhere()} == {"hvem-tror-paa-jonna.ogg"}
        assert one.complaints == []


def test_without_script_the_sound_stands_at_the_sentence(browser: Browser, home: str) -> None:
    with visitor(browser, home, 360, "light", script=False) as one:
        look_for(one.page, home, SENTENCE)
        one.page.get_by_role("link", name=f"Hør fra 0:{SECOND}").click()
        expect(one.page.get_by_role("heading", level=1)).to_have_text(EPISODE)
        expect(one.page.get_by_text(f"Klar til at spille fra 0:{SECOND}")).to_be_in_viewport()
        sound = one.page.locator("audio")
        expect(sound).to_have_attribute("src", re.compile(rf"\.ogg#t={SECOND}$"))
        expect(sound).to_have_attribute("controls", "")
        expect(one.page.get_by_text("Hun laver kaffe i en svømmehal")).to_be_in_viewport()
        assert one.elsewhere() == []


@WITH_AND_WITHOUT
def test_a_subscriber_follows_old_links(browser: Browser, shown: Shown, script: bool) -> None:
    home = shown.home
    with visitor(browser, home, 360, "light", script=script) as one:
        page = one.page
        page.goto(f"{home}search?q=jonna&kind=episode")
        hit = page.get_by_role("heading", level=2).get_by_role("link", name=EPISODE)
        now = urljoin(home, hit.get_attribute("href")).partition("?")[0]
        item = now.split("/")[-2]
        for old in (
            f"go/{item}?utm_source=brev",
            f"items/{item}/hvad-den-hed-foer",
            f"items/{item}",
        ):
            page.goto(home + old)
            expect(page).to_have_url(now)
            expect(page.get_by_role("heading", level=1)).to_have_text(EPISODE)
        page.goto(f"{home}go/{item}?t=32")
        expect(page).to_have_url(f"{now}?t=32#t=32")
        page.goto(f"{home}themes/job-med-stoette")
        expect(page).to_have_url(f"{home}themes/ips")
        expect(page.get_by_role("heading", level=1)).to_have_text("IPS og Supported Employment")
        assert (one.complaints, one.elsewhere()) == ([], [])


@WITH_AND_WITHOUT
def test_what_was_taken_out_says_so_and_helps_on(
    browser: Browser, shown: Shown, script: bool
) -> None:
    with visitor(browser, shown.home, 360, "light", script=script) as one:
        answer = one.page.goto(f"{shown.home}go/{shown.taken_out}")
        assert answer is not None
        assert answer.status == 410
        main = one.page.get_by_role("main")
        expect(main.get_by_text(REASON)).to_be_visible()
        expect(one.page.get_by_label("Søg i alt, vi har")).to_be_visible()
        assert one.elsewhere() == []


@WITH_AND_WITHOUT
def test_somebody_adds_a_theme_to_a_podcast_app(browser: Browser, home: str, script: bool) -> None:
    with visitor(browser, home, 360, "light", script=script) as one:
        one.page.goto(f"{home}themes")
        one.page.get_by_role("link", name="Lønnede timer og småjob").click()
        one.page.get_by_text("Følg temaet", exact=True).click()
        expect(one.page.get_by_text("Vælg ”Tilføj via URL”")).to_be_visible()
        address = one.page.get_by_role("link", name="RSS", exact=True).get_attribute("href")
        assert one.elsewhere() == []
    with httpx.Client(trust_env=False, headers={"User-Agent": "A podcast app"}) as app:
        feed = feedparser.parse(app.get(urljoin(home, address)).content)
        assert not feed.bozo
        assert feed.feed.title == "Lønnede timer og småjob – Lydhør"
        sounds = {entry.title: entry.enclosures for entry in feed.entries if entry.enclosures}
        ((sound,),) = [sounds["To timer om ugen"]]
        part = app.get(sound.href, headers={"Range": "bytes=0-3"})
        assert (part.status_code, part.content) == (206, b"OggS")
        assert sound.type == part.headers["content-type"]


@WITH_AND_WITHOUT
def test_a_librarian_exports_a_search(browser: Browser, home: str, script: bool) -> None:
    with visitor(browser, home, 1280, "light", script=script) as one:
        look_for(one.page, home, "kaffe")
        total = one.page.get_by_role("main").get_by_role("listitem").get_by_role("heading").count()
        one.page.get_by_text("Følg søgningen", exact=True).click()
        taken = []
        for name in ("RIS til Zotero og EndNote", "CSV til regneark"):
            with one.page.expect_download() as download:
                one.page.get_by_role("link", name=name).click()
            taken.append(download.value.path().read_text(encoding="utf-8-sig"))
        assert one.elsewhere() == []
    ris, table = taken
    head, _, records = ris.partition("\n\n")
    assert "Search: kaffe\n" in head
    assert f"Results: {total}/{total}, " in head
    assert len(re.findall(r"^TY  - \w+$", records, re.MULTILINE)) == total
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert len(rows) == total
    for row in rows:
        assert row["Titel"]
        assert (row["Søgning"], row["I alt"]) == ("kaffe", str(total))
        assert row["Læst som"]
        assert row["Hentet"]
        assert row["Indeks"]
