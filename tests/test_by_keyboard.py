"""The way from a search to a moment and back, with a keyboard alone; enlarged, in the reader's own
colours and without movement.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browsing import OVERHANG, chromium

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
EPISODE = "Hvem tror på Jonna?"
AUDIO = "document.querySelector('audio')"
# A ring of two pixels or more around what has the focus, or around the field it is in, within the
# window.
SHOWN = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const rings = [getComputedStyle(at), getComputedStyle(at, "::after")];
  const field = at.closest(".field");
  if (field) rings.push(getComputedStyle(field));
  return box.bottom > 0 && box.top < innerHeight &&
    rings.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2);
}"""
LOOKS: dict[str, dict[str, Any]] = {
    "plain": {"viewport": {"width": 1280, "height": 860}},
    "at 400 %": {"viewport": {"width": 320, "height": 256}},
    "own colours": {"viewport": {"width": 1280, "height": 860}, "forced_colors": "active"},
    "no movement": {"viewport": {"width": 360, "height": 740}, "reduced_motion": "reduce"},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(params=LOOKS)
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that nothing is wrong with."""
    complaints: list[str] = []
    with browser.new_context(**LOOKS[request.param]) as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
    assert complaints == []


def tab_to(page: Page, stop: Locator) -> None:
    """Tab until the focus is there; each stop on the way can be seen."""
    expect(stop).to_be_attached()
    for _ in range(200):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWN), page.evaluate("document.activeElement.outerHTML")
        if stop.evaluate("at => at === document.activeElement"):
            return
    pytest.fail(f"the keyboard does not come to {stop}")


def press(page: Page, key: str) -> None:
    """A key, on a page that is still as wide as its window."""
    assert page.evaluate(OVERHANG) <= 0
    page.keyboard.press(key)


def test_search_filter_item_play_and_back(page: Page, home: str) -> None:
    page.goto(home)
    tab_to(page, page.get_by_role("combobox"))
    page.keyboard.type("kaffe")
    press(page, "Enter")
    expect(page).to_have_url(re.compile(r"/search\?q="))
    if not page.get_by_role("navigation", name="Filtre").is_visible():
        tab_to(page, page.locator(".filters > summary"))
        press(page, "Enter")
    tab_to(page, page.get_by_role("link", name=re.compile(r"^Episode \d+$")))
    press(page, "Enter")
    expect(page).to_have_url(re.compile("kind=episode"))
    found = page.url
    tab_to(page, page.get_by_role("heading", level=2).get_by_role("link", name=EPISODE))
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(EPISODE)
    tab_to(page, page.get_by_role("link", name="0:20 Det, hun svarede"))
    press(page, "Enter")
    page.wait_for_function(f"() => !{AUDIO}.paused && {AUDIO}.currentTime >= 20")
    expect(page.get_by_role("link", name="0:20 Det, hun svarede")).to_be_focused()
    assert page.evaluate(OVERHANG) <= 0
    page.go_back()
    expect(page).to_have_url(found)
    expect(page.get_by_role("list", name="Valgte filtre")).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_value("kaffe")
