"""RSS, Atom and JSON Feed of every list, by the rules of their specifications."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import feedparser
import httpx
import pytest
from lxml import etree

from hub.model import Draft, Enclosure, Person, When
from hub.store import Store
from tests.web.collection import NOW, item_id, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

HOME = "https://viden.example.dk"
LISTS = (
    "/search{}",
    "/search{}?q=job&kind=episode",
    "/search{}?q=findes-ikke",
    "/themes/ips{}",
    "/themes/unge{}",
    "/sources/samtalen{}",
    "/sources/links{}",
    "/people/karen-holm{}",
)
EVERY = pytest.mark.parametrize("prefix", ["", "/en"])
OF_EACH = pytest.mark.parametrize("path", LISTS)
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"


async def xml(visitor: Visitor, path: str) -> etree._Element:
    response = await visitor.get(path)
    assert response.status_code == 200
    return etree.fromstring(response.content)


def read(body: bytes) -> Any:
    """What feedparser makes of it, which must have nothing to complain of."""
    parsed = feedparser.parse(BytesIO(body), sanitize_html=False)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed


def texts(root: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in root.iterfind(path, ATOM)]


# --- RSS 2.0 -----------------------------------------------------------------------------------


@EVERY
@OF_EACH
async def test_rss_keeps_its_rules(known: Visitor, prefix: str, path: str) -> None:
    address = prefix + path.format(".rss")
    response = await known.get(address)
    assert response.headers["content-type"] == "application/rss+xml; charset=utf-8"
    root = etree.fromstring(response.content)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    for required in ("title", "link", "description"):
        assert channel.findtext(required)
    assert channel.findtext("language") == ("en" if prefix else "da")
    assert channel.findtext("link") == HOME + prefix + path.format("")
    itself = channel.find("a:link[@rel='self']", ATOM)
    assert itself is not None
    assert itself.get("href") == HOME + address
    guids = [item.findtext("guid") or "" for item in channel.iterfind("item")]
    assert len(set(guids)) == len(guids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", guid) for guid in guids)
    for item in channel.iterfind("item"):
        assert item.findtext("title")
        assert item.findtext("description")
        assert (item.findtext("link") or "").startswith(f"{HOME}{prefix}/items/")
        assert len(item.findall("enclosure")) <= 1
    for date in (*texts(channel, "item/pubDate"), *texts(channel, "lastBuildDate")):
        assert parsedate_to_datetime(date).tzinfo is not None
    read(response.content)


async def test_the_newest_is_first(known: Visitor) -> None:
    root = await xml(known, "/search.rss")
    dates = [parsedate_to_datetime(date) for date in texts(root, "channel/item/pubDate")]
    assert len(dates) > 5
    assert dates == sorted(dates, reverse=True)


async def test_a_list_of_episodes_plays_in_an_app(known: Visitor) -> None:
    root = await xml(known, "/sources/samtalen.rss")
    (channel,) = root
    assert channel.findtext(f"{ITUNES}author") == "Lydhør"
    assert channel.findtext(f"{ITUNES}explicit") == "false"
    assert channel.findtext(f"{ITUNES}block") == "Yes"
    cover = channel.find(f"{ITUNES}image")
    assert cover is not None
    picture = await known.get((cover.get("href") or "").removeprefix(HOME))
    assert picture.headers["content-type"] == "image/png"
    assert picture.content[16:24] == (1400).to_bytes(4) * 2  # width and height (PNG, 11.2.2)
    first, second = channel.iterfind("item")
    sound, unknown = first.find("enclosure"), second.find("enclosure")
    assert sound is not None
    assert dict(sound.items()) == {
        "url": "https://lyd.example.org/12.mp3",
        "length": "30000000",
        "type": "audio/mpeg",
    }
    assert unknown is not None
    assert unknown.get("length") == "0"
    assert first.findtext(f"{ITUNES}duration") == "2530"
    assert first.findtext(f"{ITUNES}author") == "Mads Bjerre"
    assert second.findtext(f"{ITUNES}author") == "Radio Fjord"
    said = first.find(f"{PODCAST}transcript")
    assert said is not None
    assert dict(said.items()) == {
        "url": "https://lyd.example.org/12.vtt",
        "type": "text/vtt",
        "language": "da",
    }
    assert second.find(f"{PODCAST}transcript") is None


async def test_a_list_that_is_only_read_is_no_podcast(known: Visitor) -> None:
    response = await known.get("/sources/rapporter.rss")
    assert "itunes:" not in response.text.partition("<channel>")[2]


# --- Atom --------------------------------------------------------------------------------------


@EVERY
@OF_EACH
async def test_atom_keeps_its_rules(known: Visitor, prefix: str, path: str) -> None:
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have, and what only once."""
    address = prefix + path.format(".atom")
    response = await known.get(address)
    assert response.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(response.content)
    assert texts(feed, "a:id") == [HOME + address]
    assert feed.find("a:link[@rel='self']", ATOM).get("href") == HOME + address  # type: ignore[union-attr]  # there, or the test is red
    assert feed.findall("a:author/a:name", ATOM)
    for node in (feed, *feed.iterfind("a:entry", ATOM)):
        assert len(node.findall("a:id", ATOM)) == 1
        assert len(node.findall("a:title", ATOM)) == 1
        (updated,) = texts(node, "a:updated")
        assert datetime.fromisoformat(updated).tzinfo is not None
        assert len(node.findall("a:link[@rel='alternate']", ATOM)) == 1
        for link in node.iterfind("a:link", ATOM):
            assert urlsplit(link.get("href") or "").scheme == "https"
    assert all(entry.findall("a:author", ATOM) for entry in feed.iterfind("a:entry", ATOM))
    read(response.content)


