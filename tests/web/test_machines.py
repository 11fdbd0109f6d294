"""What machines read of the site: how to search it, what there is, and what they may visit."""

from datetime import datetime

import pytest
from lxml import etree
from protego import Protego
from starlette.datastructures import QueryParams

from hub.model import Draft
from hub.store import Store
from tests.web.collection import item_id, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.configuration import Configuration
from web.site import Site, SiteSettings
from web.sitemap import sitemap
from web.texts import load_texts

ADDRESS = "https://viden.example.dk/hub"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
OPENSEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
UNKNOWN = "This hub does not know its own address; whoever runs it can set HUB_ADDRESS.\n"


@pytest.fixture
def known(store: Store, searcher: PlainSearcher) -> Visitor:
    """A site that knows its address."""
    return Visitor(create_app(store, searcher, SiteSettings(address=ADDRESS)))


async def read(visitor: Visitor, path: str, media_type: str) -> etree._Element:
    told = await visitor.get(path)
    assert (told.status_code, told.headers["content-type"]) == (200, media_type)
    return etree.fromstring(told.content)


@pytest.mark.parametrize(
    ("prefix", "language", "begins"),
    [("", "da", "Søg på tværs"), ("/en", "en", "Search podcasts")],
)
async def test_browsers_can_search_here(
    known: Visitor, prefix: str, language: str, begins: str
) -> None:
    media_type = "application/opensearchdescription+xml"
    root = await read(known, f"{prefix}/opensearch.xml", media_type)
    assert root.tag == f"{{{OPENSEARCH['o']}}}OpenSearchDescription"
    assert 0 < len(root.findtext("o:ShortName", "", OPENSEARCH)) <= 16
    assert root.findtext("o:Description", "", OPENSEARCH).startswith(begins)
    assert root.findtext("o:Language", "", OPENSEARCH) == language
    ways = {
        (url.get("rel"), url.get("type")): str(url.get("template"))
        for url in root.findall("o:Url", OPENSEARCH)
    }
    search = f"{ADDRESS}{prefix}/search?q={{searchTerms}}&page={{startPage?}}"
    assert ways["results", "text/html"] == search
    suggestions = ways["suggestions", "application/x-suggestions+json"]
    for template in (search, suggestions):
        filled = template.replace("{searchTerms}", "job").replace("{startPage?}", "1")
        told = await known.get(filled.removeprefix(ADDRESS))
        assert told.status_code == 200
    assert told.headers["content-type"] == "application/x-suggestions+json"
    assert told.json() == ["job", ["Job først: et besøg hos et IPS-team"]]
    assert ways["self", media_type] == f"{ADDRESS}{prefix}/opensearch.xml"
    seen = await known.page(f"{prefix}/about")
    (href,) = seen.all(f"//link[@rel='search'][@type='{media_type}']/@href")
    assert href == f"/hub{prefix}/opensearch.xml"


async def test_without_an_address_of_its_own(visitor: Visitor) -> None:
    for path in ("/sitemap.xml", "/opensearch.xml", "/en/opensearch.xml"):
        told = await visitor.get(path, host="evil.example")
        assert (told.status_code, told.text) == (404, UNKNOWN)
    assert (await visitor.page("/")).all("//link[@rel='search']/@href") == []
    assert "Sitemap" not in (await visitor.get("/robots.txt")).text


async def test_every_page_is_on_the_map(known: Visitor) -> None:
    root = await read(known, "/sitemap.xml", "application/xml")
    assert root.tag == f"{{{SITEMAP['s']}}}urlset"
    listed = [loc.text or "" for loc in root.iterfind("s:url/s:loc", SITEMAP)]
    assert len(set(listed)) == len(listed)
    assert all(address.startswith(f"{ADDRESS}/") for address in listed)
    for address in (*listed, f"{ADDRESS}/robots.txt"):
        told = await known.get(address.removeprefix(ADDRESS) or "/")
        assert (address, told.status_code) == (address, 200)
    for path in ("/", "/themes/ips", "/sources/samtalen", "/people/karen-holm"):
        assert f"{ADDRESS}{path}" in listed
    items = [address for address in listed if "/items/" in address]
    assert len(items) == 8
    changes = [when.text or "" for when in root.iterfind("s:url/s:lastmod", SITEMAP)]
    assert len(changes) >= 8
    assert all(datetime.fromisoformat(when).tzinfo for when in changes)


async def test_what_is_removed_is_off_the_map(known: Visitor, store: Store) -> None:
    item = item_id("samtalen", 0)
    assert item in (await known.get("/sitemap.xml")).text
    store.themes.assign(item, (), visible=False)
    assert item not in (await known.get("/sitemap.xml")).text


async def test_adverts_are_on_no_map(known: Visitor, store: Store) -> None:
    (item,) = record(store, "nyt", Draft("Vi søger en jobkonsulent", form="advert"))
    assert item not in (await known.get("/sitemap.xml")).text


def test_a_large_map_comes_in_parts(store: Store, searcher: PlainSearcher) -> None:
    configuration = Configuration(store)
    settings = SiteSettings(address=ADDRESS)
    site = Site(store, searcher, settings, configuration, load_texts(), {})
    here = site.here(configuration.current(), "da", "/sitemap.xml", QueryParams(), "")
    root = etree.fromstring(sitemap(here, None, 3).encode())
    assert root.tag == f"{{{SITEMAP['s']}}}sitemapindex"
    parts = [loc.text or "" for loc in root.iterfind("s:sitemap/s:loc", SITEMAP)]
    assert parts == [f"{ADDRESS}/sitemap.xml?part={number}" for number in range(4)]
    listed: list[str] = []
    for number in range(4):
        told = etree.fromstring(sitemap(here, number, 3).encode())
        listed += [loc.text or "" for loc in told.iterfind("s:url/s:loc", SITEMAP)]
    assert len(set(listed)) == len(listed)
    assert len([address for address in listed if "/items/" in address]) == 8
    assert sitemap(here, 4, 3) == ""


@pytest.mark.parametrize("part", ["2", "99999", "-1", "x", "", "1e3", "²"])
async def test_parts_that_there_are_none_of(known: Visitor, part: str) -> None:
    told = await known.get(f"/sitemap.xml?part={part}")
    assert (told.status_code, told.headers["content-type"][:10]) == (404, "text/plain")


@pytest.mark.parametrize("below", ["", "/en"])
async def test_robots_stay_out_of_what_has_no_end(known: Visitor, below: str) -> None:
    told = (await known.get("/robots.txt")).text
    rules = Protego.parse(told)

    def may(path: str) -> bool:
        return bool(rules.can_fetch(f"{ADDRESS}{below}{path}", "anybot"))

    for path in (
        "/search", "/search?q=job", "/search?kind=episode&page=9", "/api/v1/search?q=job",
        "/search.csv?q=job", "/themes/ips.ris", "/themes/ips?mentions=1&page=2", "/go/x",
        "/items/x/y?find=tro", "/items/x/y?t=1&find=tro", "/search.ris",
    ):  # fmt: skip
        assert (path, may(path)) == (path, False)
    for path in (
        "/", "/about", "/themes/ips", "/themes/ips?page=2", "/sources/nyt", "/items/x/y?t=751",
        "/search.rss?q=job", "/search.atom", "/search.json?q=job", "/themes/ips.rss",
        "/sources.opml", "/people/karen-holm", "/api/v1/openapi.json", "/static/site.css",
    ):  # fmt: skip
        assert (path, may(path)) == (path, True)
    assert list(rules.sitemaps) == [f"{ADDRESS}/sitemap.xml"]
