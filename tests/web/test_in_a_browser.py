"""The pages in a real browser: they fit, ask nobody else, and can be used with a finger."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.store import Store
from tests.browsing import chromium as launched
from tests.servers import serving
from tests.web.collection import FEEDS, NOW, item_id, taken_out, trouble
from tests.web.every_page import EPISODE, EVERY_PAGE, TOMBSTONE

PAGES = (*EVERY_PAGE, "/en/", "/en/search?q=job", f"/en/items/{EPISODE}")
REFUSED = re.compile(r"status of 4(04|10)")  # of the page itself
FINGER = 44  # CSS pixels
# Links and buttons that are lower than a finger, but for links within running text and links
# that fill the whole of their card.
TOO_LOW = f"""() => [...document.querySelectorAll("a, button, summary, input[type=search]")]
  .filter(e => e.checkVisibility() && !e.closest(".skip, p:not(.meta), audio"))
  .filter(e => getComputedStyle(e, "::after").position != "absolute")
  .filter(e => e.getBoundingClientRect().height < {FINGER} - 0.5)
  .map(e => e.className + " " + e.textContent.trim())"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def address(app: Starlette, store: Store) -> Iterator[str]:
    """The site on a real socket."""
    feeds = FEEDS.replace("  accessibility: https://was.example.org/lydhoer\n", "")
    store.configs.accept(feeds, "without a statement of theirs", NOW)
    trouble(store, "nyt")
    assert taken_out(store) == TOMBSTONE
    with serving([Mount("/", app=app)]) as site:
        yield site.url("")


def visit(page: Page, address: str, path: str) -> list[str]:
    """Go to a page; gives what a browser complained of or asked elsewhere for."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(address) else complaints.append(r.url))
    page.goto(address + path)
    return [told for told in complaints if not REFUSED.search(told)]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_pages_fit_and_ask_nobody_else(
    chromium: Browser, address: str, width: int, scheme: str
) -> None:
    low = {}
    with chromium.new_context(viewport={"width": width, "height": 800}) as context:
        for path in PAGES:
            page = context.new_page()
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            assert (path, visit(page, address, path)) == (path, [])
            assert (path, page.evaluate(TOO_WIDE)) == (path, 0)
            if width == 360:
                low[path] = page.evaluate(TOO_LOW)
            page.close()
    assert {path: found for path, found in low.items() if found} == {}


@pytest.mark.browser
def test_filters_are_folded_on_a_phone_and_open_on_a_wide_screen(
    chromium: Browser, address: str
) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(f"{address}/search?q=job")
        value = page.locator(".facet .value").first
        assert not value.is_visible()
        page.locator(".filters > summary").click()
        assert value.is_visible()
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{address}/search?q=job")
        assert page.locator(".facet .value").first.is_visible()
        page.locator(".facet .value").first.click()
        assert page.locator(".chip").count() == 1


@pytest.mark.browser
def test_the_keyboard_finds_the_content_first(chromium: Browser, address: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/themes")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Spring til indholdet"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN"


@pytest.mark.browser
def test_a_moment_is_in_view_with_its_player(chromium: Browser, address: str) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 640}) as context:
        page = context.new_page()
        page.goto(f"{address}/items/{item_id('samtalen', 0)}?t=751#t=751")
        passage = page.locator(".passages .marked").bounding_box()
        player = page.locator(".player").bounding_box()
        assert passage is not None
        assert player is not None
        assert player["y"] >= 0
        assert player["y"] + player["height"] <= passage["y"]
        assert passage["y"] + passage["height"] <= 640
