"""Passing an item on: with script and without, by its own address and the short one."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.store import Store
from tests.browsing import chromium as launched
from tests.servers import serving
from tests.web.collection import item_id
from tests.web.item.landing import landed
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

EPISODE = item_id("samtalen", 0)
PATH = f"/items/{EPISODE}/troen-paa-borgeren-hvad-er-det-der-virker"
# What a phone has: a coarse pointer and a share sheet, here one that notes what it is given.
SHEET = """() => {
  const real = window.matchMedia.bind(window);
  window.matchMedia = (asked) => asked == "(pointer: coarse)" ? { matches: true } : real(asked);
  navigator.share = async (given) => { window.given = given; };
}"""


async def test_without_script_the_addresses_stand_there(visitor: Visitor) -> None:
    seen = await landed(visitor, EPISODE)
    fields = "//div[@class='share']//input[@readonly]/@value"
    assert seen.all(fields) == [PATH, f"/go/{EPISODE}"]
    assert seen.all("//div[@class='share']/button/@hidden")  # it would do nothing


async def test_the_moment_asked_for_is_passed_on(visitor: Visitor) -> None:
    seen = await landed(visitor, EPISODE, "?t=751")
    assert seen.all("//div[@class='share']/@data-address") == [f"{PATH}?t=751#t=751"]


async def test_addresses_are_absolute_where_the_public_one_is_known(
    store: Store, searcher: PlainSearcher
) -> None:
    settings = SiteSettings(address="https://viden.example.dk")
    seen = await landed(Visitor(create_app(store, searcher, settings)), EPISODE)
    assert seen.all("//div[@class='share']//input/@value") == [
        f"https://viden.example.dk{PATH}", f"https://viden.example.dk/go/{EPISODE}",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def address(app: Starlette) -> Iterator[str]:
    """The site on a real socket."""
    with serving([Mount("/", app=app)]) as site:
        yield site.url("")


@pytest.mark.browser
def test_the_address_is_copied_and_it_is_said(chromium: Browser, address: str) -> None:
    with chromium.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{address}{PATH}?t=751")
        page.get_by_role("button", name="Del", exact=True).click()
        expect(page.locator(".share [role=status]")).to_have_text("Kopieret")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == f"{address}{PATH}?t=751#t=751"
        page.get_by_text("Vis adressen").click()
        assert page.get_by_label("Kort adresse").input_value() == f"{address}/go/{EPISODE}"


@pytest.mark.browser
def test_a_phone_opens_its_share_sheet(chromium: Browser, address: str) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(f"{address}/en{PATH}")
        page.evaluate(SHEET)
        page.get_by_role("button", name="Share", exact=True).click()
        assert page.evaluate("window.given") == {
            "title": "Troen på borgeren – hvad er det, der virker?", "url": f"{address}/en{PATH}",
        }  # fmt: skip
        expect(page.locator(".share [role=status]")).to_have_text("")
