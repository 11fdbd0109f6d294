"""What items point at is fetched and read, tried again, and given up in the end."""

from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.model import Person, Pick, Trouble, When
from hub.store import Store, open_store
from indexer.reading import TRIES, read_queued
from indexer.tools import Tools
from tests.crawling import Killed, Story, crawled, crawler, later, rss, source
from tests.documents import a_pdf
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
    one = replace(source("x", web.url("/feed")), kind="podcast")
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


async def test_where_one_form_brings_nothing_the_next_is_read_at_once(store: Store) -> None:
    story = Story()

    def feed(request: Request) -> Response:
        base = f"{request.url.scheme}://{request.url.netloc}"
        told = (("talk.txt", "text/plain"), ("talk.vtt", "text/vtt"), ("gone.srt", "text/srt"))
        return Response(
            rss(
                "a A",
                extra="".join(
                    f'<podcast:transcript url="{base}/{name}" type="{media_type}"/>'
                    for name, media_type in told
                ),
            )
        )

    def text(_: Request) -> Response:
        return Response("Troen på borgeren.", media_type="text/plain")

    def login(_: Request) -> Response:
        return Response("<html><body>Log ind</body></html>", media_type="text/html")

    routes = [Route("/feed", feed), Route("/talk.vtt", login), Route("/talk.txt", text)]
    with serving(routes) as web:
        async with crawler(store, story) as tools:
            item = await queued(store, story, tools, web)
            found = await drained(tools)
    assert [trouble.code if trouble else "" for trouble in found] == ["unreadable", "not-found", ""]
    stored = store.items.get(item)
    assert stored is not None
    assert [passage.text for passage in stored.passages] == ["Troen på borgeren."]


async def test_a_picked_page_leads_to_its_pdf(store: Store) -> None:
    story = Story()

    def page(_: Request) -> Response:
        head = '<title>T</title><meta name="citation_pdf_url" content="/rapport.pdf">'
        text = "<p>Troen på borgerens jobchance betyder mere, end man skulle tro.</p>"
        return Response(
            f"<html><head>{head}</head><body>{text}</body></html>", media_type="text/html"
        )

    def report(_: Request) -> Response:
        return Response(a_pdf("Forside", "Om troen"), media_type="application/pdf")

    with serving([Route("/troen", page), Route("/rapport.pdf", report)]) as web:
        async with crawler(store, story) as tools:
            picked = (Pick(web.url("/troen"), "Om troen"),)
            one = replace(source("x", None, "picks"), picks=picked)
            store.sources.apply([one], story.now)
            await crawled([one], tools)
            assert await drained(tools) == [None, None]
    [item] = store.items.many([store.pending.next("watching", 1)[0].item]).values()
    assert item.body.startswith("Troen på borgerens")
    assert [(passage.page, passage.text) for passage in item.passages] == [
        (1, "Forside"),
        (2, "Om troen"),
    ]
    assert item.pages == 2


async def test_what_a_picked_page_says_of_itself_reaches_the_item(store: Store) -> None:
    story = Story()
    head = (
        "<title>Troen på borgeren | VIVE</title>"
        '<meta name="citation_author" content="Anna Holm">'
        '<meta name="citation_doi" content="10.1234/a">'
        '<meta name="citation_publication_date" content="2021/05/03">'
        '<meta property="og:site_name" content="VIVE">'
        '<meta property="og:description" content="Om at tro på, at borgeren kan komme i arbejde.">'
    )
    text = "<p>Troen på borgerens jobchance betyder mere, end man skulle tro, og det kan læres.</p>"
    html = f"<html lang='en'><head>{head}</head><body><p>Rapport</p><h1>Troen</h1>{text * 2}"

    def page(_: Request) -> Response:
        return Response(f"{html}<p>Kun for abonnenter</p></body></html>", media_type="text/html")

    with serving([Route("/viden/troen", page)]) as web:
        async with crawler(store, story, vote=lambda text: "da") as tools:
            picked = (Pick(web.url("/viden/troen"), "Tro på borgeren"),)
            one = replace(source("x", None, "picks", language=None), picks=picked)
            store.sources.apply([one], story.now)
            await crawled([one], tools)
            assert await drained(tools) == [None]
    [item] = store.items.many([store.pending.next("watching", 1)[0].item]).values()
    assert item.title == "Tro på borgeren"
    assert (item.form, item.access, item.publisher) == ("report", "subscription", "VIVE")
    assert item.people == (Person("Anna Holm", "author"),)
    assert (item.date, item.language, item.ids) == (When("2021-05-03"), "da", ("doi:10.1234/a",))
    assert item.summary == "Om at tro på, at borgeren kan komme i arbejde."
    assert item.body.count("jobchance") == 1


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


async def test_being_asked_to_wait_is_no_try(store: Store) -> None:
    story = Story()
    busy = [Response(status_code=429, headers={"Retry-After": "60"}) for _ in range(2 * TRIES)]
    with serving(routes(*busy, Response(VTT))) as web:
        async with crawler(store, story) as tools:
            await queued(store, story, tools, web)
            for _ in range(2 * TRIES):
                [trouble] = await drained(tools)
                assert trouble is not None
                assert trouble.code == "asked-to-wait"
                later(story, seconds=61)
            assert await drained(tools) == [None]
