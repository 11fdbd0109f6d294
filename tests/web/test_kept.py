"""Every answer of the site says how long it may be kept, and is not sent again unchanged."""

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from tests.web.collection import item_id
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

FILLED = {
    "item": item_id("samtalen", 0),
    "theme": "ips",
    "source": "samtalen",
    "person": "karen-holm",
    "slug": "troen-paa-borgeren-hvad-er-det-der-virker",
    "name": "site.css",
    "form": "rss",
}
LIVE = ("/healthz",)  # says how all is now


def addresses(app: Starlette) -> Iterator[str]:
    """An address of every route."""
    for route in app.routes:
        assert isinstance(route, Route), route
        yield re.sub(r"\{(\w+)(?::\w+)?\}", lambda found: FILLED.get(found[1], "x"), route.path)


async def test_every_route(store: object, searcher: PlainSearcher) -> None:
    app = create_app(searcher.store, searcher, SiteSettings(address="https://viden.example.dk"))
    visitor = Visitor(app)
    answered = 0
    for path in addresses(app):
        told = await visitor.get(path)
        assert told.status_code in (200, 301, 302, 307, 404), (path, told.status_code)
        assert told.headers["cache-control"], path
        if told.status_code != 200 or path in LIVE:
            continue
        answered += 1
        again = await visitor.get(path, if_none_match=told.headers["etag"])
        assert (path, again.status_code, again.content) == (path, 304, b"")
        assert again.headers["etag"] == told.headers["etag"]
        assert again.headers["cache-control"] == told.headers["cache-control"]
    assert answered > 40


@pytest.mark.parametrize(
    "path",
    [
        "/nope", "/themes/", "/themes/supported-employment", "/da/themes", "/favicon.ico",
        "/items/aaaaaaaaaaaa", "/static/nope", "/api/v1/nope", "/sitemap.xml", "/opensearch.xml",
    ],
)  # fmt: skip
async def test_what_is_no_page(visitor: Visitor, path: str) -> None:
    told = await visitor.get(path)
    assert told.status_code != 200
    assert told.headers["cache-control"] in ("no-cache", "no-store")


async def test_a_file_by_its_hash_is_kept_for_ever(visitor: Visitor) -> None:
    seen = await visitor.page("/")
    (style,) = seen.all("//link[@rel='stylesheet']/@href")
    told = await visitor.get(style)
    assert "immutable" in told.headers["cache-control"]
    assert (await visitor.get(style, if_none_match=told.headers["etag"])).status_code == 304
    assert (await visitor.get("/static/site.css")).headers["cache-control"] == "no-cache"
