"""Addresses are asked gently, as the servers see it, and what they answer is kept."""

from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.liveness import FAILING, RAREST, WEEK, LinkState
from hub.model import Enclosure, Link
from hub.store import Store, open_store
from indexer.client import open_client, user_agent
from indexer.fetch import Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts, shared
from indexer.linkcheck import TOMORROW, check_links, gather_links
from indexer.permission import SharedRobots
from indexer.tools import Tools, open_tools
from tests.crawling import LIMITS, START, Story, crawler
from tests.servers import Site, serving
from tests.storing import a_proposal, a_source, record, show

pytestmark = pytest.mark.anyio
METHODS = ["GET", "HEAD"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        store.sources.apply([a_source(), a_source("brev", "newsletter")], START)
        yield store


@dataclass(slots=True)
class Pages:
    """Answers /a, /b … by method or path with the status named for each, 200 else."""

    status: dict[str, int] = field(default_factory=dict)
    to: dict[str, str] = field(default_factory=dict)
    robots: str = ""

    def serve(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name in self.to:
            return RedirectResponse(self.to[name])
        status = self.status.get(f"{request.method} {name}", self.status.get(name, 200))
        return PlainTextResponse("x" * 50_000, status_code=status)

    def routes(self) -> list[Route]:
        robots = Route("/robots.txt", lambda _: PlainTextResponse(self.robots))
        return [robots, Route("/{name:path}", self.serve, methods=METHODS)]


def listed(store: Store, *urls: str, source: str = "kilde", at: datetime = START) -> None:
    """Items at these addresses, as a crawl and a judge would have left them."""
    entries = [a_proposal(f"{source}{n}", link=url) for n, url in enumerate(urls)]
    record(store, *entries, source=source, at=at)
    show(store, *(entry.id for entry in entries))


def told(web: Site) -> list[str]:
    return [f"{seen.method} {seen.path}" for seen in web.log]


async def asked(tools: Tools, story: Story, at: datetime) -> int:
    """Everything that is due at `at` is asked."""
    story.now = at
    await gather_links(tools)
    return await check_links(tools, 99)


def state(store: Store, url: str) -> LinkState:
    return store.checks.states([url])[url]


@pytest.fixture
def web() -> Iterator[tuple[Site, Pages]]:
    pages = Pages()
    with serving(pages.routes(), ("127.0.0.1", "127.0.0.2")) as site:
        yield site, pages


# --- politely ----------------------------------------------------------------------------------


async def test_what_lives_is_asked_by_head_alone_weekly_and_then_rarer(
    store: Store, web: tuple[Site, Pages]
) -> None:
    site, _ = web
    story = Story()
    listed(store, site.url("/a"))
    times: list[datetime] = []
    async with crawler(store, story) as tools:
        await gather_links(tools)
        for _day in range(800):
            story.now += timedelta(days=1)
            if await check_links(tools, 9):
                times.append(story.now)
    assert told(site) == ["HEAD /a"] * len(times)
    gaps = [later - earlier for earlier, later in pairwise([START, *times])]
    assert gaps[:5] == [WEEK] * 5
    assert gaps == sorted(gaps)
    assert gaps[-1] == RAREST
    assert state(store, site.url("/a")) == LinkState(alive=times[-1], since=times[0])


@pytest.mark.parametrize("refusal", [400, 403, 404, 405, 500, 501])
async def test_get_where_head_is_refused(
    store: Store, web: tuple[Site, Pages], refusal: int
) -> None:
    site, pages = web
    story = Story()
    pages.status["HEAD a"] = refusal
    listed(store, site.url("/a"))
    async with crawler(store, story) as tools:
        await gather_links(tools)
        assert await asked(tools, story, START + WEEK) == 1
    assert told(site) == ["HEAD /a", "GET /a"]
    assert state(store, site.url("/a")).alive == START + WEEK


async def test_of_a_large_file_only_the_beginning_is_fetched(store: Store) -> None:
    async def without_end() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 10_000
            await anyio.lowlevel.checkpoint()

    def serve(request: Request) -> Response:
        if request.method == "HEAD":
            return Response(status_code=405)
        return StreamingResponse(without_end(), media_type="audio/mpeg")

    story = Story()
    with serving([Route("/{name}", serve, methods=METHODS)]) as site:
        sound = Enclosure(site.url("/12.mp3"), "audio/mpeg")
        record(store, a_proposal("1", enclosures=(sound,)), at=START)
        show(store, "id-1")
        async with crawler(store, story) as tools:
            await gather_links(tools)
            assert await asked(tools, story, START + WEEK) == 1
        assert state(store, sound.url).alive == START + WEEK


async def test_one_request_at_a_time_and_a_pause_between(store: Store) -> None:
    story = Story()
    begun: list[datetime] = []

    async def sleep(seconds: float) -> None:
        until = story.now + timedelta(seconds=seconds)
        await anyio.lowlevel.checkpoint()
        story.now = max(story.now, until)

    def serve(request: Request) -> Response:
        begun.append(story.now)
        return Response(status_code=405 if request.method == "HEAD" else 200)

    hosts = Hosts(2.0, shared(store.hosts.change), now=story.clock, sleep=sleep)
    known = SharedRobots(store)
    agent = user_agent("mailto:redaktion@example.org")
    with serving([Route("/{name}", serve, methods=METHODS)]) as site:
        listed(store, *(site.url(f"/{name}") for name in "abc"))
        async with open_client(agent, Allowed.parse(["127.0.0.1"])) as client:
            fetcher = Fetcher(client, hosts, LIMITS, story.clock, known)
            async with open_tools(store, fetcher, lambda text: "") as made:
                tools = replace(made, now=story.clock)
                await gather_links(tools)
                assert await asked(tools, story, START + WEEK) == 3
            await known.close()
            await hosts.close()
    assert sorted(told(site)) == [f"{method} /{name}" for method in METHODS for name in "abc"]
    assert site.most_at_once == {"127.0.0.1": 1}
    assert min(later - earlier for earlier, later in pairwise(begun)) >= timedelta(seconds=2)
    assert {seen.headers["user-agent"] for seen in site.log} == {agent}
    assert len(site.robots) == 1


async def test_robots_txt_is_heeded_and_says_nothing_of_the_address(
    store: Store, web: tuple[Site, Pages]
) -> None:
    site, pages = web
    story = Story()
    pages.robots = "User-agent: *\nDisallow: /a"
    listed(store, site.url("/a"), site.url("/b"))
    async with crawler(store, story) as tools:
        await gather_links(tools)
        assert await asked(tools, story, START + WEEK) == 2
    assert told(site) == ["HEAD /b"]
    assert state(store, site.url("/a")) == LinkState()


async def test_a_query_is_sent_as_it_is_and_a_fragment_never(
    store: Store, web: tuple[Site, Pages]
) -> None:
    site, _ = web
    story = Story()
    listed(store, site.url("/a?id=7&x=%C3%A6#afsnit"), site.url("/a?id=7&x=%C3%A6#andet"))
    async with crawler(store, story) as tools:
        await gather_links(tools)
        assert await asked(tools, story, START + WEEK) == 1
    assert [(seen.path, seen.query) for seen in site.log] == [("/a", "id=7&x=%C3%A6")]


async def test_who_asks_us_to_wait_is_left_alone(store: Store, web: tuple[Site, Pages]) -> None:
    site, pages = web
    story = Story()
    pages.status["a"] = 429
    listed(store, site.url("/a"))
    async with crawler(store, story) as tools:
        await gather_links(tools)
        await asked(tools, story, START + WEEK)
        assert told(site) == ["HEAD /a"]  # and no GET
        assert await asked(tools, story, START + WEEK + TOMORROW - timedelta(minutes=1)) == 0
        pages.status.clear()
        assert await asked(tools, story, START + WEEK + TOMORROW) == 1
    assert state(store, site.url("/a")).alive == START + WEEK + TOMORROW


# --- dead and alive ----------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
async def test_dead_after_three_failures_over_a_week_and_alive_at_the_first_answer(
    store: Store, web: tuple[Site, Pages], status: int
) -> None:
    site, pages = web
    story, url = Story(), site.url("/a")
    listed(store, url)
    async with crawler(store, story) as tools:
        await gather_links(tools)
        seen = START + WEEK
        await asked(tools, story, seen)
        pages.status["a"] = status
        first = seen + WEEK
        for at in (first, first + FAILING):
            assert await asked(tools, story, at) == 1
            assert state(store, url).dead is None
        assert await asked(tools, story, first + WEEK) == 1
        assert state(store, url) == LinkState(seen, None, first, 6, first)
        assert [found.source for found in store.checks.dead_originals()] == ["kilde"]
        pages.status.clear()
        assert await asked(tools, story, first + 2 * WEEK) == 1
    assert state(store, url) == LinkState(first + 2 * WEEK, first + 2 * WEEK)
    assert store.checks.dead_originals() == ()


@pytest.mark.parametrize("status", [401, 403, 429, 503, 418])
async def test_a_refusal_is_never_death(store: Store, web: tuple[Site, Pages], status: int) -> None:
    site, pages = web
    story, url = Story(), site.url("/a")
    pages.status["a"] = status
    listed(store, url)
    async with crawler(store, story) as tools:
        await gather_links(tools)
        for week in range(1, 20):
            await asked(tools, story, START + week * WEEK)
    assert state(store, url) == LinkState()


async def test_a_server_in_trouble_is_dead_after_five_weeks(
    store: Store, web: tuple[Site, Pages]
) -> None:
    site, pages = web
    story, url = Story(), site.url("/a")
    pages.status["a"] = 500
    listed(store, url)
    async with crawler(store, story) as tools:
        await gather_links(tools)
        dead = []
        for week in range(1, 7):
            assert await asked(tools, story, START + week * WEEK) == 1
            dead.append(state(store, url).dead)
    assert dead == [None] * 5 + [START + WEEK]


async def test_a_page_that_became_the_front_page_is_dead_and_one_that_always_was_is_not(
    store: Store, web: tuple[Site, Pages]
) -> None:
    site, pages = web
    story = Story()
    pages.to["kampagne"] = "/"
    listed(store, site.url("/nyt/job"), site.url("/kampagne"))
    async with crawler(store, story) as tools:
        await gather_links(tools)
        await asked(tools, story, START + WEEK)
        pages.to["nyt/job"] = "/"
        for n in range(4):
            await asked(tools, story, START + 2 * WEEK + n * FAILING)
    assert state(store, site.url("/nyt/job")).dead == START + 2 * WEEK
    assert state(store, site.url("/kampagne")) == LinkState()


async def test_while_our_own_network_is_down_nothing_is_said(store: Store) -> None:
    story = Story()
    with ExitStack() as up:
        site = up.enter_context(serving(Pages().routes()))
        nobody = site.url("/a", "127.0.0.3")
        listed(store, site.url("/a"), nobody)
        async with crawler(store, story) as tools:
            await gather_links(tools)
            await asked(tools, story, START + WEEK)
            lonely = state(store, nobody)
            assert (lonely.failing, lonely.doubt) == (START + WEEK, 1)  # another host answers
            up.close()
            assert await asked(tools, story, START + 2 * WEEK) == 2
            assert state(store, nobody) == lonely
            assert state(store, site.url("/a")).failing is None
            assert await asked(tools, story, START + 2 * WEEK + TOMORROW) == 2
            assert state(store, nobody) == lonely
            record(store, at=story.now)  # a source has answered: the network is there
            assert await asked(tools, story, START + 2 * WEEK + 2 * TOMORROW) == 2
            assert state(store, nobody).doubt == 2


async def test_what_an_issue_points_at_is_asked_and_what_merely_is_mentioned_is_not(
    store: Store, web: tuple[Site, Pages]
) -> None:
    site, _ = web
    story = Story()
    link = (Link(site.url("/rapport"), "Rapporten"), Link("mailto:x@y.dk", "Skriv"))
    record(store, a_proposal("1", link=site.url("/nyt"), links=link), source="brev", at=START)
    record(store, a_proposal("2", link=site.url("/afsnit"), links=(Link(site.url("/x"), "X"),)),
           at=START)  # fmt: skip
    show(store, "id-1", "id-2")
    async with crawler(store, story) as tools:
        await gather_links(tools)
        await asked(tools, story, START + WEEK)
    assert sorted(told(site)) == ["HEAD /afsnit", "HEAD /nyt", "HEAD /rapport"]


async def test_a_worker_that_is_killed_leaves_it_to_be_asked(
    store: Store, web: tuple[Site, Pages]
) -> None:
    site, _ = web
    story = Story()
    listed(store, site.url("/a"))
    async with crawler(store, story) as tools:
        await gather_links(tools)
        story.now += WEEK
        assert store.checks.claim(story.now, 9)
        assert await check_links(tools, 9) == 0
        assert await asked(tools, story, story.now + timedelta(hours=1)) == 1
