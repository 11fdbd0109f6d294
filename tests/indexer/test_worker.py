"""The worker: what is due, until told to stop; a broken feeds.yaml never stops it."""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import anyio
import pytest
from starlette.responses import Response
from starlette.routing import Route

from hub.config import Config
from hub.errors import ConfigError, EngineError
from hub.store import Store, open_store
from hub.visiting import Progress, Visit
from indexer.configfile import ConfigFile
from indexer.judging import judge_pending
from indexer.rounds import Round, Show, Worker, one_round
from indexer.sync import Index
from indexer.threads import StoreThreads
from indexer.worker import due, stop_on_signals, work
from tests.crawling import Story, crawler, later, rss
from tests.servers import Site, serving
from tests.small_analyser import SmallAnalyser

pytestmark = pytest.mark.anyio
ROUTES = [
    Route("/a", lambda request: Response(rss("a Første", "b Anden"))),
    Route("/b", lambda request: Response(rss("c Tredje"))),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        yield store


def feeds(path: Path, site: Site, *names: str) -> Path:
    """A feeds.yaml that follows the site's feeds of these names."""
    entries = "".join(
        f"  - {{id: {name}, title: {name}, kind: publications, via: feed,"
        f" url: '{site.url(f'/{name}')}', language: da}}\n"
        for name in names
    )
    contact = "contact: 'mailto:red@example.dk'"
    hub = f"hub: {{title: Test, language: da, timezone: Europe/Copenhagen, {contact}}}\n"
    file = path / "feeds.yaml"
    file.write_text(f"{hub}themes: []\nsources:\n{entries}", "utf-8")
    return file


@dataclass(slots=True)
class Onlooker:
    """Hears all that a worker says, and takes up what is pending for it."""

    store: Store
    visits: list[Visit] = field(default_factory=list)
    shown: list[Progress] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    tidied: int = 0
    when: Callable[["Onlooker"], bool] = lambda onlooker: False
    seen: asyncio.Event = field(default_factory=asyncio.Event)

    def follow(self, config: Config, show: Show) -> int:
        pending = self.store.pending.next("onlooker", 100)
        self.store.pending.settle("onlooker", pending)
        show(Progress("index", len(pending), len(pending), Story().now))
        return len(pending)

    def tidy(self) -> None:
        self.tidied += 1

    def finished(self, done: Round) -> None:
        self.rounds.append(done)
        if self.when(self):
            self.seen.set()

    async def until(self, when: Callable[["Onlooker"], bool]) -> None:
        self.when = when
        self.seen.clear()
        with anyio.fail_after(30):
            await self.seen.wait()


@asynccontextmanager
async def onlooking(store: Store, story: Story) -> AsyncIterator[tuple[Worker, Onlooker]]:
    store.pending.register("onlooker")
    onlooker = Onlooker(store)
    async with crawler(store, story) as tools:
        worker = Worker(
            tools,
            onlooker.follow,
            onlooker.tidy,
            onlooker.shown.append,
            onlooker.visits.append,
            onlooker.finished,
        )
        yield worker, onlooker


@asynccontextmanager
async def at_work(worker: Worker, file: ConfigFile) -> AsyncIterator[None]:
    stop = asyncio.Event()
    working = asyncio.create_task(work(worker, file, stop, rest=0))
    try:
        yield
    finally:
        stop.set()
        await working


async def test_a_round_visits_indexes_and_says_how_far_it_is(store: Store, tmp_path: Path) -> None:
    story = Story()
    with serving(ROUTES) as web:
        config = ConfigFile(feeds(tmp_path, web, "a", "b"), store, story.clock).refresh()
        async with onlooking(store, story) as (worker, onlooker):
            assert [each.id for each in due(worker.tools, config)] == ["a", "b"]
            done = await one_round(worker, config, config.sources, first=True)
            assert due(worker.tools, config) == ()
    assert (len(done.visits), done.read, done.indexed) == (2, 0, 3)
    assert onlooker.visits == list(done.visits)
    crawling = [(p.done, p.total, p.first) for p in onlooker.shown if p.phase == "crawl"]
    assert crawling == [(0, 2, True), (1, 2, True), (2, 2, True)]
    latest = store.progress.get()
    assert latest is not None
    assert (latest.phase, latest.first) == ("rest", False)


async def test_what_comes_while_the_index_is_busy_does_not_wait_for_a_slow_source(
    store: Store, tmp_path: Path
) -> None:
    """The slow source answers only when what the second brought is taken up, and the second one
    only when what the first brought is being taken up.
    """
    busy, second_told, taken_up_again = (threading.Event() for _ in range(3))

    def told(progress: Progress) -> None:
        if progress.done == 2:
            second_told.set()

    def second(request: object) -> Response:
        busy.wait(30)
        return Response(rss("c Tredje"))

    def slow(request: object) -> Response:
        taken_up_again.wait(30)
        return Response(rss("d Fjerde"))

    def follow(config: Config, show: Show) -> int:
        if busy.is_set():
            taken_up_again.set()
            return 0
        busy.set()
        second_told.wait(30)
        for _ in range(100):  # so long that the worker has heard of the second visit, too
            store.progress.get()
        return 0

    routes = [ROUTES[0], Route("/b", second), Route("/slow", slow)]
    hosts = ("127.0.0.1", "127.0.0.2", "127.0.0.3")  # each is asked for one thing at a time
    with serving(routes, hosts) as web:
        config = ConfigFile(feeds(tmp_path, web, "a", "b", "slow"), store).refresh()
        sources = [
            replace(source, url=web.url(f"/{source.id}", host))
            for source, host in zip(config.sources, hosts, strict=True)
        ]
        async with onlooking(store, Story()) as (worker, _):
            done = await one_round(replace(worker, follow=follow, told=told), config, sources)
        taken_up_again.set()
    assert [visit.status for visit in done.visits] == ["ok", "ok", "ok"]


async def test_works_until_told_to_stop_and_tidies_when_it_is_quiet(
    store: Store, tmp_path: Path
) -> None:
    story = Story()
    with serving(ROUTES) as web:
        file = ConfigFile(feeds(tmp_path, web, "a"), store, story.clock)
        async with onlooking(store, story) as (worker, onlooker), at_work(worker, file):
            await onlooker.until(lambda o: o.tidied == 1)
            assert [visit.source for visit in onlooker.visits] == ["a"]
            later(story, hours=7)
            await onlooker.until(lambda o: len(o.visits) == 2)
    assert [visit.status for visit in onlooker.visits] == ["ok", "unchanged"]
    assert len(web.log) == 2


async def test_a_changed_file_is_followed_and_a_broken_one_is_reported(
    store: Store, tmp_path: Path
) -> None:
    story = Story()
    with serving(ROUTES) as web:
        path = feeds(tmp_path, web, "a")
        file = ConfigFile(path, store, story.clock)
        async with onlooking(store, story) as (worker, onlooker), at_work(worker, file):
            await onlooker.until(lambda o: len(o.visits) == 1)
            path.write_text("sources: [", "utf-8")
            await onlooker.until(lambda o: o.store.configs.trouble() is not None)
            later(story, hours=7)
            await onlooker.until(lambda o: len(o.visits) == 2)  # the last good one holds
            feeds(tmp_path, web, "a", "b")
            await onlooker.until(lambda o: len(o.visits) == 3)
    assert [visit.source for visit in onlooker.visits] == ["a", "a", "b"]
    assert store.configs.trouble() is None


async def test_trouble_of_the_hub_is_tried_again(store: Store, tmp_path: Path) -> None:
    story = Story()
    troubles = iter([EngineError("disken er fuld"), EngineError("disken er fuld")])

    with serving(ROUTES) as web:
        file = ConfigFile(feeds(tmp_path, web, "a"), store, story.clock)
        async with onlooking(store, story) as (worker, onlooker):

            def follow(config: Config, show: Show) -> int:
                for trouble in troubles:
                    raise trouble
                return onlooker.follow(config, show)

            stubborn = Worker(worker.tools, follow, onlooker.tidy, finished=onlooker.finished)
            async with at_work(stubborn, file):
                await onlooker.until(lambda o: o.rounds[-1].indexed == 2)
    assert len(onlooker.rounds) == 1


def test_a_file_that_never_was_good_is_told_and_an_accepted_one_is_remembered(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError):
        ConfigFile(tmp_path / "feeds.yaml", store).refresh()
    assert "feeds.yaml" in (store.configs.trouble() or "")
    with serving([]) as web:
        path = feeds(tmp_path, web, "a")
    config = ConfigFile(path, store).refresh()
    assert store.configs.trouble() is None
    path.unlink()
    assert ConfigFile(path, store).refresh() == config
    assert store.configs.trouble() is not None


async def test_stopping_waits_for_what_is_being_indexed(store: Store, tmp_path: Path) -> None:
    """The thread that indexes is asked to end, and has ended when the worker has."""
    story = Story()
    begun, stopping = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    ended: list[str] = []

    def follow(config: Config, show: Show) -> int:
        loop.call_soon_threadsafe(begun.set)
        assert stopping.wait(30)
        try:
            while True:
                show(Progress("index", 0, 1, story.now))
        finally:
            ended.append("indexing")

    with serving([]) as web:
        file = ConfigFile(feeds(tmp_path, web), store, story.clock)
        async with onlooking(store, story) as (worker, onlooker):
            async with at_work(Worker(worker.tools, follow, onlooker.tidy), file):
                with anyio.fail_after(30):
                    await begun.wait()
                stopping.set()
            assert ended == ["indexing"]


async def test_stopping_gives_back_what_was_not_finished(store: Store, tmp_path: Path) -> None:
    """One source is visited, the other's server lets us wait: it is due at once for any worker."""
    story, asked, answer = Story(), threading.Event(), threading.Event()

    def slow(request: object) -> Response:
        asked.set()
        answer.wait(30)
        return Response(rss("c Tredje"))

    with serving([ROUTES[0], Route("/slow", slow)], ("127.0.0.1", "127.0.0.2")) as web:
        path = feeds(tmp_path, web, "a", "slow")
        path.write_text(path.read_text("utf-8").replace("127.0.0.1", "127.0.0.2", 1), "utf-8")
        file = ConfigFile(path, store, story.clock)
        async with onlooking(store, story) as (worker, onlooker):
            async with at_work(worker, file):
                await asyncio.to_thread(asked.wait, 30)
                assert worker.tools.owner in store.leases.owners()
            assert set(store.sources.due(story.now, worker.tools.owner)) >= {"slow"}
        answer.set()
    assert store.leases.owners() == ()
    assert "slow" in store.sources.due(story.now)
    assert "slow" not in {visit.source for visit in onlooker.visits}


async def test_what_is_being_written_is_finished_first() -> None:
    threads, begun, go_on = StoreThreads(), threading.Event(), threading.Event()
    written: list[str] = []

    def write(text: str) -> None:
        begun.set()
        assert go_on.wait(30)
        written.append(text)

    under_way = asyncio.create_task(threads.write(write, "first"))
    dropped = asyncio.create_task(threads.write(write, "second"))
    await asyncio.to_thread(begun.wait, 30)
    for each in (under_way, dropped):
        each.cancel()
    closing = asyncio.create_task(threads.close())
    await asyncio.sleep(0)
    assert not closing.done()
    go_on.set()
    await closing
    await asyncio.gather(under_way, dropped, return_exceptions=True)
    assert written == ["first"]


async def test_sigterm_asks_to_stop() -> None:
    stop = stop_on_signals()
    os.kill(os.getpid(), signal.SIGTERM)
    with anyio.fail_after(30):
        await stop.wait()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().remove_signal_handler(number)


async def test_with_the_real_judge_and_a_real_index(store: Store, tmp_path: Path) -> None:
    story = Story()
    analyser = SmallAnalyser()
    with serving(ROUTES) as web:
        config = ConfigFile(feeds(tmp_path, web, "a", "b"), store, story.clock).refresh()
        index = Index(store, tmp_path / "index", "whoosh", analyser, config.hub.timezone)

        def follow(config: Config, show: Show) -> int:
            judge_pending(store, config, analyser, tmp_path / "index", progress=show)
            return index.sync(show)

        async with crawler(store, story, vote=analyser.vote) as tools:
            worker = Worker(tools, follow, index.tidy)
            done = await one_round(worker, config, config.sources)
        assert done.indexed >= 3
        assert index.reader().count() == len(list(store.items.ids())) == 3
        index.close()
