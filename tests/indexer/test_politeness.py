"""Manners as the servers see them: their logs, with several sources on a host and two workers."""

import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hub.errors import FetchError
from hub.store import Store, open_store
from indexer.client import open_client, user_agent
from indexer.fetch import Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts, shared
from indexer.permission import SharedRobots
from tests.crawling import START, Story, crawled, crawler, later, rss, source
from tests.servers import serving

pytestmark = pytest.mark.anyio
PAUSE = 2.0
PROJECT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


class Time:
    """Passes when somebody sleeps, whoever it is, and when a server answers."""

    def __init__(self) -> None:
        self.at = START

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        until = self.at + timedelta(seconds=seconds)
        await anyio.lowlevel.checkpoint()
        self.at = max(self.at, until)

    def answer(self, _: Request) -> Response:
        self.at += timedelta(seconds=0.5)
        return PlainTextResponse("her")


@asynccontextmanager
async def worker(store: Store, time: Time) -> AsyncIterator[Fetcher]:
    hosts = Hosts(PAUSE, shared(store.hosts.change), now=time.now, sleep=time.sleep)
    known = SharedRobots(store)
    async with open_client(user_agent(), Allowed.parse(["127.0.0.0/30"])) as client:
        yield Fetcher(client, hosts, None, time.now, known)
        await known.close()
        await hosts.close()


async def test_two_workers_and_many_sources_are_one_connection_and_a_pause(store: Store) -> None:
    time = Time()
    begun: list[tuple[str, datetime]] = []

    def answer(request: Request) -> Response:
        begun.append((request.url.hostname or "", time.now()))
        return time.answer(request)

    hosts = ("127.0.0.1", "127.0.0.2")
    with serving([Route("/{path:path}", answer)], hosts) as site:
        async with (
            worker(store, time) as one,
            worker(store, time) as other,
            anyio.create_task_group() as group,
        ):
            for n in range(6):
                for host in hosts:
                    group.start_soon((one, other)[n % 2].fetch, site.url(f"/{n}", host))
    assert site.most_at_once == dict.fromkeys(hosts, 1)
    for host in hosts:
        times = [at for asked, at in begun if asked == host]
        assert len(times) >= 7  # with robots.txt
        gaps = [(after - before).total_seconds() for before, after in pairwise(times)]
        assert min(gaps) >= PAUSE + 0.5


def test_two_processes_are_one_connection_to_each_host(store: Store, tmp_path: Path) -> None:
    hosts = ("127.0.0.1", "127.0.0.2")
    feed = Route("/{name}", lambda request: Response(rss(f"{request.path_params['name']} Nyt")))
    with serving([feed], hosts) as site:
        sources = [source(f"s{n}", site.url(f"/s{n}", hosts[n % 2])) for n in range(16)]
        store.sources.apply(sources, START)
        url = f"sqlite:///{tmp_path / 'hub.db'}"
        command = [sys.executable, "-m", "tests.sharing", url, START.isoformat()]
        workers = [
            subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        told = [each.communicate(timeout=120)[0] for each in workers]
        assert [each.returncode for each in workers] == [0, 0]
    assert all(told)
    assert len(site.log) == 16
    assert site.most_at_once == dict.fromkeys(hosts, 1)


def refusing(status: int, *said: str) -> Callable[[Request], Response]:
    """Refuses once for each of `said`, the header Retry-After, and then has a feed."""
    left = list(said)

    def answer(request: Request) -> Response:
        if not left:
            return Response(rss("a Første"))
        retry = left.pop(0)
        return Response(status_code=status, headers={"Retry-After": retry} if retry else {})

    return answer


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("1800", 30),
        ("Sun, 01 Mar 2026 12:30:00 GMT", 30),
        ("Sunday, 01-Mar-26 12:30:00 GMT", 30),
        ("", 5),
        ("soon", 5),
        ("99999999999999999999", 24 * 60),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 24 * 60),
    ],
)
async def test_during_a_retry_after_no_request_arrives(
    store: Store, status: int, said: str, minutes: int
) -> None:
    story = Story()
    routes = [
        Route("/0", refusing(status, said)),
        Route("/{n}", lambda request: Response(rss("a Første"))),
    ]
    with serving(routes) as site:
        sources = [source(f"s{n}", site.url(f"/{n}")) for n in range(4)]
        store.sources.apply(sources, story.now)
        until = story.now + timedelta(minutes=minutes)
        async with crawler(store, story) as tools:
            first = await crawled(sources[:1], tools)
            arrived = len(site.log) + len(site.robots)
            for step in (0.1, 0.5, 0.39):
                later(story, minutes=minutes * step)
                visits = {**first, **await crawled(sources, tools)}
                for visit in visits.values():
                    assert visit.trouble is not None
                    assert visit.trouble.code == "asked-to-wait"
                    told = datetime.fromisoformat(dict(visit.trouble.details)["until"])
                    assert told == until
            assert len(site.log) + len(site.robots) == arrived == 2
        async with crawler(store, story) as tools:  # another worker, later
            assert {v.bytes for v in (await crawled(sources, tools)).values()} == {0}
            assert len(site.log) + len(site.robots) == 2
            later(story, minutes=minutes * 0.02)
            visits = await crawled(sources, tools)
    assert {visit.status for visit in visits.values()} == {"ok"}


async def test_without_a_word_the_pause_grows_until_the_host_answers_well(store: Store) -> None:
    story = Story()
    waits = []
    with serving([Route("/0", refusing(503, *[""] * 10))]) as site:
        sources = [source("s0", site.url("/0"))]
        store.sources.apply(sources, story.now)
        async with crawler(store, story) as tools:
            for _ in range(11):
                visit = (await crawled(sources, tools))["s0"]
                if visit.trouble:
                    until = datetime.fromisoformat(dict(visit.trouble.details)["until"])
                    waits.append((until - story.now).total_seconds() / 60)
                    later(story, minutes=waits[-1])
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440]
    assert visit.status == "ok"
    assert store.hosts.get("127.0.0.1").paused_why is None


async def test_other_hosts_are_asked_meanwhile(store: Store) -> None:
    story = Story()
    with serving([Route("/0", refusing(429, "60"))], ("127.0.0.1", "127.0.0.2")) as site:
        sources = [source(f"s{n}", site.url("/0", f"127.0.0.{n}")) for n in (1, 2)]
        store.sources.apply(sources, story.now)
        async with crawler(store, story) as tools:
            visits = await crawled(sources, tools)
    assert sorted(visit.trouble is None for visit in visits.values()) == [False, True]


async def test_gone_for_good_is_told_as_such(store: Store) -> None:
    with serving([Route("/0", lambda request: Response(status_code=410))]) as site:
        async with worker(store, Time()) as fetching:
            with pytest.raises(FetchError) as caught:
                await fetching.fetch(site.url("/0"))
    assert caught.value.trouble.code == "gone-for-good"