async def test_ids_stay_wherever_the_hub_is_found(
    known: Visitor, store: Store, searcher: PlainSearcher
) -> None:
    moved = Visitor(
        create_app(store, searcher, SiteSettings(address="https://ny.example.dk/viden"))
    )
    here, there = [await xml(who, "/themes/ips.atom") for who in (known, moved)]
    assert texts(here, "a:entry/a:id") == texts(there, "a:entry/a:id") != []
    alternate = there.find("a:entry/a:link[@rel='alternate']", ATOM)
    assert alternate is not None
    assert (alternate.get("href") or "").startswith("https://ny.example.dk/viden/items/")


# --- JSON Feed ---------------------------------------------------------------------------------


@EVERY
@OF_EACH
async def test_json_feed_keeps_its_rules(known: Visitor, prefix: str, path: str) -> None:
    address = prefix + path.format(".json")
    response = await known.get(address)
    assert response.headers["content-type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["feed_url"], feed["title"] != "") == (HOME + address, True)
    for item in feed["items"]:
        assert isinstance(item["id"], str)
        assert item["content_html"]
        assert item["url"].startswith(f"{HOME}{prefix}/items/")
        if "date_published" in item:
            assert datetime.fromisoformat(item["date_published"]).tzinfo is not None
        for author in item.get("authors", ()):
            assert author["name"]
        for file in item.get("attachments", ()):
            assert file["url"]
            assert file["mime_type"]
            assert all(isinstance(file[n], int) for n in file if n.endswith(("bytes", "seconds")))


async def test_how_long_it_is_stands_in_json(known: Visitor) -> None:
    feed = json.loads((await known.get("/sources/samtalen.json")).content)
    assert feed["items"][0]["attachments"] == [
        {
            "url": "https://lyd.example.org/12.mp3",
            "mime_type": "audio/mpeg",
            "size_in_bytes": 30_000_000,
            "duration_in_seconds": 2530,
        }
    ]


# --- what is asked, and how --------------------------------------------------------------------


async def test_a_search_is_strict_and_says_how_it_was_read(
    known: Visitor, searcher: PlainSearcher
) -> None:
    root = await xml(known, "/search.rss?q=tro+borgeren&kind=episode&page=7&sort=oldest&literal=1")
    query, offset, limit, upto = searcher.asked[-1]
    assert (query.strict, query.sort, offset, limit, upto) == (True, "newest", 0, 50, "")
    about = root.findtext("channel/description") or ""
    assert "Læst som: tro borgeren." in about
    assert "Type: Episode." in about
    assert "uden synonymer" in about
    assert root.findtext("channel/link") == f"{HOME}/search?q=tro+borgeren&kind=episode"


async def test_what_looks_like_a_cpr_number_is_nowhere(known: Visitor) -> None:
    for form in ("rss", "atom", "json", "ris", "csv"):
        response = await known.get(f"/search.{form}?q=job+010190-1234")
        told = response.text + str(response.headers)
        assert (form, "010190" in told, "1234" in told) == (form, False, False)


async def test_a_theme_has_what_is_about_it(known: Visitor) -> None:
    parsed = read((await known.get("/themes/unge.rss")).content)
    assert [entry.title for entry in parsed.entries] == ["Unge, job og uddannelse"]
    assert parsed.entries[0].id.startswith("urn:uuid:")


async def test_feeds_have_fifty(known: Visitor, store: Store) -> None:
    record(store, "nyt", *(Draft(f"Brev {n}", date=When("2026-01-01")) for n in range(70)))
    for path in ("/sources/nyt", "/search"):
        parsed = read((await known.get(f"{path}.rss")).content)
        assert (path, len(parsed.entries)) == (path, 50)


# --- what may be shown (decision 13) -----------------------------------------------------------


@pytest.mark.parametrize("form", ["rss", "atom", "json", "ris", "csv"])
@pytest.mark.parametrize("path", ["/sources/links", "/search", "/themes/ips"])
async def test_of_a_source_that_is_only_linked_to_there_is_title_and_link(
    known: Visitor, store: Store, path: str, form: str
) -> None:
    drafts = (
        Draft(
            "Only a link",
            link="https://links.example.org/2",
            summary="Secret words.",
            body="Secret body.",
            enclosures=(Enclosure("https://links.example.org/secret.mp3", "audio/mpeg"),),
            date=When("2026-02-27"),
        ),
    )
    record(store, "links", *drafts)
    told = (await known.get(f"{path}.{form}")).text
    assert "secret" not in told.casefold()
    assert "https://links.example.org/ips" in told


async def test_a_whole_text_only_where_its_source_shows_all(known: Visitor, store: Store) -> None:
    record(store, "rapporter", Draft("Lang", body="Hemmelig brødtekst.", date=When("2026-02-27")))
    feed = read((await known.get("/search.rss")).content)
    bodies = {entry.title: entry.content[0].value for entry in feed.entries}
    assert "Lyt, og spørg så igen." in bodies["Håndbog i den gode samtale"]
    assert "Hemmelig" not in bodies["Lang"]


HOSTILE = "<script>alert(1)</script>&\"'\x0b\ufffe]]><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
async def test_text_from_outside_stays_text(known: Visitor, store: Store, form: str) -> None:
    draft = Draft(
        HOSTILE,
        link='https://x.example/"><script>',
        summary=HOSTILE,
        date=When("2026-02-28"),
        enclosures=(Enclosure("javascript:alert(1)", "audio/mpeg"),),
    )
    record(store, "nyt", draft)
    body = (await known.get(f"/sources/nyt.{form}")).content
    if form == "json":
        markup = json.loads(body)["items"][0]["content_html"]
        assert "javascript:" not in body.decode()
    else:
        entry = read(body).entries[0]
        markup, links = entry.content[0].value, [link.href for link in entry.links]
        assert all(link.startswith("https://") for link in links)
    assert "<script" not in markup
    assert "<img" not in markup
    assert "&lt;script&gt;alert(1)" in markup


# --- answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["rss", "atom", "json", "ris", "csv"])
async def test_what_has_not_changed_is_not_sent_again(
    known: Visitor, store: Store, form: str
) -> None:
    path = f"/themes/ips.{form}"
    first = await known.get(path)
    etag = first.headers["etag"]
    assert first.headers["cache-control"] == "public, max-age=600"
    again = await known.get(path, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    (added,) = record(store, "nyt", Draft("Nyt om IPS", date=When("2026-03-01")), at=NOW)
    store.themes.assign(added, [], visible=False)
    store.items.remove(item_id("samtalen", 1), "efter ønske", NOW)
    changed = await known.get(path, if_none_match=etag)
    assert (changed.status_code, changed.headers["etag"] != etag) == (200, True)


async def test_a_head_says_what_a_get_would(known: Visitor) -> None:
    transport = httpx.ASGITransport(app=known.app)
    async with httpx.AsyncClient(transport=transport, base_url=HOME) as client:
        for form in ("rss", "atom", "json", "ris", "csv"):
            head, get = [
                await client.request(how, f"/themes/ips.{form}") for how in ("HEAD", "GET")
            ]
            assert (head.status_code, head.headers["etag"]) == (200, get.headers["etag"])


async def test_of_several_people_of_a_name_a_source_says_who_is_meant(
    known: Visitor, store: Store
) -> None:
    (first, second, other) = (
        Draft(f"Bidrag {n}", people=(Person("Mette Vang"),), date=When(f"2026-02-0{n}"))
        for n in (1, 3, 2)
    )
    record(store, "nyt", first, second)
    record(store, "links", other)
    every = read((await known.get("/people/mette-vang.rss")).content)
    assert [entry.title for entry in every.entries] == ["Bidrag 3", "Bidrag 2", "Bidrag 1"]
    meant = read((await known.get("/people/mette-vang.rss?source=nyt")).content)
    assert [entry.title for entry in meant.entries] == ["Bidrag 3", "Bidrag 1"]
    assert meant.feed.link == f"{HOME}/people/mette-vang?source=nyt"


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("/themes/supported-employment.rss?x=1", "/themes/ips.rss?x=1"),
        ("/en/themes/supported-employment.csv", "/en/themes/ips.csv"),
        ("/sources/snakken.atom", "/sources/samtalen.atom"),
    ],
)
async def test_old_addresses_of_feeds_lead_on(known: Visitor, old: str, now: str) -> None:
    response = await known.get(old)
    assert (response.status_code, response.headers["location"]) == (301, now)


