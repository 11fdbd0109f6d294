"""From an episode without a transcript to its page, and from there to what is said in it."""

from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.model import Passage
from hub.store import Store, open_store
from hub.visiting import Read
from indexer.crawl import MOST_PAGES
from indexer.reading import read_queued
from indexer.tools import Tools
from tests.crawling import Story, crawled, crawler, source
from tests.servers import Site, serving

pytestmark = pytest.mark.anyio
SAID = "<p>Troen på borgeren er noget, man gør.</p>" * 12
PAGE = f"<html><body><h1>Et</h1><p>Om noget.</p><h2>Udskrift</h2>{SAID}</body></html>"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        store.pending.register("watching")
        yield store


def feed(request: Request) -> Response:
    """Three episodes, of which two have no page but that of the show."""
    items = "".join(
        f"<item><title>{name}</title><guid>{name}</guid><link>/{page}</link></item>"
        for name, page in (("Et", "afsnit/1"), ("To", "show"), ("Tre", "show"))
    )
    return Response(f'<rss version="2.0"><channel><title>K</title>{items}</channel></rss>')


def show(_: Request) -> Response:
    return Response(PAGE, media_type="text/html")


ROUTES = [Route("/feed", feed), Route("/afsnit/1", show), Route("/show", show)]


async def crawl(store: Store, story: Story, tools: Tools, web: Site) -> dict[str, str]:
    """Ids of the items by their titles."""
    one = replace(source("x", web.url("/feed")), kind="podcast")
    store.sources.apply([one], story.now)
    await crawled([one], tools)
    items = [store.items.get(each.item) for each in store.pending.next("watching", 9)]
    return {item.title: item.id for item in items if item}


async def read_all(tools: Tools) -> None:
    async with aclosing(read_queued(tools)) as readings:
        assert [trouble async for trouble in readings if trouble] == []


async def test_what_stands_on_an_episodes_own_page(store: Store) -> None:
    story = Story()
    with serving(ROUTES) as web:
        async with crawler(store, story) as tools:
            ids = await crawl(store, story, tools, web)
            assert store.readings.count() == 1
            await read_all(tools)
    item = store.items.get(ids["Et"])
    assert item is not None
    assert item.heard == "published"
    assert "".join(passage.text for passage in item.passages).count("Troen") == 12
    assert "Om noget" not in item.passages[0].text
    for name in ("To", "Tre"):
        other = store.items.get(ids[name])
        assert other is not None
        assert other.passages == ()


async def test_of_a_long_backlog_the_newest_pages_are_looked_at(store: Store) -> None:
    def backlog(_: Request) -> Response:
        items = "".join(
            f"<item><title>{n}</title><guid>{n}</guid><link>/{n}</link></item>" for n in range(50)
        )
        return Response(f'<rss version="2.0"><channel><title>K</title>{items}</channel></rss>')

    story = Story()
    with serving([Route("/feed", backlog)]) as web:
        async with crawler(store, story) as tools:
            await crawl(store, story, tools, web)
            first = store.readings.claim(1, story.now)
            assert [task.url for task in first] == [web.url("/0")]
            assert store.readings.count() == MOST_PAGES


async def test_what_a_person_put_in_stays(store: Store) -> None:
    story = Story()
    with serving(ROUTES) as web:
        async with crawler(store, story) as tools:
            ids = await crawl(store, story, tools, web)
            by_hand = Read(passages=(Passage("Skrevet af os."),), heard="hand")
            store.readings.put(ids["Et"], "transcript", by_hand, story.now)
            await read_all(tools)
    item = store.items.get(ids["Et"])
    assert item is not None
    assert ([passage.text for passage in item.passages], item.heard) == (["Skrevet af os."], "hand")
