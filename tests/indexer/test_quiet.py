"""Quiet time: what was read by an older reader is read anew, and addresses are asked, in turn."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.responses import Response
from starlette.routing import Route

from hub.liveness import WEEK
from hub.model import Item, Passage
from hub.store import Store, open_store
from hub.store.hosts import StoredRobots
from hub.visiting import NewReading, Read
from indexer.extract import extractor_version
from indexer.quiet import BETWEEN_LINKS, HOSTS_KNOWN, LINKS, REREAD, Quiet
from indexer.rereading import reread
from indexer.rounds import Round, Worker
from tests.crawling import Story, crawler
from tests.servers import Site, serving
from tests.storing import a_proposal, a_source, record, show

pytestmark = pytest.mark.anyio
MINUTE = timedelta(minutes=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        store.sources.apply([a_source()], Story().now)
        store.pending.register("watching")
        yield store


def listed(store: Store, story: Story, web: Site, *names: str) -> None:
    """Items at these addresses, as a crawl and a judge would have left them."""
    entries = [a_proposal(name, link=web.url(f"/{name}")) for name in names]
    record(store, *entries, at=story.now)
    show(store, *(entry.id for entry in entries))
    pending = store.pending.next("watching", 1000)
    store.pending.settle("watching", pending)


def asked(web: Site) -> list[str]:
    return sorted(seen.path[1:] for seen in web.log if seen.path != "/robots.txt")


def item(store: Store, name: str) -> Item:
    found = store.items.get(f"id-{name}")
    assert found is not None
    return found


# --- reading anew ------------------------------------------------------------------------------


def read_by(store: Store, story: Story, **extractors: str) -> None:
    """Pages of these items, read by these extractors, one after the other."""
    for name, extractor in extractors.items():
        reading = NewReading("page", f"https://x.dk/{name}")
        record(store, a_proposal(name), at=story.now, readings={name: [reading]})
        (task,) = store.readings.claim(1, story.now)
        story.now += MINUTE
        store.readings.record(task, Read(body=f"Side {name}", extractor=extractor), story.now)


async def test_what_an_older_reader_read_is_queued_anew_the_oldest_first(store: Store) -> None:
    story = Story()
    page, pdf = extractor_version("page"), extractor_version("pdf")
    read_by(store, story, a="page 0", b=page, c="page 1", d=pdf, e="page 0")
    async with crawler(store, story) as tools:
        assert await reread(tools, 2) == 2
        tasks = store.readings.claim(9, story.now)
        assert [(task.item, task.tries) for task in tasks] == [("id-a", 0), ("id-c", 0)]
        assert item(store, "a").body == "Side a"  # until it is read
        assert await reread(tools, 9) == 1
        assert await reread(tools, 9) == 0


async def test_what_a_person_put_in_is_left_alone(store: Store) -> None:
    story = Story()
    record(store, a_proposal("a"))
    by_hand = Read(passages=(Passage("Hej"),), extractor="by hand")
    store.readings.put("id-a", "transcript", by_hand, story.now)
    async with crawler(store, story) as tools:
        assert await reread(tools, 9) == 0


# --- both --------------------------------------------------------------------------------------


async def test_a_quiet_moment_is_used_for_a_little_of_each(store: Store) -> None:
    story, tidied = Story(), []
    with serving([Route("/{name}", lambda _: Response("x"))]) as web:
        names = [f"n{n}" for n in range(2 * LINKS)]
        listed(store, story, web, *names)
        async with crawler(store, story) as tools:
            quiet = Quiet(Worker(tools, lambda config, show: 0, lambda: tidied.append(1)))
            await quiet.after(Round())
            assert asked(web) == []  # all are noted, and young
            story.now += WEEK
            read_by(store, story, **{f"r{n}": "page 0" for n in range(REREAD + 1)})
            await quiet.after(Round(indexed=3))
            assert (tidied, asked(web), store.readings.count()) == ([], [], 0)
            await quiet.after(Round())
            assert (tidied, len(asked(web)), store.readings.count()) == ([1], LINKS, REREAD)
            await quiet.after(Round(read=REREAD))
            assert (tidied, len(asked(web)), store.readings.count()) == ([1], LINKS, REREAD)
            story.now += BETWEEN_LINKS
            await quiet.after(Round())
            assert (tidied, len(asked(web))) == ([1], 2 * LINKS)
            assert store.readings.count() == REREAD + 1


async def test_hosts_that_nobody_asked_for_a_month_are_forgotten(store: Store) -> None:
    story = Story()
    store.hosts.set_robots([("https://x.dk", StoredRobots("User-agent: *", story.now))])
    async with crawler(store, story) as tools:
        quiet = Quiet(Worker(tools, lambda config, show: 0, lambda: None))
        await quiet.after(Round())
        assert store.hosts.robots(["https://x.dk"]) != [None]
        story.now += HOSTS_KNOWN + MINUTE
        await quiet.after(Round())
    assert store.hosts.robots(["https://x.dk"]) == [None]
