"""One source that points at thousands of slow files keeps nobody else waiting."""

import asyncio
from collections.abc import Iterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.config import parse_config
from hub.store import Store, open_store
from hub.store.readings import MOST_OF_ONE
from hub.visiting import NewReading
from indexer.configfile import ConfigFile
from indexer.reading import read_queued
from indexer.rounds import Round, Worker, one_round
from indexer.worker import work
from tests.crawling import START, Story, crawled, crawler, rss, source
from tests.publishing import entry, feeds_yaml
from tests.servers import Site, serving
from tests.storing import NOON, a_proposal, a_source, record

MANY = 30
VTT = "WEBVTT\n\n00:00.000 --> 00:04.000\nTroen på borgerens jobchance.\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        yield opened


def test_sources_take_turns_in_the_queue(store: Store) -> None:
    store.sources.apply([a_source("grisk"), a_source("lille")], NOON)
    for name, count in (("grisk", MANY), ("lille", 2)):
        for n in range(count):
            key = f"{name}-{n}"
            reading = NewReading("transcript", f"https://{name}.example/{n}.vtt")
            record(store, a_proposal(key), source=name, readings={key: [reading]})
    (first, second, *rest) = store.readings.claim(10, NOON)
    assert {first.item, second.item} == {"id-grisk-0", "id-lille-0"}
    assert "id-lille-1" in [task.item for task in rest[:2]]
    assert len(rest) == 8


def test_none_takes_the_whole_of_it(store: Store) -> None:
    store.sources.apply([a_source()], NOON)
    for n in range(MANY):
        reading = NewReading("transcript", f"https://x.example/{n}.vtt")
        record(store, a_proposal(str(n)), readings={str(n): [reading]})
    assert len(store.readings.claim(MANY, NOON)) == MOST_OF_ONE
    assert len(store.readings.claim(MANY, NOON)) == MOST_OF_ONE
    assert store.readings.count() == MANY


def talks() -> list[Route]:
    extra = '<podcast:transcript url="/{}.vtt" type="text/vtt"/>'
    entries = "".join(
        f"<item><title>Nr. {n}</title><guid>{n}</guid>{extra.format(n)}</item>" for n in range(MANY)
    )
    feed = rss().replace("</channel>", f"{entries}</channel>")
    return [
        Route("/feed", lambda request: Response(feed)),
        Route("/{n}.vtt", lambda request: Response(VTT)),
    ]


async def filled(store: Store, web: Site, story: Story) -> None:
    one = source("x", web.url("/feed"))
    store.sources.apply([one], story.now)
    async with crawler(store, story) as tools:
        await crawled([one], tools)
    assert store.readings.count() == MANY


@pytest.mark.anyio
async def test_reading_ends_early_when_somebody_waits(store: Store) -> None:
    story = Story()
    with serving(talks()) as web:
        await filled(store, web, story)
        async with crawler(store, story) as tools:
            config = parse_config("hub: {title: X, contact: 'mailto:a@b.dk'}\n")
            worker = Worker(tools, lambda config, show: 0, lambda: None)
            done = await one_round(worker, config, [], enough=lambda: True)
            assert done.read == MOST_OF_ONE
            assert store.readings.count() == MANY - MOST_OF_ONE
            done = await one_round(worker, config, [])
            assert done.read == MANY - MOST_OF_ONE
            async with aclosing(read_queued(tools)) as readings:
                assert [trouble async for trouble in readings] == []


@pytest.mark.anyio
async def test_a_source_that_is_due_is_visited_before_the_rest_is_read(
    store: Store, tmp_path: Path
) -> None:
    story, stop, rounds = Story(), asyncio.Event(), list[Round]()

    def said(request: Request) -> Response:
        story.now = START + timedelta(days=9)  # meanwhile the source is due again
        return Response(VTT)

    def finished(done: Round) -> None:
        rounds.append(done)
        if len(rounds) == 2:
            stop.set()

    with serving([talks()[0], Route("/{n}.vtt", said)]) as web:
        file = tmp_path / "feeds.yaml"
        file.write_text(feeds_yaml([entry("x", web.url("/feed"), "podcast")]), "utf-8")
        async with crawler(store, story) as tools:
            worker = Worker(tools, lambda config, show: 0, lambda: None, finished=finished)
            with anyio.fail_after(60):
                await work(worker, ConfigFile(file, store, story.clock), stop, rest=0)
    assert [(len(done.visits), done.read) for done in rounds[:2]] == [
        (1, MOST_OF_ONE),
        (1, MANY - MOST_OF_ONE),
    ]
