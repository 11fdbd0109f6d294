"""Suggestions as somebody meets them who types, with and without a mouse, a script, an answer."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.search import Suggestion
from tests.browsing import OVERHANG
from tests.browsing import chromium as launched
from tests.servers import serving
from tests.web.plain_searcher import PlainSearcher

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
TITLE = "Job først: et besøg hos et IPS-team"
LABEL = "Søg i alt, vi har"
SEARCHED = re.compile(r"/search\?q=job$")
# Whether the lower edge of an element is what a finger would meet there.
REACHED = """element => {
  const edge = element.getBoundingClientRect()
  return element.contains(document.elementFromPoint(edge.left + edge.width / 2, edge.bottom - 2))
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def address(app: Starlette, searcher: PlainSearcher) -> Iterator[str]:
    """The site on a real socket, with a theme, a person and a title to suggest."""
    searcher.suggestions = (Suggestion("ips", "theme", "ips"), Suggestion("Job Jensen", "person"))
    with serving([Mount("/", app=app)]) as site:
        yield site.url("")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        yield context.new_page()


def box(page: Page) -> Locator:
    return page.get_by_role("combobox", name=LABEL)


@pytest.mark.parametrize("path", ["/", "/themes"])
def test_typing_shows_them_and_enter_goes_there(page: Page, address: str, path: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address + path)
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    box(page).press_sequentially("job")
    options = page.get_by_role("listbox", name="Forslag").get_by_role("option")
    expect(options).to_have_text(
        ["IPS og Supported Employment Tema", "Job Jensen Person", f"{TITLE} Titel"]
    )
    expect(box(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_text(f"{TITLE} Titel")
    assert box(page).get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    expect(box(page)).to_be_focused()
    assert page.evaluate(OVERHANG) == 0
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert complaints == []


@pytest.mark.parametrize("path", ["/", "/themes", "/search?q=ips"])
def test_the_last_one_can_be_tapped_however_many_there_are(
    page: Page, address: str, searcher: PlainSearcher, path: str
) -> None:
    people = tuple(Suggestion(f"Job Jensen {name}", "person") for name in "ABCDEFG")
    searcher.suggestions = people
    page.goto(address + path)
    box(page).fill("")
    box(page).press_sequentially("job")
    expect(page.get_by_role("option")).to_have_count(len(people) + 1)
    assert page.get_by_role("option").last.evaluate(REACHED)


def test_escape_closes_and_keeps_the_words(page: Page, address: str) -> None:
    page.goto(address)
    box(page).press_sequentially("job")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box(page)).to_have_attribute("aria-expanded", "false")
    expect(box(page)).to_have_value("job")
    page.keyboard.press("Enter")
    expect(page).to_have_url(SEARCHED)


def test_without_a_choice_enter_searches(page: Page, address: str) -> None:
    page.goto(address)
    box(page).press_sequentially("job")
    expect(page.get_by_role("option")).to_have_count(3)
    for _ in range(4):  # beyond the last one is none
        page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page).to_have_url(SEARCHED)


def test_a_click_goes_there_and_looking_elsewhere_closes(page: Page, address: str) -> None:
    page.goto(address)
    box(page).press_sequentially("job")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.get_by_role("heading", level=1).click()
    expect(page.get_by_role("listbox")).to_be_hidden()
    box(page).press_sequentially("s")
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile(r"/themes/ips$"))


def test_no_answer_leaves_a_plain_box(page: Page, address: str, searcher: PlainSearcher) -> None:
    page.goto(address)
    searcher.broken = True
    with page.expect_response(re.compile("/api/v1/suggest")) as answered:
        box(page).press_sequentially("job")
    assert answered.value.status == 503
    expect(page.get_by_role("listbox")).to_be_hidden()
    searcher.broken = False
    page.keyboard.press("Enter")
    expect(page).to_have_url(SEARCHED)


def test_without_script_the_box_searches(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("searchbox", name=LABEL).press_sequentially("job")
        assert page.get_by_role("listbox").count() == 0
        page.keyboard.press("Enter")
        expect(page).to_have_url(SEARCHED)
        page.get_by_text("Hvorfor vises det?").first.click()
        expect(page.get_by_text("”job” står i titlen").first).to_be_visible()
