"""No text from outside acts on a page, a feed or an export: texts that mean ill, in every field of
every reader, go through a real crawl, and a real browser that would notice shows what came of them.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from lxml import etree
from playwright.sync_api import Browser, Dialog, Page

from tests.browsing import chromium
from tests.evil_web import EVIL, MARK, letters, routes, sources
from tests.installation import Installation
from tests.publishing import feeds_yaml
from tests.servers import serving

# Attributes that run, and addresses that are not plain ones.
LOOK = """() => [...document.querySelectorAll("*")].flatMap(element => [...element.attributes]
  .filter(({name, value}) => /^on/i.test(name) || name === "style" || name === "srcdoc" ||
    /^(href|src|action|formaction|xlink:href|data|poster|data-url)$/i.test(name) &&
    URL.canParse(value, document.baseURI) &&
    !["http:", "https:", "mailto:", "about:"].includes(new URL(value, document.baseURI).protocol))
  .map(({name, value}) => `${element.tagName} ${name}=${value}`))
  .concat([...document.scripts]
    .filter(script => !script.src && script.type !== "application/ld+json")
    .map(script => `script: ${script.textContent}`))"""
XML = ("search.rss", "search.atom", "sources.opml", "sitemap.xml", "opensearch.xml")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Noticing:
    """A page that writes down whatever runs on it, asks for leave, or is refused."""

    page: Page
    home: str
    noticed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.noticed.append(f"error: {error}"))
        self.page.on(
            "console",
            lambda told: (
                self.noticed.append(f"{told.type}: {told.text}")
                if told.type in ("error", "warning")
                else None
            ),
        )
        self.page.on(
            "request",
            lambda asked: (
                self.noticed.append(f"left: {asked.url}")
                if not asked.url.startswith((self.home, "about:"))
                else None
            ),
        )

    def _dialog(self, dialog: Dialog) -> None:
        self.noticed.append("dialog")
        dialog.dismiss()

    def visit(self, path: str) -> list[str]:
        """What is noticed on the page at `path`."""
        self.noticed.clear()
        self.page.goto(self.home + path)
        return self.look()

    def look(self) -> list[str]:
        """What was noticed, and what stands on the page."""
        marked = self.page.evaluate(f"() => window.{MARK}")
        return [
            *self.noticed,
            *([f"{MARK}: {marked}"] if marked else []),
            *self.page.evaluate(LOOK),
        ]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, lexicon_folder: Path) -> Iterator[str]:
    """The site's address, all crawled, with its last slash."""
    folder = tmp_path_factory.mktemp("evil")
    here = Installation(folder, lexicon_folder, {"HUB_ADDRESS": "http://hub.example"})
    with serving(list(routes())) as web:
        told = sources(web.url("").rstrip("/"), letters(folder / "breve"))
        here.prepare(feeds_yaml([_titled(each) for each in told], [_theme()]))
        done = here.hub("crawl", "--all", "--json")
        lines = {line["source"]: line for line in done.lines[:-1]}
        assert [name for name, line in lines.items() if line["status"] != "ok"] == [], lines
        assert min(line["new"] for line in lines.values()) >= 1, lines
        with here.served() as address:
            yield address


def _titled(source: str) -> str:
    """A source whose title means ill, too."""
    before, _, after = source.partition("\n  title: ")
    return f"{before}\n  title: {json.dumps(EVIL[0] + before)}\n{after.partition(chr(10))[2]}"


def _theme() -> str:
    text = f"{{da: {json.dumps(EVIL[1])}, en: {json.dumps(EVIL[2])}}}"
    note = json.dumps(EVIL[3])
    start = f"- {{url: 'https://x.example.dk', title: {note}, note: {note}}}"
    return f"- id: job\n  title: {text}\n  about: {text}\n  match: job\n  start:\n    {start}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def noticing(browser: Browser, home: str) -> Iterator[Noticing]:
    with browser.new_context(viewport={"width": 800, "height": 900}) as context:
        yield Noticing(context.new_page(), home)


