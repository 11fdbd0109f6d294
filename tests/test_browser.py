"""The demo, crawled for real, as people meet it: home → search → filter → item → moment."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import Scheme, Visitor, chromium, visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
QUERY = "kaffe"  # spoken of in two episodes, and written of elsewhere
LOOKS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
# Of the ground behind the text: red, green and blue, added up.
LIGHTNESS = """() => getComputedStyle(document.documentElement).backgroundColor
  .match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"""
WORDS = {
    "": {
        "search": "Søg i alt, vi har",
        "button": "Søg",
        "filters": "Filtre",
        "fold": "Filtrér",
        "chosen": "Valgte filtre",
        "listen": "Afspil fra",
        "player": "Afspiller",
        "skip": "Spring til indholdet",
        "themes": "Temaer",
    },
    "en": {
        "search": "Search everything we have",
        "button": "Search",
        "filters": "Filters",
        "fold": "Filter",
        "chosen": "Chosen filters",
        "listen": "Play from",
        "player": "Player",
        "skip": "Skip to the content",
        "themes": "Themes",
    },
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def assert_calm(one: Visitor) -> None:
    """Nothing to complain of, nobody else asked, and nothing beyond the window's edge."""
    assert one.complaints == []
    assert one.elsewhere() == []
    assert one.overhang() <= 0


@pytest.mark.parametrize("language", ["", "en"])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_from_home_to_a_moment(
    browser: Browser, home: str, width: int, scheme: Scheme, language: str
) -> None:
    words = WORDS[language]
    with visitor(browser, home, width, scheme) as one:
        page = one.page
        page.goto(home + language)
        assert page.evaluate("document.activeElement.tagName") == "BODY"
        assert (
            page.evaluate(LIGHTNESS) < 100 if scheme == "dark" else page.evaluate(LIGHTNESS) > 600
        )
        expect(page.get_by_role("heading", name=words["themes"], exact=True)).to_be_visible()
        assert_calm(one)

        page.get_by_role("combobox", name=words["search"]).fill(QUERY)
        page.get_by_role("button", name=words["button"], exact=True).click()
        expect(page).to_have_url(re.compile(r"/search\?q=kaffe"))
        expect(page.get_by_role("combobox")).to_have_value(QUERY)
        expect(page.locator("main mark").first).to_be_visible()
        hits = page.get_by_role("main").get_by_role("listitem").get_by_role("heading", level=2)
        many = hits.count()
        assert_calm(one)

        if width < 700:
            page.get_by_text(words["fold"], exact=True).click()
        filters = page.get_by_role("navigation", name=words["filters"])
        filters.get_by_role("link", name=re.compile(r"^Episode \d+$")).click()
        expect(page).to_have_url(re.compile("kind=episode"))
        expect(page.get_by_role("list", name=words["chosen"])).to_be_visible()
        assert 0 < hits.count() < many
        assert_calm(one)

        page.get_by_role("button", name=words["listen"]).first.click()
        page.get_by_role("region", name=words["player"]).get_by_role("link").click()
        expect(page).to_have_url(re.compile(r"/items/[a-z2-7]{12}/[^?]+\?t=(\d+)#t=\1$"))
        one.asked = [url for url in one.asked if "/audio/" not in url]  # play was pressed
        second = page.url.rpartition("=")[2]
        player = page.locator("audio")
        expect(player).to_have_attribute("src", re.compile(rf"#t={second}$"))
        expect(player).to_have_attribute("preload", "none")
        assert_calm(one)
        assert page.url.startswith(f"{home}{language}/items/".replace("//items", "/items"))
        assert page.evaluate("document.documentElement.lang") == (language or "da")


def test_a_hit_leads_to_the_item_of_its_name(browser: Browser, home: str) -> None:
    with visitor(browser, home, 1280, "light") as one:
        page = one.page
        page.goto(f"{home}search?q=ips")
        hit = page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first
        name = (hit.text_content() or "").partition(": ")[2]  # after the kind, for who listens
        hit.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name)
        assert_calm(one)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("path", ["themes", "sources", "about", "search?q=qqqq", "search?q=", "x"])
def test_the_other_pages_are_calm_too(
    browser: Browser, home: str, path: str, language: str, width: int
) -> None:
    with visitor(browser, home, width, "light") as one:
        answer = one.page.goto(home + language + path)
        assert answer is not None
        assert answer.status == (404 if path == "x" else 200)
        one.complaints = [told for told in one.complaints if "404" not in told]
        assert one.page.get_by_role("heading", level=1).count() == 1
        assert_calm(one)


def test_with_the_keyboard_alone(browser: Browser, home: str) -> None:
    with visitor(browser, home, 1280, "light") as one:
        page = one.page
        page.goto(home)
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name=WORDS[""]["skip"])).to_be_focused()
        expect(page.get_by_role("link", name=WORDS[""]["skip"])).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("combobox")).to_be_focused()
        page.keyboard.type("jobchance")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/search\?q=jobchance"))
        expect(page.get_by_role("main").locator("mark").first).to_be_visible()
        first = page.get_by_role("main").get_by_role("heading", level=2).get_by_role("link").first
        for _ in range(200):
            if first.evaluate("link => link === document.activeElement"):
                break
            page.keyboard.press("Tab")
        expect(first).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile(r"/items/"))
        assert_calm(one)


def test_the_other_language_is_one_link_away(browser: Browser, home: str) -> None:
    with visitor(browser, home, 360, "light") as one:
        page = one.page
        page.goto(f"{home}search?q=ips&kind=episode")
        page.get_by_role("link", name="English").first.click()
        expect(page).to_have_url(re.compile(r"/en/search\?q=ips&kind=episode$"))
        page.get_by_role("link", name="Dansk").first.click()
        expect(page).to_have_url(f"{home}search?q=ips&kind=episode")
        assert_calm(one)


def test_the_demo_says_so(browser: Browser, home: str) -> None:
    with visitor(browser, home, 360, "light") as one:
        one.page.goto(home)
        expect(one.page.get_by_text("Du ser en demo med opdigtet indhold")).to_be_visible()


def test_sound_is_asked_for_only_when_played(browser: Browser, home: str) -> None:
    """Pressing play is what contacts the publisher, and nothing else does."""
    with visitor(browser, home, 1280, "light") as one:
        page = one.page
        page.goto(f"{home}search?q={QUERY}&kind=episode")
        expect(page.get_by_role("button", name=WORDS[""]["listen"]).first).to_be_visible()
        page.locator(".card:has(.hear) h2 a").first.click()
        expect(page.locator("audio")).to_be_visible()
        assert one.elsewhere() == []
        with page.expect_request(lambda request: "/audio/" in request.url):
            page.locator("audio").evaluate("player => { player.play().catch(() => {}) }")
        assert all("/audio/" in url for url in one.elsewhere())
