"""What items point at is fetched and read, tried again, and given up in the end."""

from collections.abc import Iterator
from contextlib import aclosing
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.model import Trouble
from hub.store import Store, open_store
from indexer.reading import TRIES, read_queued
from indexer.tools import Tools
from tests.crawling import Killed, Story, crawled, crawler, later, rss, source
from tests.servers import Site, serving

pytestmark = pytest.mark.anyio
VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\nTroen på borgerens jobchance.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        store.pending.register("watching")
        yield store


def routes(*answers: Response) -> list[Route]:
    """A feed of one entry with a transcript, which is answered with `answers` in turn."""
    coming = iter(answers)

    def feed(request: Request) -> Response:
        address = f"{request.url.scheme}://{request.url.netloc}/talk.vtt"
        return Response(rss("a A", extra=f'<podcast:transcript url="{address}" type="text/vtt"/>'))

    return [Route("/feed", feed), Route("/talk.vtt", lambda request: next(coming))]


async def queued(store: Store, story: Story, tools: Tools, web: Site) -> str:
    """Crawl the feed; the id of its item."""
    one = source("x", web.url("/feed"))
    store.sources.apply([one], story.now)
    await crawled([one], tools)
    assert store.readings.count() == 1
    return store.pending.next("watching", 1)[0].item


async def drained(tools: Tools) -> list[Trouble | None]:
    async with aclosing(read_queued(tools)) as readings:
        return [trouble async for trouble in readings]


async def test_a_transcript_becomes_passages(store: Store) -> None:
    story = Story()
    with serving(routes(Response(VTT))) as web:
        async with crawler(store, story) as tools:
            item = await queued(store, story, tools, web)
            assert await drained(tools) == [None]
            assert await drained(tools) == []
    stored = store.items.get(item)
    assert stored is not None
    assert [passage.text for passage in stored.passages] == ["Troen på borgerens jobchance."]
    assert store.readings.count() == 0


async def test_tried_again_later_and_later_and_then_given_up(store: Store) -> None:
    story = Story()
    with serving(routes(*(Response(status_code=500) for _ in range(TRIES)))) as web:
        async with crawler(store, story) as tools:
            await queued(store, story, tools, web)
            for tried in range(TRIES):
                [trouble] = await drained(tools)
                assert trouble is not None
                assert trouble.code == "server-error"
                assert await drained(tools) == []
                later(story, minutes=15 * 2**tried * 0.8)
                assert await drained(tools) == []
                later(story, minutes=15 * 2**tried * 0.4)
            later(story, days=365)
            assert await drained(tools) == []
    assert len(web.asked("/talk.vtt")) == TRIES
    assert store.readings.count() == 0


async def test_killed_while_reading_it_is_read_by_the_next(store: Store) -> None:
    story = Story()
    with serving(routes(Response(VTT), Response(VTT))) as web:
        async with crawler(store, story) as tools:
            await queued(store, story, tools, web)
            story.end_at = "read"
            with pytest.raises(Killed):
                await drained(tools)
        story.end_at = ""
        later(story, minutes=16)
        async with crawler(store, story) as tools:
            assert await drained(tools) == [None]


async def test_what_is_no_transcript_is_trouble(store: Store) -> None:
    story = Story()
    with serving(routes(Response(""))) as web:
        async with crawler(store, story) as tools:
            await queued(store, story, tools, web)
            [trouble] = await drained(tools)
    assert trouble is not None
    assert trouble.code == "empty"
