"""Every page, in both languages, as somebody meets it who follows every link there is."""

import re
from urllib.parse import urldefrag

import pytest
from starlette.applications import Starlette

from hub.query_fields import FIELDS, name_of
from hub.store import Store
from hub.visiting import Progress
from tests.web.collection import NOW, item_id, trouble
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Seen, Visitor, faults_of
from web.app import PAGES, create_app
from web.site import SiteSettings

EPISODE = item_id("samtalen", 0)
ADDRESSES = {
    "/": "/",
    "/search": "/search?q=troen",
    "/themes": "/themes",
    "/themes/{theme}": "/themes/ips",
    "/sources": "/sources",
    "/sources/{source}": "/sources/samtalen",
    "/people": "/people",
    "/people/{person}": "/people/karen-holm",
    "/go/{item}": f"/go/{EPISODE}",
    "/items/{item}": f"/items/{item_id('rapporter', 2)}",
    "/items/{item}/{slug}": f"/items/{EPISODE}/troen-paa-borgeren-hvad-er-det-der-virker",
    "/about": "/about",
    "/was": "/was",
    "/style": "/style",
}
# Addresses that lead on to another: to a newsletter's item, and to the statement of whoever runs
# the site.
LEADING_ON = ("/go/{item}", "/was")
SHOWN = [address for path, address in ADDRESSES.items() if path not in LEADING_ON]


def test_every_route_has_an_address_here() -> None:
    assert [path for path, _ in PAGES] == list(ADDRESSES)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", SHOWN)
async def test_page_is_sound(visitor: Visitor, prefix: str, path: str) -> None:
    seen = await visitor.page(prefix + path)
    assert seen.status == 200
    assert faults_of(seen) == []
    assert seen.tree.get("lang") == ("en" if prefix else "da")
    alternates = seen.all("//link[@rel='alternate'][@hreflang]/@href")
    assert alternates == [path, f"/en{path}"]


# A list in another form, which is no page.
FORM = re.compile(r"\.(rss|atom|json|ris|csv|opml|bib)(\?|$)")


async def test_every_link_leads_somewhere(visitor: Visitor, store: Store) -> None:
    """From the front page on, every link of ours is followed until there are no new ones."""
    trouble(store, "nyt")
    todo, done = ["/"], set[str]()
    while todo:
        path = todo.pop()
        done.add(path)
        if FORM.search(path):
            assert (path, (await visitor.get(path)).status_code) == (path, 200)
            continue
        seen = await visitor.page(path)
        assert (path, seen.status, faults_of(seen)) == (path, 200, [])
        ours = {urldefrag(address).url for address in seen.all("//a/@href") if address[0] == "/"}
        todo.extend(sorted(address for address in ours - done - set(todo) if _is_page(address)))
    assert len(done) > 60


def _is_page(path: str) -> bool:
    """Searches with more than one filter are endless; styles are no pages."""
    return "&" not in path and not path.startswith("/static/")


async def test_styles_are_served(visitor: Visitor) -> None:
    home = await visitor.page("/")
    styles = home.all("//link[@rel='stylesheet' or @rel='icon']/@href")
    served = [await visitor.get(address) for address in styles]
    assert [response.status_code for response in served] == [200] * 2
    assert {response.headers["cache-control"] for response in served} == {
        "public, max-age=31536000, immutable"
    }


async def test_an_old_style_address_is_not_kept(visitor: Visitor) -> None:
    response = await visitor.get("/static/site.css?v=old")
    assert (response.status_code, response.headers["cache-control"]) == (200, "no-cache")


async def test_only_what_was_loaded_is_served(visitor: Visitor) -> None:
    assert (await visitor.get("/static/..%2fapp.py")).status_code == 404
    assert (await visitor.get("/static/app.py")).status_code == 404


async def test_home_tells_what_there_is(visitor: Visitor) -> None:
    home = await visitor.page("/")
    assert "Søg i 8 episoder, udgivelser og nyhedsbreve" in home.text()
    assert home.texts("//h2") == [
        "Temaer", "Nyeste episoder", "Nyeste udgivelser", "Nyeste nyhedsbreve",
    ]  # fmt: skip
    themes = home.by_class("theme")
    assert themes[0].startswith("IPS og Supported Employment 2 bidrag Nyeste: Job først")
    assert "42 min." in home.text()
    assert "kræver abonnement" in home.text()


