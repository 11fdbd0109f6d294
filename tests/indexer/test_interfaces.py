"""robots.txt speaks of pages, not of interfaces for programs; and how many pages a visit reads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from hub.store import Store, open_store
from tests.crawling import Story, crawled, crawler, later, rss, source
from tests.servers import Site, serving

pytestmark = pytest.mark.anyio


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@pytest.fixture
def shut() -> Iterator[Site]:
    """A site whose robots.txt forbids everything."""

    def robots(_: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    def works(_: Request) -> Response:
        return JSONResponse({"meta": {}, "results": [{"display_name": "Flere i job", "id": "W1"}]})

    def feed(_: Request) -> Response:
        return Response(rss("En"), media_type="application/rss+xml")

    def lookup(request: Request) -> Response:
        return JSONResponse({"results": [{"feedUrl": str(request.url_for("feed"))}]})

    routes = [Route("/robots.txt", robots), Route("/works", works), Route("/lookup", lookup)]
    with serving([*routes, Route("/feed", feed, name="feed")]) as web:
        yield web


async def test_an_interface_is_asked_and_a_page_is_not(store: Store, shut: Site) -> None:
    works = replace(source("works", shut.url("/works"), "openalex"), options=(("query", "job"),))
    page = source("page", shut.url("/feed"))
    show = replace(source("show", shut.url("/lookup"), "apple"), options=(("apple_id", "7"),))
    store.sources.apply([works, page, show], Story().now)
    async with crawler(store, Story()) as tools:
        visits = await crawled([works, page, show], tools)
    assert visits["works"].status == "ok"
    for name in ("page", "show"):  # Apple's look-up is asked, the feed it leads to may not be
        trouble = visits[name].trouble
        assert trouble is not None
        assert trouble.code == "robots-disallowed"
    assert [seen.path for seen in shut.log].count("/feed") == 0
    assert len(shut.asked("/lookup")) == 1


async def test_a_later_visit_reads_fewer_pages_than_a_first(store: Store) -> None:
    """A catalogue that has more pages than anybody wants: 20 at first, 2 later."""
    many = [{"display_name": f"Nr. {n}", "id": f"W{n}"} for n in range(100)]

    def works(_: Request) -> Response:
        return JSONResponse({"results": many})

    story = Story()
    with serving([Route("/works", works)]) as web:
        one = replace(source("x", web.url("/works"), "openalex"), options=(("query", "job"),))
        store.sources.apply([one], story.now)
        async with crawler(store, story) as tools:
            await crawled([one], tools)
            first = len(web.log)
            later(story, days=2)
            await crawled([one], tools)
        assert (first, len(web.log) - first) == (20, 2)