async def test_the_plain_language_has_plain_addresses(known: Visitor) -> None:
    response = await known.get("/da/search.rss?q=job")
    assert (response.status_code, response.headers["location"]) == (307, "/search.rss?q=job")


@pytest.mark.parametrize(
    "path", ["/themes/nope.rss", "/sources/nope.json", "/people/nope.ris", "/themes/ips.exe"]
)
async def test_what_is_no_list_is_not_found(known: Visitor, path: str) -> None:
    assert (await known.get(path)).status_code == 404


async def test_without_an_index_a_search_waits_and_a_theme_does_not(
    known: Visitor, searcher: PlainSearcher
) -> None:
    searcher.broken = True
    waiting = await known.get("/search.rss")
    assert (waiting.status_code, waiting.headers["retry-after"]) == (503, "60")
    assert (await known.get("/themes/ips.rss")).status_code == 200


async def test_no_address_is_taken_from_the_request(visitor: Visitor) -> None:
    """Where the hub doesn't know its own address, none is made up."""
    for form in ("rss", "atom", "json", "ris", "csv"):
        response = await visitor.get(f"/search.{form}", host="evil.example")
        told = response.text + str(response.headers)
        assert (form, "evil.example" in told, "hub.test" in told) == (form, False, False)
    feed = json.loads((await visitor.get("/search.json")).content)
    assert "feed_url" not in feed
    assert "url" not in feed["items"][0]
    root = await xml(visitor, "/themes/ips.atom")
    assert texts(root, "a:id")[0].startswith("urn:uuid:")
    assert root.find("a:link[@rel='self']", ATOM) is None
