"""Nothing from outside gets to act on a page, and no page tells on its reader."""

from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.model import Chapter, Draft, Enclosure, Passage, Person, When
from hub.search import PAGE_SIZE, Hit, Listed, Moment, Query, Results, Suggestion
from hub.store import Store
from hub.visiting import NewReading, Read
from tests.web.collection import NOW, item_id, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor, faults_of
from web.app import create_app
from web.headers import SAFETY
from web.site import SiteSettings

EVERYWHERE = (
    "/", "/search?q=job", "/themes/ips", "/sources/samtalen", "/about", "/nope", "/healthz",
    "/robots.txt", "/favicon.ico", "/static/site.css", "/static/nope", "/themes/", "/en/",
)  # fmt: skip
EVIL = (
    "<script>window.pwned=1</script>",
    '"><img src=x onerror=window.pwned=1>',
    "'><svg/onload=window.pwned=1>",
    "</title></textarea><script>window.pwned=1</script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:window.pwned=1",
    "%(count)s %s {0} {x}",
    "&lt;b&gt; &amp;",
)
BAD_ADDRESSES = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "data:text/html,x",
    "vbscript:x", "//evil.example", "file:///etc/passwd", "java\tscript:alert(1)",
    "https://", "http://[bad", "https://a\\@evil.example", "https://ok.example/a b",
)  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
async def test_every_answer_carries_the_safety_headers(visitor: Visitor, path: str) -> None:
    response = await visitor.get(path)
    assert {name: response.headers.get(name) for name in SAFETY} == dict(SAFETY)
    assert "set-cookie" not in response.headers


def evil_draft(evil: str, address: str) -> Draft:
    return Draft(
        title=evil,
        link=address,
        summary=f"{evil}\n\n{evil}",
        body=evil,
        people=(Person(evil, evil),),
        date=When("2026-01-01"),
        language="da",
        form=evil,
        enclosures=(Enclosure(address, "audio/mpeg"), Enclosure(address, evil)),
        duration=60,
        chapters=(Chapter(1, evil),),
    )


@pytest.mark.parametrize("evil", EVIL)
async def test_evil_text_is_text(visitor: Visitor, store: Store, evil: str) -> None:
    (item,) = record(store, "aabent", evil_draft(evil, "https://ok.example/"))
    store.readings.queue(item, NewReading("transcript", "https://lyd.example.org/e.vtt"))
    (task,) = store.readings.claim(1, NOW)
    store.readings.record(task, Read(passages=(Passage(evil, 1.0, speaker=evil),)), NOW)
    moved = (await visitor.get(f"/items/{item}")).headers.get("location", f"/items/{item}")
    for path in (moved, "/", "/search", "/sources/aabent", "/en/search"):
        seen = await visitor.page(path)
        assert (path, seen.status, faults_of(seen)) == (path, 200, [])
        assert " ".join(evil.split()) in seen.text("//body")


@pytest.mark.parametrize("evil", EVIL)
async def test_evil_addresses_of_ours_are_text(visitor: Visitor, evil: str) -> None:
    params = {"q": evil, "kind": evil, "person": evil, "sort": evil, "upto": evil, "t": evil}
    for path in ("/search", "/en/search", "/themes/ips", f"/items/{item_id('samtalen', 0)}"):
        query = "&".join(f"{name}={_quoted(value)}" for name, value in params.items())
        seen = await visitor.page(f"{path}?{query}")
        assert faults_of(seen) == [] or seen.response.is_redirect
    seen = await visitor.page(f"/{_quoted(evil)}")
    assert (seen.status, faults_of(seen)) == (404, [])


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


@pytest.mark.parametrize("address", BAD_ADDRESSES)
async def test_bad_addresses_are_no_links(visitor: Visitor, store: Store, address: str) -> None:
    (item,) = record(store, "samtalen", evil_draft("Titel", address))
    seen = await visitor.page(f"/items/{item}/titel")
    assert (seen.status, faults_of(seen)) == (200, [])
    assert address.strip() not in seen.all("//@href|//@src")
    assert not seen.tree.xpath("//audio")
    assert not seen.has_class("button")


async def test_the_host_header_is_never_believed(visitor: Visitor) -> None:
    for path in ("/", "/search?q=job", "/themes/", f"/items/{item_id('samtalen', 0)}", "/nope"):
        response = await visitor.get(path, host="evil.example")
        assert "evil.example" not in response.text + response.headers.get("location", "")


