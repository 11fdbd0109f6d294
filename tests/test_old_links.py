"""A link from a newsletter, two years later: its original, sound, title and theme are all others.

The publisher and the hub are real servers; the years pass on a clock that tests hold.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from babel.dates import format_date
from lxml import html
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from hub.config import Config, parse_config
from hub.liveness import FAILING
from hub.store import Store, open_store
from indexer.judging import judge_pending
from indexer.linkcheck import check_links, gather_links
from indexer.reading import read_queued
from indexer.tools import Tools
from tests.crawling import Story, crawled, crawler
from tests.plain_words import PlainWords
from tests.servers import Site, serving
from tests.web.plain_searcher import PlainSearcher
from web.app import create_app
from web.site import SiteSettings

pytestmark = pytest.mark.anyio
THEN = datetime(2023, 9, 4, 8, tzinfo=UTC)
CLOSED = datetime(2024, 6, 1, 8, tzinfo=UTC)
MOVED = datetime(2025, 9, 1, 8, tzinfo=UTC)
OLD_SLUG = "om-ips-og-troen"
FEEDS = """
hub: {{title: Prøve, contact: "mailto:os@example.dk"}}
themes:
  - {{id: {theme}, title: Job med støtte, about: Job først, match: ips}}
sources:
  - {{id: samtalen, title: Samtalen, kind: podcast, via: feed, url: "{url}"}}
"""
VTT = """WEBVTT

00:00.000 --> 00:20.000
Velkommen til.

12:31.000 --> 13:10.000
Troen på borgeren er noget, man gør.
"""
FEED = """<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>Samtalen</title><item><guid isPermaLink="false">afsnit-12</guid><title>{title}</title>
<link>{page}</link><pubDate>Mon, 04 Sep 2023 06:00:00 +0200</pubDate>
<description>Et afsnit om IPS.</description>
<enclosure url="{sound}" type="audio/mpeg" length="9"/>
<podcast:transcript url="{vtt}" type="text/vtt"/></item></channel></rss>"""


@dataclass(slots=True)
class Publisher:
    """A show that is at one address, closes it, and is at another a year later."""

    story: Story
    answered: list[datetime] = field(default_factory=list)  # when the first page did

    def feed(self, request: Request) -> Response:
        here = f"{request.url.scheme}://{request.url.netloc}"
        there = here.replace("127.0.0.1", "127.0.0.2")
        moved = self.story.now >= MOVED
        told = FEED.format(
            title="Troen, der virker" if moved else "Om IPS og troen",
            page=f"{there}/episoder/troen" if moved else f"{here}/afsnit/12?ref=rss#top",
            sound=f"{there}/media/troen.mp3" if moved else f"{here}/lyd/12.mp3",
            vtt=f"{here}/12.vtt",
        )
        return Response(told, media_type="application/rss+xml")

    def before(self, request: Request) -> Response:
        if self.story.now >= CLOSED:
            return PlainTextResponse("Siden findes ikke", 404)
        if request.url.path == "/afsnit/12":
            self.answered.append(self.story.now)
        return PlainTextResponse("her")

    def routes(self) -> list[Route]:
        def answer(_: Request) -> Response:
            return PlainTextResponse("her")

        return [
            Route("/feed", self.feed),
            Route("/12.vtt", lambda _: Response(VTT, media_type="text/vtt")),
            Route("/afsnit/12", self.before),
            Route("/lyd/12.mp3", self.before),
            Route("/episoder/troen", answer),
            Route("/media/troen.mp3", answer),
        ]


@dataclass(slots=True)
class World:
    """The hub at work, and its readers' way to it."""

    store: Store
    story: Story
    tools: Tools
    publisher: Site
    hub: Site
    folder: Path

    async def crawl(self, at: datetime, theme: str, was: str = "") -> None:
        """A visit at `at`, by a configuration that calls the theme so."""
        self.story.now = at
        named = f"{theme}, was: [{was}]" if was else theme
        text = FEEDS.format(theme=named, url=self.publisher.url("/feed"))
        config: Config = parse_config(text)
        self.store.configs.accept(text, config.digest, at)
        self.store.sources.apply(config.sources, at)
        await crawled([replace(each) for each in config.sources], self.tools)
        async with aclosing(read_queued(self.tools)) as readings:
            assert [trouble async for trouble in readings if trouble] == []
        judge_pending(self.store, config, PlainWords(), self.folder / "index")

    async def wait(self, until: datetime) -> None:
        """Quiet time passes."""
        while self.story.now < until:
            self.story.now += FAILING
            await gather_links(self.tools)
            await check_links(self.tools, 9)

    async def get(self, path: str, method: str = "GET") -> httpx.Response:
        async with httpx.AsyncClient(follow_redirects=True, trust_env=False) as reader:
            return await reader.request(method, self.hub.url(path))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@asynccontextmanager