async def test_before_there_is_anything(empty_store: Store) -> None:
    app = create_app(empty_store, PlainSearcher(empty_store), SiteSettings(title="Vidensbank"))
    visitor = Visitor(app)
    for path in ("/", "/search", "/themes", "/sources", "/about", "/en/"):
        seen = await visitor.page(path)
        assert (path, seen.status, faults_of(seen)) == (path, 200, [])
    assert "Her er ikke noget endnu" in (await visitor.page("/")).text()
    assert "Vidensbank" in (await visitor.page("/")).text("//title")
    assert (await visitor.page("/themes/ips")).status == 404
    assert (await visitor.page("/sources/samtalen")).status == 404


async def test_first_crawl_is_told_while_it_goes_on(visitor: Visitor, store: Store) -> None:
    store.progress.set(Progress("crawl", 7, 22, NOW, first=True))
    home = await visitor.page("/")
    assert "Den første indsamling er i gang: 7 af 22 kilder er hentet." in home.text("//body")
    assert faults_of(home) == []
    english = await visitor.page("/en/about")
    assert "7 of 22 sources fetched" in english.text("//body")
    store.progress.set(Progress("rest", 0, 0, NOW, first=True))
    assert "indsamling" not in (await visitor.page("/")).text("//body")
    store.progress.set(Progress("crawl", 7, 22, NOW, first=False))
    assert "indsamling" not in (await visitor.page("/")).text("//body")


async def test_a_demo_says_so_on_every_page(store: Store, searcher: PlainSearcher) -> None:
    visitor = Visitor(create_app(store, searcher, SiteSettings(demo=True)))
    for path in (*SHOWN, "/nope"):
        assert "Du ser en demo" in (await visitor.page(path)).text("//body")


async def test_footer_links_what_the_configuration_names(visitor: Visitor) -> None:
    links = (await visitor.page("/")).all("//footer//a/@href")
    assert "https://was.example.org/lydhoer" in links
    assert "mailto:redaktion@example.org" in links
    assert "/about#privatliv" in links


async def test_plain_addresses_follow_the_language_of_the_hub(store: Store, app: Starlette) -> None:
    """Where the hub is English, /da/ is the other language and /en/ leads to the plain address."""
    latest = store.configs.latest()
    assert latest is not None
    text = latest.text.replace("language: da\n  timezone", "language: en\n  timezone")
    store.configs.accept(text, "another", NOW)
    visitor = Visitor(app)
    assert (await visitor.page("/themes")).text("//h1") == "Themes"
    assert (await visitor.page("/da/themes")).text("//h1") == "Temaer"
    moved = await visitor.get("/en/themes?x=1")
    assert (moved.status_code, moved.headers["location"]) == (307, "/themes?x=1")


LANGUAGES = (("", "ELLER", "IKKE", "titel"), ("/en", "OR", "NOT", "title"))


@pytest.mark.parametrize(("prefix", "either", "without", "title"), LANGUAGES)
async def test_examples_of_searches_run(
    visitor: Visitor, searcher: PlainSearcher, prefix: str, either: str, without: str, title: str
) -> None:
    about = await visitor.page(f"{prefix}/about")
    typed = about.texts("//table[1]//code")
    assert typed == [
        "jobchance", "jobchance mestring", '"troen på borgeren"',
        f"jobchance {either} mestring", f"jobchance {without} mestring", "jobchance -mestring",
        "mestring*", "=mestring", f"{title}:jobchance", f"{title}:(jobchance {either} mestring)",
    ]  # fmt: skip
    await assert_read_as_written(visitor, searcher, about)


@pytest.mark.parametrize("prefix", ["", "/en"])
async def test_every_field_has_an_example(
    visitor: Visitor, searcher: PlainSearcher, prefix: str
) -> None:
    about = await visitor.page(f"{prefix}/about")
    typed = about.texts("//table//code")
    language = prefix.removeprefix("/") or "da"
    named = {example.partition(":")[0] for example in typed if ":" in example}
    assert named == {name_of(field, language) for field in FIELDS}
    assert 'udgiver:"Radio Fjord"' in typed or prefix
    await assert_read_as_written(visitor, searcher, about)


async def assert_read_as_written(visitor: Visitor, searcher: PlainSearcher, page: Seen) -> None:
    """Every example is a link to a search that is read without a remark."""
    examples = zip(page.all("//table//a/@href"), page.texts("//table//code"), strict=True)
    for href, words in examples:
        assert (await visitor.page(href)).status == 200
        query = searcher.asked[-1][0]
        assert (query.typed, query.notes) == (words, ())
        assert (query.strict, ":" in words) in {(True, True), (query.strict, False)}
