"""Visits: what is new is stored once, what is unchanged costs nothing, trouble stays its own."""

import asyncio
import gzip
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.errors import StoreError
from hub.model import Pick, Source
from hub.store import Store, open_store
from indexer.crawl import spread_by_host
from indexer.limits import Limits
from tests.crawling import START, Killed, Story, crawled, crawler, later, rss, source
from tests.servers import answering, serving

pytestmark = pytest.mark.anyio
TAG = {"ETag": '"1"', "Content-Type": "application/rss+xml"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@pytest.fixture
def story() -> Story:
    return Story()


def tagged(request: Request) -> Response:
    if request.headers.get("if-none-match") == TAG["ETag"]:
        return Response(status_code=304)
    return Response(rss("a Første", "b Anden"), headers=TAG)


async def test_new_items_once_and_then_nothing_is_read(store: Store, story: Story) -> None:
    with serving(
        [Route("/feed", tagged), Route("/plain", lambda r: Response(rss("c Tre")))]
    ) as web:
        sources = [source("x", web.url("/feed")), source("y", web.url("/plain"))]
        store.sources.apply(sources, story.now)
        async with crawler(store, story) as tools:
            first = await crawled(sources, tools)
            assert [(first[n].status, first[n].new) for n in "xy"] == [("ok", 2), ("ok", 1)]
            assert first["x"].bytes == len(rss("a Første", "b Anden").encode())
            story.steps.clear()
            later(story, hours=7)
            second = await crawled(sources, tools)
    assert {visit.status for visit in second.values()} == {"unchanged"}
    assert sorted(set(story.steps)) == ["fetched", "recorded"]
    assert len(list(store.items.ids())) == 0  # not judged yet, so not visible
    assert [visit.status for visit in store.visits.of("x")] == ["unchanged", "ok"]
    state = store.sources.state("x")
    assert state.last_visit == state.last_success == story.now
    assert state.last_new == START
    assert state.due is not None
    assert abs(state.due - story.now - timedelta(hours=6)) < timedelta(hours=1)


async def test_changed_entries_and_those_that_left(store: Store, story: Story) -> None:
    bodies = iter([rss("a Første", "b Anden"), rss("b Anden, rettet", "c Tredje")])
    with serving([Route("/feed", lambda request: Response(next(bodies)))]) as web:
        one = source("x", web.url("/feed"))
        store.sources.apply([one], story.now)
        async with crawler(store, story) as tools:
            await crawled([one], tools)
            visit = (await crawled([one], tools))["x"]
    assert (visit.new, visit.changed, visit.gone) == (1, 1, 0)
    assert len(store.sources.state("x").seen) == 3


async def test_other_settings_ask_for_everything_again(store: Store, story: Story) -> None:
    with serving([Route("/feed", tagged)]) as web:
        one = source("x", web.url("/feed"))
        store.sources.apply([one], story.now)
        async with crawler(store, story) as tools:
            await crawled([one], tools)
            english = replace(one, language="en")
            store.sources.apply([english], story.now)
            visit = (await crawled([english], tools))["x"]
    assert (visit.status, visit.new, visit.changed) == ("ok", 0, 2)
    assert "if-none-match" not in web.log[1].headers


async def test_a_renamed_source_keeps_its_items(store: Store, story: Story) -> None:
    with serving([Route("/feed", tagged)]) as web:
        one = source("x", web.url("/feed"))
        store.sources.apply([one], story.now)
        async with crawler(store, story) as tools:
            await crawled([one], tools)
            renamed = replace(one, id="ny", was=("x",), options=(("a", "b"),))
            store.sources.apply([renamed], story.now)
            visit = (await crawled([renamed], tools))["ny"]
    assert (visit.status, visit.new, visit.changed) == ("ok", 0, 0)


async def test_every_kind_of_trouble_stays_its_own(store: Store, story: Story) -> None:
    headers = {"Content-Encoding": "gzip"}
    packed = gzip.compress(rss("a A").encode())[:-5]
    html = "<!doctype html><html><body><p>Velkommen</p></body></html>"
    routes = {
        "good": lambda request: Response(rss("a Godt")),
        "not-found": lambda request: Response(status_code=404),
        "server-error": lambda request: Response(status_code=500),
        "empty": lambda request: Response(""),
        "not-a-feed": lambda request: Response(html, headers={"Content-Type": "text/html"}),
        "bad-encoding": lambda request: Response(packed, headers=headers),
        "too-large": lambda request: Response(bytes(1_000_001)),
        "redirect-loop": lambda request: RedirectResponse("/redirect-loop"),
        "private-address": lambda request: RedirectResponse("http://10.0.0.1/"),
    }

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    with serving([Route(f"/{name}", answer) for name, answer in routes.items()]) as web:
        async with answering(hang) as hanging:
            sources = [source(name, web.url(f"/{name}")) for name in routes]
            sources.append(source("timeout", hanging))
            store.sources.apply(sources, story.now)
            async with crawler(store, story, limits=Limits(body=1_000_000, read=0.2)) as tools:
                visits = await crawled(sources, tools)
    good = visits.pop("good")
    assert (good.status, good.new, good.trouble) == ("ok", 1, None)
    assert {visit.status for visit in visits.values()} == {"failed"}
    told = {name: visit.trouble.code for name, visit in visits.items() if visit.trouble}
    assert told == {name: name for name in visits}
    assert all(store.sources.state(name).failures == 1 for name in visits)
    assert [visit.trouble for visit in store.visits.of("timeout")] == [visits["timeout"].trouble]


async def test_failing_sources_wait_longer_each_time_and_recover(
    store: Store, story: Story
) -> None:
    answers = iter([500, 500, 500, 200])
    feed = rss("a A")
    with serving([Route("/feed", lambda r: Response(feed, status_code=next(answers)))]) as web:
        one = source("x", web.url("/feed"))
        store.sources.apply([one], story.now)
        waits = []
        async with crawler(store, story) as tools:
            for _ in range(3):
                await crawled([one], tools)
                due = store.sources.state("x").due
                assert due is not None
                assert store.sources.due(story.now) == ()
                waits.append(due - story.now)
                story.now = due
                assert store.sources.due(story.now) == ("x",)
            await crawled([one], tools)
    assert waits[0] < timedelta(minutes=17) < waits[1] < timedelta(minutes=34) < waits[2]
    state = store.sources.state("x")
    assert (state.failures, state.trouble, state.last_success) == (0, None, story.now)


async def test_what_can_not_be_read_yet_is_skipped(store: Store, story: Story) -> None:
    sources = [
        source("later", "https://x.dk/posts", "endnu-ukendt"),
        replace(source("off", "https://x.dk/feed"), enabled=False),
    ]
    store.sources.apply(sources, story.now)
    async with crawler(store, story) as tools:
        visits = await crawled(sources, tools)
    assert {visit.status for visit in visits.values()} == {"skipped"}
    assert visits["later"].trouble is not None
    assert visits["later"].trouble.code == "not-read-yet"
    assert store.sources.due(story.now) == ()
    assert store.visits.of("off") == ()


async def test_picks_are_read_again_only_when_they_change(store: Store, story: Story) -> None:
    one = replace(source("p", None, "picks"), picks=(Pick("https://x.dk/1", "Et"),))
    store.sources.apply([one], story.now)
    async with crawler(store, story) as tools:
        first = (await crawled([one], tools))["p"]
        second = (await crawled([one], tools))["p"]
        more = replace(one, picks=(*one.picks, Pick("https://x.dk/2", "To")))
        store.sources.apply([more], story.now)
        third = (await crawled([more], tools))["p"]
    visits = [(visit.status, visit.new) for visit in (first, second, third)]
    assert visits == [("ok", 1), ("unchanged", 0), ("ok", 1)]
    assert store.readings.count() == 2


@pytest.mark.parametrize("step", ["fetched", "read", "decided", "recorded"])
async def test_killed_at_a_step_nothing_is_lost_or_doubled(
    store: Store, story: Story, step: str
) -> None:
    with serving([Route("/feed", tagged)]) as web:
        one = source("x", web.url("/feed"))
        store.sources.apply([one], story.now)
        story.end_at = step
        with pytest.raises(Killed):
            async with crawler(store, story) as tools:
                await crawled([one], tools)
        before = len(store.sources.state("x").seen)
        assert before == (2 if step == "recorded" else 0)
        story.end_at = ""
        async with crawler(store, story) as tools:
            visit = (await crawled([one], tools))["x"]
    assert visit.new == 2 - before
    assert len(store.sources.state("x").seen) == 2


async def test_a_bug_is_logged_and_the_crawl_goes_on(
    store: Store, story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    def vote(text: str) -> str:
        raise ZeroDivisionError("en fejl hos os")

    with serving([Route("/feed", tagged)]) as web:
        sources = [source("x", web.url("/feed"), language=None), source("y", web.url("/feed"))]
        store.sources.apply(sources, story.now)
        with caplog.at_level(logging.ERROR):
            async with crawler(store, story, vote=vote) as tools:
                visits = await crawled(sources, tools)
    assert visits["y"].new == 2
    trouble = visits["x"].trouble
    assert trouble is not None
    assert (trouble.code, dict(trouble.details)) == ("unreadable", {"reason": "ZeroDivisionError"})
    assert "en fejl hos os" in caplog.text


async def test_trouble_of_the_store_ends_the_crawl(store: Store, story: Story) -> None:
    async with crawler(store, story) as tools:
        with pytest.raises(StoreError):
            await crawled([source("ukendt", "https://x.dk/")], tools)


def test_hosts_take_turns() -> None:
    sources = [source(f"a{n}", f"https://a.dk/{n}") for n in range(3)]
    sources += [source(f"b{n}", f"https://B.dk/{n}") for n in range(2)]
    sources += [source("c", "https://c.dk/")]
    assert [each.id for each in spread_by_host(sources)] == ["a0", "b0", "c", "a1", "b1", "a2"]


async def test_one_at_a_time_per_host_and_hosts_beside_one_another(
    store: Store, story: Story
) -> None:
    """Each host's first answer waits until all hosts have been asked."""
    hosts = [f"127.0.0.{number}" for number in range(1, 6)]
    asked: set[str] = set()
    everybody = asyncio.Event()

    async def meet(request: Request) -> Response:
        asked.add(request.url.hostname or "")
        if len(asked) == len(hosts):
            everybody.set()
        with anyio.fail_after(20):
            await everybody.wait()
        return Response(rss("a A"))

    def sources_at(url: str, host: str) -> list[Source]:
        return [source(f"{host}-{n}".replace(".", "-"), f"{url}{n}") for n in range(4)]

    with serving([Route("/{n}", meet)], hosts) as web:
        sources = [each for host in hosts for each in sources_at(web.url("/", host), host)]
        store.sources.apply(sources, story.now)
        async with crawler(store, story) as tools:
            visits = await crawled(sources, tools)
    assert {visit.status for visit in visits.values()} == {"ok"}
    assert len(web.log) == 20
    assert web.most_at_once == dict.fromkeys(hosts, 1)