async def world(store: Store, folder: Path) -> AsyncIterator[tuple[World, Publisher]]:
    story = Story(now=THEN)
    show = Publisher(story)
    app = create_app(store, PlainSearcher(store), SiteSettings())
    with (
        serving(show.routes(), ("127.0.0.1", "127.0.0.2")) as publisher,
        serving([Mount("/", app)]) as hub,
    ):
        async with crawler(store, story) as tools:
            yield World(store, story, tools, publisher, hub, folder), show


def seen_in(response: httpx.Response) -> html.HtmlElement:
    return html.document_fromstring(response.text)


async def test_a_link_of_two_years_ago_lands_at_the_second(store: Store, tmp_path: Path) -> None:
    async with world(store, tmp_path) as (it, show):
        await it.crawl(THEN, "supported-employment")
        (item,) = store.items.ids()
        link = f"/items/{item}/{OLD_SLUG}?t=751"
        fresh = await it.get(link)
        assert [was.status_code for was in fresh.history] == []
        assert seen_in(fresh).xpath("//audio/@src") == [it.publisher.url("/lyd/12.mp3#t=751")]

        # The publisher closes the page and the sound; the feed goes on telling of them.
        await it.wait(CLOSED + timedelta(days=60))
        page = seen_in(await it.get(link))
        text = " ".join(page.text_content().split())
        day = format_date(show.answered[-1].date(), "long", locale="da")
        assert f"Originalen svarer ikke længere (sidst set {day})" in text
        assert f"Lyden svarer ikke længere (sidst set {day})" in text
        first = page.xpath("//main//a[contains(@class, 'button')]/@href")[0]
        closed = it.publisher.url("/afsnit/12?ref=rss#top")
        assert first == f"https://web.archive.org/web/{show.answered[-1]:%Y%m%d}/{closed}"
        assert "Troen på borgeren er noget, man gør." in text
        (dead,) = store.checks.dead_originals()
        assert (dead.source, dead.items) == ("samtalen", 1)

        # It is published anew elsewhere under another title, and the editors rename the theme.
        await it.wait(MOVED)
        await it.crawl(MOVED, "ips", was="supported-employment")
        moved = await it.get(link)
        new = f"/items/{item}/troen-der-virker?t=751"
        assert [was.status_code for was in moved.history] == [301]
        assert moved.history[0].headers["location"] == f"{new}#t=751"
        assert (moved.status_code, str(moved.url)) == (200, it.hub.url(f"{new}#t=751"))
        page = seen_in(moved)
        assert "svarer ikke" not in page.text_content()
        (sound,) = page.xpath("//audio/@src")
        assert sound == it.publisher.url("/media/troen.mp3#t=751", "127.0.0.2")
        async with httpx.AsyncClient(trust_env=False) as player:
            assert (await player.get(sound)).status_code == 200
        (asked_for,) = page.xpath("//*[@id='t=751']")
        assert "Troen på borgeren er noget, man gør." in asked_for.text_content()
        assert "/themes/ips" in page.xpath("//main//a/@href")
        assert (await it.get(link, "HEAD")).status_code == 200
        assert store.checks.dead_originals() == ()


async def test_so_do_its_short_address_and_that_of_its_theme(store: Store, tmp_path: Path) -> None:
    async with world(store, tmp_path) as (it, _):
        await it.crawl(THEN, "supported-employment")
        (item,) = store.items.ids()
        await it.crawl(MOVED, "ips", was="supported-employment")
        for method in ("GET", "HEAD"):
            short = await it.get(f"/go/{item}?t=751&utm_source=nyhedsbrev", method)
            assert [was.status_code for was in short.history] == [307]
            assert str(short.url) == it.hub.url(f"/items/{item}/troen-der-virker?t=751#t=751")
            for language in ("", "/en"):
                for form in ("", ".rss", ".atom", ".json", ".ris", ".csv"):
                    theme = await it.get(f"{language}/themes/supported-employment{form}", method)
                    assert [was.status_code for was in theme.history] == [301]
                    assert (theme.status_code, str(theme.url)) == (
                        200, it.hub.url(f"{language}/themes/ips{form}"),
                    )  # fmt: skip


async def test_the_publisher_is_asked_gently_all_the_while(store: Store, tmp_path: Path) -> None:
    async with world(store, tmp_path) as (it, _):
        await it.crawl(THEN, "ips")
        await it.wait(THEN + timedelta(days=730))
        asked = [seen for seen in it.publisher.log if seen.path == "/afsnit/12"]
        alive = [seen for seen in asked if seen.method == "HEAD"]
        assert len(alive) < 40  # in two years
        assert {seen.query for seen in asked} == {"ref=rss"}
        assert it.publisher.most_at_once["127.0.0.1"] == 1
