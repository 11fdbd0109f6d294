"""Pages stay whole when they are enlarged, respaced, and walked through by keyboard alone
(WCAG 2.2: 1.4.4, 1.4.10, 1.4.12, 2.1.1, 2.4.3, 2.4.7, 2.4.11)."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.store import Store
from tests.browsing import OVERHANG
from tests.browsing import chromium as launched
from tests.servers import serving
from tests.web.collection import FEEDS, NOW, taken_out
from tests.web.every_page import EPISODE, EVERY_PAGE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# What readers who need it may set (1.4.12), and text alone at twice its size (1.4.4).
SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
TWICE = "html { font-size: 200% !important }"
WALKED = ("/", "/search?q=job&kind=publication", "/sources", "/about", f"/items/{EPISODE}")
FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const field = at.closest(".field");
  const rings = [getComputedStyle(at), getComputedStyle(at, "::after")];
  if (field) rings.push(getComputedStyle(field));
  const all = [...document.querySelectorAll("*")];
  return {
    what: at.tagName + "." + at.className + " " + at.textContent.trim().slice(0, 40),
    at: all.indexOf(at),
    ring: rings.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2),
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def address(app: Starlette, store: Store) -> Iterator[str]:
    feeds = FEEDS.replace("  accessibility: https://was.example.org/lydhoer\n", "")
    store.configs.accept(feeds, "without a statement of theirs", NOW)
    taken_out(store)
    with serving([Mount("/", app=app)]) as site:
        yield site.url("")


@pytest.mark.parametrize(("width", "style"), [(320, ""), (640, ""), (640, TWICE), (360, SPACED)])
def test_nothing_is_wider_than_the_window(
    chromium: Browser, address: str, width: int, style: str
) -> None:
    """320 pixels is what is left of 1280 at 400 %, and 640 at 200 %."""
    wide = {}
    viewport = {"width": width, "height": 800}
    with chromium.new_context(viewport=viewport, bypass_csp=True) as context:  # type: ignore[arg-type]  # Playwright's own TypedDict of the same keys is private
        page = context.new_page()
        for path in EVERY_PAGE:
            page.goto(address + path)
            if style:
                page.add_style_tag(content=style)
            if overhang := page.evaluate(OVERHANG):
                wide[path] = overhang
    assert wide == {}


@pytest.mark.parametrize("path", WALKED)
def test_the_keyboard_goes_in_order_and_shows_where_it_is(
    chromium: Browser, address: str, path: str
) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(address + path)
        stops = list(walk(page))
    assert len(stops) > 10
    assert [stop.what for stop in stops if not stop.ring] == []
    assert [stop.what for stop in stops if not stop.seen] == []
    assert [stop.at for stop in stops] == sorted(stop.at for stop in stops)


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the focus is: its place in the page, and whether it can be seen."""

    what: str
    at: int
    ring: bool
    seen: bool


def walk(page: Page) -> Iterator[Stop]:
    """Tab from the first stop to the last."""
    for _ in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return
        yield Stop(**stop)