async def test_absolute_links_come_from_the_settings(store: Store, searcher: PlainSearcher) -> None:
    settings = SiteSettings(address="https://viden.example.dk/")
    seen = await Visitor(create_app(store, searcher, settings)).page("/en/themes")
    assert seen.all("//link[@rel='canonical']/@href") == ["https://viden.example.dk/en/themes"]
    assert seen.all("//link[@rel='alternate']/@href") == [
        "https://viden.example.dk/themes", "https://viden.example.dk/en/themes",
    ]  # fmt: skip


def _ours(addresses: Sequence[str]) -> list[str]:
    return [address for address in addresses if address.startswith("/")]


@pytest.mark.parametrize("taken_off", [True, False])
async def test_below_a_path(store: Store, searcher: PlainSearcher, taken_off: bool) -> None:
    """Behind a proxy that takes the path off, and behind one that leaves it on."""
    settings = SiteSettings(address="https://example.dk/viden")
    visitor = Visitor(create_app(store, searcher, settings))
    reach = "" if taken_off else "/viden"
    for path in ("/", "/en/themes/ips", "/search?q=job&kind=issue", "/nope"):
        seen = await visitor.page(reach + path)
        ours = _ours(seen.all("//@href|//@src|//@action"))
        assert seen.status == (404 if path == "/nope" else 200)
        assert len(ours) > 8
        assert [address for address in ours if not address.startswith("/viden/")] == []
        style = seen.all("//link[@rel='stylesheet']/@href")[0].removeprefix("/viden")
        assert (await visitor.get(reach + style)).status_code == 200
    moved = await visitor.get(reach + "/themes/supported-employment")
    assert moved.headers["location"] == "/viden/themes/ips"
    robots = await visitor.get(reach + "/robots.txt")
    assert "Disallow: /viden/search\n" in robots.text


async def test_mounted_in_another_app(app: Starlette) -> None:
    visitor = Visitor(Starlette(routes=[Mount("/hub", app=app)]))
    seen = await visitor.page("/hub/en/themes")
    assert seen.text("//h1") == "Themes"
    ours = _ours(seen.all("//@href|//@action"))
    assert [address for address in ours if not address.startswith("/hub/")] == []


async def test_a_page_that_is_known_is_not_sent_again(visitor: Visitor, store: Store) -> None:
    first = await visitor.get("/themes")
    assert first.headers["cache-control"] == "no-cache"
    again = await visitor.get("/themes", if_none_match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    store.items.remove(item_id("samtalen", 1), "", NOW)
    changed = await visitor.get("/themes", if_none_match=first.headers["etag"])
    assert changed.status_code == 200


async def test_health(visitor: Visitor, searcher: PlainSearcher) -> None:
    response = await visitor.get("/healthz")
    assert response.json() == {"ok": True, "items": 8, "index": 8}
    searcher.broken = True
    assert (await visitor.get("/healthz")).json() == {"ok": True, "items": 8, "index": None}


async def test_other_methods_are_refused(app: Starlette) -> None:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub.test") as client:
        for method in ("POST", "PUT", "DELETE"):
            assert (await client.request(method, "/search?q=job")).status_code == 405


class BrokenSearcher:
    """Keeps the port, but has a fault of its own."""

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = PAGE_SIZE,
        upto: str = "",
        explain: bool = False,
    ) -> Results:
        raise ZeroDivisionError

    def listed(self, query: Query, limit: int) -> Listed:
        raise ZeroDivisionError

    def similar(self, item: str, limit: int = 5) -> tuple[Hit, ...]:
        raise ZeroDivisionError

    def within(self, item: str, query: Query, limit: int = 10) -> tuple[Moment, ...]:
        raise ZeroDivisionError

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        raise ZeroDivisionError


async def test_our_own_fault_has_a_page(store: Store) -> None:
    visitor = Visitor(create_app(store, BrokenSearcher(), SiteSettings()), raises=False)
    seen = await visitor.page("/en/search?q=job")
    assert (seen.status, faults_of(seen)) == (500, [])
    assert seen.text("//h1") == "Something went wrong on our side"
    assert seen.response.headers["content-security-policy"] == SAFETY["Content-Security-Policy"]
    assert "ZeroDivision" not in seen.response.text


async def test_a_store_that_cannot_be_read(app: Starlette, store: Store, database: Path) -> None:
    visitor = Visitor(app, raises=False)
    assert (await visitor.page("/")).status == 200
    store.close()
    for path in database.parent.glob("hub.db*"):
        path.write_bytes(b"no database " * 1000)
    assert (await visitor.get("/healthz")).status_code == 503
    seen = await visitor.page("/themes")
    assert (seen.status, faults_of(seen)) == (500, [])
    assert seen.text("//h1") == "Noget gik galt hos os"