@pytest.fixture(scope="module")
def items(home: str) -> list[str]:
    """The paths of all items, as the site itself gives them."""
    first = httpx.get(f"{home}api/v1/search", timeout=60).json()
    pages = [
        httpx.get(f"{home}api/v1/search?page={number}", timeout=60).json()
        for number in range(1, -(-first["total"] // 20) + 1)
    ]
    found = [f"items/{hit['id']}" for page in pages for hit in page["hits"]]
    assert len(found) == first["total"] > 5 * len(EVIL)
    return found


def test_the_browser_would_notice(noticing: Noticing) -> None:
    """Each text runs, or is seen, where nothing stands in its way – but for those that only run
    within something else.
    """
    noticing.page.goto("about:blank")
    seen = []
    for evil in EVIL:
        noticing.noticed.clear()
        noticing.page.set_content(f"<p>{evil}</p><a href='{evil.split()[0]}'>x</a>")
        seen += [evil] if noticing.look() else []
    assert len(seen) >= 7


def test_items(noticing: Noticing, items: list[str]) -> None:
    found = {path: told for path in items if (told := noticing.visit(path))}
    assert found == {}


@pytest.mark.parametrize("below", ["", "en/"])
def test_pages(noticing: Noticing, below: str) -> None:
    names = ("rss", "atom", "jsonfeed", "oai", "liste", "kort", "pdf", "brev")
    paths = [
        "", "search", "search?q=job", "search?q=job&page=2", "themes", "themes/job", "sources",
        "people", "about", "style", "was", *(f"sources/{name}" for name in names),
    ]  # fmt: skip
    found = {path: told for path in paths if (told := noticing.visit(below + path))}
    assert found == {}


@pytest.mark.parametrize("evil", EVIL, ids=range(len(EVIL)))
def test_what_is_typed(noticing: Noticing, evil: str) -> None:
    typed = quote(evil)
    for path in (f"search?q={typed}", f"search?q=job&source={typed}&kind={typed}&person={typed}"):
        assert noticing.visit(path) == []


@pytest.mark.parametrize("path", ["nope/{}", "items/{}", "people/{}", "themes/{}", "go/{}"])
def test_addresses(noticing: Noticing, path: str) -> None:
    for evil in EVIL:
        told = noticing.visit(path.format(quote(evil, safe="")))
        assert [one for one in told if "404" not in one] == []


def test_suggestions(noticing: Noticing) -> None:
    """They are made by a script, of titles and names."""
    assert noticing.visit("") == []
    box = noticing.page.locator("main input[name=q]")
    for typed in ("window", "src", "script", "hyper", "img"):
        box.fill("")
        box.press_sequentially(typed)
        noticing.page.wait_for_selector("[role=option]")
        assert noticing.look() == []


@pytest.mark.parametrize("path", XML)
def test_xml_is_well_formed_and_nothing_in_it_runs(noticing: Noticing, path: str) -> None:
    answer = httpx.get(noticing.home + path, timeout=60)
    assert answer.status_code == 200
    tree = etree.fromstring(answer.content)
    addresses = _all(tree, "//@href|//@url|//@src|//@xmlUrl|//@htmlUrl")
    addresses += _all(tree, "//*[local-name()='link' or local-name()='loc']/text()")
    assert [a for a in addresses if not a.startswith(("http://", "https://"))] == []
    assert _all(tree, "//*[local-name()='script']/text()") == []
    for markup in _all(tree, "//*[@type='html']/text()|//*[local-name()='encoded']/text()"):
        noticing.noticed.clear()
        noticing.page.goto("about:blank")
        noticing.page.set_content(f"<div>{markup}</div>")
        assert noticing.look() == [], markup


def _all(tree: etree._Element, path: str) -> list[str]:
    found = tree.xpath(path)
    assert isinstance(found, list)
    return [str(each).strip() for each in found if str(each).strip()]


def test_json_feed_markup_does_nothing(noticing: Noticing) -> None:
    told = httpx.get(noticing.home + "search.json", timeout=60).json()
    assert told["items"]
    for item in told["items"]:
        noticing.noticed.clear()
        noticing.page.goto("about:blank")
        noticing.page.set_content(f"<div>{item.get('content_html', '')}</div>")
        assert noticing.look() == [], item
        links = [item.get("url", ""), item.get("external_url", "")]
        links += [each["url"] for each in item.get("attachments", ())]
        assert [link for link in links if link and not link.startswith("http")] == []


def test_no_cell_of_a_sheet_is_a_formula(home: str) -> None:
    answer = httpx.get(home + "search.csv", timeout=60)
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) > 5 * len(EVIL)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell.startswith(FORMULA)] == []


def test_references_have_no_lines_of_others(home: str) -> None:
    told = httpx.get(home + "search.ris", timeout=60).text
    _, begins, records = told.partition("TY  - ")
    assert begins
    lines = f"{begins}{records}".splitlines()
    assert [line for line in lines if line and line[2:6] != "  - "] == []


@pytest.mark.parametrize(
    "path", ["", "search?q=", "search.csv?q=", "search.rss?q=", "go/", "themes/"]
)
def test_no_header_is_anothers(home: str, path: str) -> None:
    for evil in EVIL:
        answer = httpx.get(f"{home}{path}{quote(evil, safe='')}", timeout=60)
        assert MARK not in str(answer.headers.get("set-cookie"))
        assert "evil.example" not in str(answer.headers.get("location"))
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.status_code < 500
