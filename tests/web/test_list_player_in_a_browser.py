"""Moments that play where they are listed, in a real browser with real sound."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.model import Draft, Enclosure, Passage
from hub.store import Store
from hub.visiting import Read
from tests.browsing import OVERHANG
from tests.browsing import chromium as launched
from tests.servers import Site, serving
from tests.sounding import MISSING, PARTS, WHOLE, sound_routes
from tests.web.collection import NOW, record

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AUDIO = "document.querySelector('.list-player audio')"
FIRST, SECOND, THIRD = "Zebraer på arbejde", "Om <zebraer> & {time}", "Zebraer, der tier"
SOUNDS = {FIRST: PARTS, SECOND: WHOLE, THIRD: MISSING}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Site]:
    """A publisher's server."""
    with serving(sound_routes(tmp_path)) as site:
        yield site


@pytest.fixture
def address(app: Starlette, store: Store, sound: Site) -> Iterator[str]:
    """The site on a real socket, with three episodes in which zebras are spoken of."""
    for title, file in SOUNDS.items():
        draft = Draft(title, enclosures=(Enclosure(sound.url(file), "audio/wav"),))
        (item,) = record(store, "samtalen", draft)
        said = (Passage("Goddag.", 0.0, 40.0), Passage("En zebra.", 40.0, 60.0))
        store.readings.put(item, "transcript", Read(passages=said, heard="published"), NOW)
    with serving([Mount("/", app=app)]) as site:
        yield site.url("")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page that nothing is wrong with."""
    complaints: list[str] = []
    viewport: Any = {"width": 360, "height": 740}
    with chromium.new_context(viewport=viewport) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert [told for told in complaints if "404" not in told] == []


def moment(page: Page, title: str, words: str = "Afspil fra 0:40") -> Locator:
    return page.get_by_role("button", name=f"{words}: {title}", exact=True)


def plays_from(page: Page, second: int) -> None:
    page.wait_for_function(
        f"() => {{ const a = {AUDIO}; return a && !a.paused && !a.muted &&"
        f" a.currentTime >= {second} && a.currentTime < {second} + 10 }}"
    )


def region(page: Page) -> Locator:
    return page.get_by_role("region", name="Afspiller")


def test_a_moment_plays_right_there(page: Page, address: str, sound: Site) -> None:
    page.goto(f"{address}/search?q=zebra")
    expect(moment(page, FIRST)).to_be_visible()
    assert sound.log == []
    expect(region(page)).to_have_count(0)
    moment(page, FIRST).focus()
    places = "() => [scrollY, ...[...document.querySelectorAll('.moment')].map(e => e.offsetTop)]"
    before = page.evaluate(places)
    page.keyboard.press("Enter")
    plays_from(page, 40)
    assert page.evaluate(places) == before
    expect(moment(page, FIRST)).to_be_focused()
    expect(region(page).get_by_role("status")).to_have_text(f"Afspiller fra 0:40: {FIRST}")
    link = region(page).get_by_role("link", name=FIRST)
    assert "?t=40#t=40" in (link.get_attribute("href") or "")
    assert page.url == f"{address}/search?q=zebra"
    assert page.evaluate(OVERHANG) == 0


def test_it_pauses_jumps_and_closes(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=zebra")
    moment(page, FIRST).click()
    plays_from(page, 40)
    region(page).get_by_role("button", name="15 sekunder frem").click()
    plays_from(page, 55)
    region(page).get_by_role("button", name="Sæt på pause").click()
    expect(region(page).get_by_role("button", name="Afspil", exact=True)).to_be_focused()
    assert page.evaluate(f"{AUDIO}.paused")
    at = page.evaluate(f"{AUDIO}.currentTime")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"{AUDIO}.currentTime") == pytest.approx(at - 15)
    page.keyboard.press("Escape")
    expect(region(page)).to_have_count(0)
    expect(moment(page, FIRST)).to_be_focused()
    moment(page, FIRST).click()
    plays_from(page, 40)


def test_one_moment_after_another_wherever_it_is_from(page: Page, address: str) -> None:
    page.goto(f"{address}/search?q=zebra")
    moment(page, FIRST).click()
    plays_from(page, 40)
    moment(page, SECOND).click()  # its publisher can't serve parts
    plays_from(page, 40)
    expect(region(page).get_by_role("link", name=SECOND)).to_be_visible()
    assert page.locator("[aria-current=true].hear").count() == 1
    moment(page, THIRD).click()
    told = region(page).get_by_role("status")
    expect(told).to_have_text("Lyden kunne ikke hentes hos udgiveren.")


def test_in_english(page: Page, address: str) -> None:
    page.goto(f"{address}/en/search?q=zebra")
    moment(page, FIRST, "Play from 0:40").click()
    expect(page.get_by_role("region", name="Player")).to_be_visible()


def test_without_script_a_moment_is_a_link(chromium: Browser, address: str, sound: Site) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/search?q=zebra")
        page.get_by_role("link", name="Hør fra 0:40").first.click()
        expect(page.get_by_text("Klar til at spille fra 0:40")).to_be_visible()
        assert sound.log == []
