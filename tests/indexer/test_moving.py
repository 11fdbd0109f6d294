"""Sources that move, end, or ask us to wait: believed after three visits, told at once, waited."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.model import Trouble
from hub.store import Store, open_store
from hub.visiting import AGREEING, Cursor, SourceState, Visit
from indexer.outcome import Looked, state_after, stopped_by
from tests.crawling import START, Story, crawled, crawler, later, rss, source
from tests.servers import Site, serving

pytestmark = pytest.mark.anyio
DAY = timedelta(days=1)
ONE = source("x", "https://a.dk/feed")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


@dataclass(slots=True)
class Publisher:
    """/old leads to /new as it is told to; /new has an entry more each time it is asked."""

    how: str = "301"  # or said, within the feed; here; gone
    new_is: int = 200
    told: int = 0
    extra: str = field(default="")

    def old(self, request: Request) -> Response:
        if self.how == "301":
            return RedirectResponse("/new", 301)
        if self.how == "308-elsewhere":
            return RedirectResponse("/newer", 308)
        if self.how == "gone":
            return Response(status_code=410)
        ns = 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
        to = f"{request.url.scheme}://{request.url.netloc}/new"
        said = f"<itunes:new-feed-url {ns}>{to}</itunes:new-feed-url>" if self.how == "said" else ""
        done = f"<itunes:complete {ns}>Yes</itunes:complete>" if self.how == "complete" else ""
        if request.headers.get("if-none-match"):
            return Response(status_code=304)
        text = rss("a Første").replace("<channel>", f"<channel>{said}{done}")
        return Response(text, headers={"ETag": '"1"'})

    def new(self, request: Request) -> Response:
        self.told += 1
        titles = [f"e{n} Nyt" for n in range(self.told)]
        return Response(rss(*titles), status_code=self.new_is)

    def routes(self) -> list[Route]:
        return [Route("/old", self.old), Route("/new", self.new), Route("/newer", self.new)]


async def visited(store: Store, story: Story, web: Site, times: int = 1) -> list[Visit]:
    one = source("x", web.url("/old"))
    store.sources.apply([one], story.now)
    made = []
    async with crawler(store, story) as tools:
        for _ in range(times):
            made.append((await crawled([one], tools))["x"])
            later(story, days=4)
    return made


def asked(web: Site) -> list[str]:
    return [seen.path for seen in web.log if seen.path != "/robots.txt"]


@pytest.mark.parametrize("how", ["301", "said"])
async def test_after_three_agreeing_visits_the_new_address_is_asked(store: Store, how: str) -> None:
    story = Story()
    with serving(Publisher(how).routes()) as web:
        await visited(store, story, web, 3)
        assert asked(web) == (["/old", "/new"] if how == "301" else ["/old"]) * 3
        state = store.sources.state("x")
        assert (state.moved_to, state.moved_times) == (web.url("/new"), AGREEING)
        before = len(asked(web))
        made = await visited(store, story, web, 2)
        assert asked(web)[before:] == ["/new", "/new"]
        assert [visit.status for visit in made] == ["ok", "ok"]
        assert store.sources.state("x").moved_times == AGREEING
        store.sources.apply([source("x", web.url("/new"))], story.now)
        assert store.sources.state("x").moved_times == 0  # an editor wrote it into the file


async def test_one_that_comes_back_was_never_away(store: Store) -> None:
    story, publisher = Story(), Publisher()
    with serving(publisher.routes()) as web:
        await visited(store, story, web, 2)
        publisher.how = "here"
        await visited(store, story, web)
        assert (store.sources.state("x").moved_to, store.sources.state("x").moved_times) == ("", 0)
        publisher.how = "301"
        await visited(store, story, web)
        assert store.sources.state("x").moved_times == 1
        publisher.how = "308-elsewhere"
        await visited(store, story, web)
        state = store.sources.state("x")
    assert (state.moved_to, state.moved_times) == (web.url("/newer"), 1)


async def test_a_new_address_that_fails_is_left_for_the_old_one(store: Store) -> None:
    story, publisher = Story(), Publisher()
    with serving(publisher.routes()) as web:
        await visited(store, story, web, 3)
        publisher.how, publisher.new_is = "here", 500
        made = await visited(store, story, web, 4)
    assert [visit.status for visit in made] == ["failed", "failed", "failed", "ok"]
    assert asked(web)[-2:] == ["/new", "/old"]


async def test_what_is_gone_for_good_is_not_visited_but_by_name(store: Store) -> None:
    story, publisher = Story(), Publisher("gone")
    with serving(publisher.routes()) as web:
        (visit,) = await visited(store, story, web)
        assert visit.status == "failed"
        state = store.sources.state("x")
        assert state.ended is not None
        assert (state.ended.code, state.due, state.due_why) == ("gone-for-good", None, None)
        assert store.sources.due(story.now + 999 * DAY) == ()
        publisher.how = "here"
        (again,) = await visited(store, story, web)
        assert (again.status, store.sources.state("x").ended) == ("ok", None)
        assert store.sources.due(story.now + DAY) == ("x",)


async def test_a_podcast_that_is_complete_has_ended(store: Store) -> None:
    story = Story()
    with serving(Publisher("complete").routes()) as web:
        first, second = await visited(store, story, web, 2)
        state = store.sources.state("x")
        assert (first.status, first.new, second.status) == ("ok", 1, "unchanged")
        assert (state.ended, state.failures) == (Trouble("complete"), 0)
        changed = replace(source("x", web.url("/old")), every=DAY)
        store.sources.apply([changed], story.now)
        assert store.sources.due(story.now) == ("x",)


# --- pure --------------------------------------------------------------------------------------


def after(before: SourceState, looked: Looked) -> SourceState:
    visit = Visit("x", START, looked.status, trouble=looked.trouble)
    return state_after(ONE, before, looked, visit, Random(1))


def test_being_asked_to_wait_is_no_failure() -> None:
    until = START + timedelta(minutes=3)
    wait = Trouble("asked-to-wait", (("host", "a.dk"), ("until", until.isoformat())))
    before = SourceState("x", failures=2, cursor=Cursor("https://a.dk/feed?page=2", 1))
    state = after(before, stopped_by(wait))
    assert (state.failures, state.due, state.cursor) == (2, until, before.cursor)
    assert state.due_why == Trouble("due-wait")


def test_only_the_sources_own_address_ends_it() -> None:
    gone = stopped_by(Trouble("gone-for-good"))
    assert after(SourceState("x"), gone).ended == gone.trouble
    on_page_two = SourceState("x", cursor=Cursor("https://a.dk/feed?page=2", 1))
    assert after(on_page_two, gone).ended is None
    moved = SourceState("x", moved_to="https://b.dk/feed", moved_times=AGREEING)
    state = after(moved, gone)
    assert (state.ended, state.moved_to, state.moved_times) == (None, "", 0)


def test_robots_that_say_no_are_asked_daily() -> None:
    state = after(SourceState("x", failures=7), stopped_by(Trouble("robots-disallowed")))
    assert state.due is not None
    assert DAY <= state.due - START <= 1.1 * DAY
    assert state.due_why == Trouble("due-robots")
