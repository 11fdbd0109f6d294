"""Every page through axe-core, which knows what people with and without eyes and hands need."""

from collections.abc import Iterator, Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.store import Store
from tests.browsing import Scheme
from tests.browsing import chromium as launched
from tests.servers import serving
from tests.web.collection import FEEDS, NOW, taken_out, trouble
from tests.web.every_page import EVERY_PAGE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
# The structure of a page is the same in the dark, so there only what is seen is looked at again.
LOOKED_AT: Mapping[Scheme, Mapping[str, object]] = {
    "light": {"resultTypes": ["violations"]},
    "dark": {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]},
}
# The page that shows every component has some of them more than once.
SHOWS_ALL = {"/style": {"landmark-unique"}}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def address(app: Starlette, store: Store) -> Iterator[str]:
    """The site on a real socket, with a source in trouble and a statement of its own."""
    feeds = FEEDS.replace("  accessibility: https://was.example.org/lydhoer\n", "")
    store.configs.accept(feeds, "without a statement of theirs", NOW)
    taken_out(store)
    trouble(store, "nyt")
    with serving([Mount("/", app=app)]) as site:
        yield site.url("")


def violations(page: Page, options: Mapping[str, object]) -> dict[str, list[str]]:
    """What axe finds, each with where it is."""
    found = Axe().run(page, options=dict(options)).response["violations"]
    return {
        rule["id"]: [" ".join(node["target"]) + ": " + node["html"][:160] for node in rule["nodes"]]
        for rule in found
    }


@pytest.mark.parametrize("scheme", LOOKED_AT)
@pytest.mark.parametrize("prefix", ["", "/en"], ids=["danish", "english"])
def test_axe_finds_nothing(chromium: Browser, address: str, prefix: str, scheme: Scheme) -> None:
    wrong = {}
    with chromium.new_context(color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        for path in EVERY_PAGE:
            page.goto(address + prefix + path)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            found = violations(page, LOOKED_AT[scheme])
            left = {
                rule: where for rule, where in found.items() if rule not in SHOWS_ALL.get(path, ())
            }
            if left:
                wrong[path] = left
    assert wrong == {}


def test_axe_would_notice(chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.set_content("<main><h1>x</h1><a href='/x'></a><p style='color:#ccc'>light</p></main>")
        assert {"link-name", "color-contrast", "html-has-lang"} <= set(
            violations(page, LOOKED_AT["light"])
        )
