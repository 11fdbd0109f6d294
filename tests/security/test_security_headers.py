"""What browsers and caches are told, by public address; what nobody is to be told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.store import Store, open_store
from tests.web.collection import fill
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

PERSON = "010190-1234"
ELSEWHERE = {
    "host": "evil.example",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "gopher",
    "x-forwarded-prefix": "/evil.example",
    "x-original-url": "/evil.example",
    "forwarded": "host=evil.example;proto=gopher",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        fill(opened)
        yield opened


def site(store: Store, address: str | None = None) -> Visitor:
    return Visitor(create_app(store, PlainSearcher(store), SiteSettings(address=address)))


def policy_of(headers: dict[str, str]) -> dict[str, str]:
    """The parts of a policy by their names."""
    parts = headers["content-security-policy"].split("; ")
    return {name: allowed for name, _, allowed in (part.partition(" ") for part in parts)}


async def test_where_we_are_public_by_https_sound_is_too(store: Store) -> None:
    headers = dict((await site(store, "https://hub.example.dk").get("/")).headers)
    policy = policy_of(headers)
    assert policy["media-src"] == "https:"
    assert "upgrade-insecure-requests" in policy
    assert headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize("address", [None, "http://hub.intranet"])
async def test_elsewhere_a_sound_may_come_by_http(store: Store, address: str | None) -> None:
    headers = dict((await site(store, address).get("/")).headers)
    policy = policy_of(headers)
    assert policy["media-src"] == "https: http:"
    assert "upgrade-insecure-requests" not in policy
    assert "strict-transport-security" not in headers


async def test_nothing_inline_runs_and_no_frame_holds_us(store: Store) -> None:
    headers = dict((await site(store).get("/")).headers)
    assert "unsafe" not in headers["content-security-policy"]
    policy = policy_of(headers)
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize(
    ("path", "who"),
    [
        ("/", "same-origin"),
        ("/search?q=job", "same-origin"),
        ("/static/site.css", "cross-origin"),
        ("/api/v1/search", "cross-origin"),
        ("/themes/ips.rss", "cross-origin"),
    ],
)
async def test_who_may_embed_an_answer(store: Store, path: str, who: str) -> None:
    answer = await site(store).get(path)
    assert answer.headers["cross-origin-resource-policy"] == who


@pytest.mark.parametrize(
    "path",
    [
        f"/search?q={PERSON}+job", f"/search.rss?q={PERSON}", f"/search.csv?q=job+{PERSON}",
        f"/api/v1/search?q={PERSON}", f"/api/v1/suggest?q={PERSON}", f"/search?person={PERSON}",
        "/search?q=010190%E2%80%931234", "/search?q=0101901234", f"/nope/{PERSON}",
    ],
)  # fmt: skip
async def test_no_cache_and_no_page_learns_a_persons_number(store: Store, path: str) -> None:
    answer = await site(store).get(path)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "etag" not in answer.headers


async def test_other_numbers_are_kept_as_ever(store: Store) -> None:
    answer = await site(store).get("/search?q=20301234+job&page=2&upto=1772443800000000")
    assert answer.headers["cache-control"] != "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("address", [None, "https://hub.example.dk/viden"])
@pytest.mark.parametrize(
    "path",
    [
        "/", "/search?q=job", "/themes/ips", "/themes/ips.rss", "/search.json", "/sources.opml",
        "/api/v1/search", "/api/v1/openapi.json", "/sitemap.xml", "/robots.txt", "/favicon.ico",
        "/opensearch.xml", "/themes/", "/themes/supported-employment", "/nope", "/da/search?q=1",
    ],
)  # fmt: skip
async def test_no_header_of_a_request_is_in_an_answer(
    store: Store, path: str, address: str | None
) -> None:
    """Whoever sends it could have it kept in a cache for others."""
    answer = await site(store, address).get(path, **ELSEWHERE)
    told = answer.text + str(answer.headers)
    assert "evil.example" not in told
    assert "gopher" not in told
