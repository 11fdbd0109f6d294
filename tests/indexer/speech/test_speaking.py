"""An episode made into text: fetched, heard, stored once, its audio deleted whatever happens."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hub.errors import StoreError
from hub.model import Enclosure, Item, Passage, Person, When
from hub.store import Store
from hub.store.speech import LEASE, SpeechState
from hub.visiting import NewReading, Read
from indexer.speech.endpoint import Endpoint, Server
from indexer.speech.speaking import Speaking, Spoken, clear_up, speak_one, speak_some
from indexer.tools import Tools
from tests.crawling import START, Killed, Story, crawler, later
from tests.servers import Site, serving
from tests.speech_server import SpeechServer, clip, hearing, verbose
from tests.storing import a_proposal, a_source, about, record, show

pytestmark = pytest.mark.anyio
ZONE = ZoneInfo("Europe/Copenhagen")
SAID = ("Job først, siger Anna.", "Så kommer støtten.")


@pytest.fixture(scope="module")
def wav(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return clip(tmp_path_factory.mktemp("clip")).path.read_bytes()


@pytest.fixture
def publisher(wav: bytes) -> Iterator[Site]:
    def audio(request: Request) -> Response:
        name = request.path_params["name"]
        if name == "side":
            return Response("<!doctype html><title>Log ind</title>", media_type="text/html")
        if name == "væk":
            return Response(status_code=404)
        return Response(wav, media_type="audio/mpeg") if name != "tom" else Response(b"")

    with serving([Route("/{name}.mp3", audio)]) as site:
        yield site


@dataclass
class Stage:
    """All that an episode needs on its way to text."""

    store: Store
    tools: Tools
    story: Story
    publisher: Site
    server: SpeechServer
    folder: Path
    speaking: Speaking

    def episodes(self, *names: str, duration: int | None = None) -> None:
        """Episodes with these names, the last of them the newest."""
        proposals = [
            a_proposal(
                name,
                enclosures=(Enclosure(self.publisher.url(f"/{quote(name)}.mp3"), "audio/mpeg"),),
                people=(Person("Åse Bæk", "host"),),
                duration=duration,
                date=When(f"2024-03-{day:02}"),
            )
            for day, name in enumerate(names, 1)
        ]
        for proposal in proposals:
            record(self.store, proposal, at=START)
        for name in names:
            show(self.store, f"id-{name}")

    async def speak(self) -> Spoken | None:
        return await speak_some(self.tools, self.speaking)

    def item(self, name: str) -> Item:
        found = self.store.items.get(f"id-{name}")
        assert isinstance(found, Item)
        return found

    @property
    def left(self) -> list[Path]:
        return list(self.folder.glob("*"))

    @property
    def state(self) -> SpeechState:
        return self.store.speech.state()


@pytest.fixture
async def stage(store: Store, publisher: Site, tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(store, publisher, tmp_path, Story()) as opened:
        yield opened


@asynccontextmanager
async def staged(
    store: Store, publisher: Site, path: Path, story: Story, owner: str = ""
) -> AsyncIterator[Stage]:
    store.sources.apply([a_source()], START)
    with hearing(verbose(*SAID)) as server:
        async with crawler(store, story) as opened:
            tools = replace(opened, owner=owner or opened.owner)
            folder = path / "speech"
            endpoint = Endpoint(Server(server.url, "small"), lambda _: 20.0)
            speaking = Speaking(endpoint, folder, ZONE, 120, "da")
            yield Stage(store, tools, story, publisher, server, folder, speaking)


async def test_what_is_said_is_stored_and_the_audio_is_gone(stage: Stage) -> None:
    stage.episodes("1")
    stage.store.pending.register("index")
    spoken = await stage.speak()
    item = stage.item("1")
    assert item.heard == "machine"
    (passage,) = item.passages
    assert passage.text == "Job først, siger Anna. Så kommer støtten."
    assert passage.start == 0.0
    assert spoken is not None
    assert (spoken.item, spoken.passages, spoken.trouble) == ("id-1", 1, None)
    assert passage.end == pytest.approx(spoken.seconds, abs=0.01)
    assert stage.left == []
    assert "id-1" in [pending.item for pending in stage.store.pending.next("index", 9)]
    (asked,) = stage.server.asked
    assert asked.fields["language"] == "da"
    assert asked.fields["prompt"] == "Kilde. Afsnit 1. Åse Bæk"
    assert await stage.speak() is None


async def test_themes_come_first_and_then_the_newest(stage: Stage) -> None:
    stage.episodes("a", "b", "c")
    show(stage.store, "id-a", themes=(about("ips"),))
    order = []
    while spoken := await stage.speak():
        order.append(spoken.item)
    assert order == ["id-a", "id-c", "id-b"]


async def test_only_episodes_without_a_transcript_of_enabled_sources(stage: Stage) -> None:
    stage.episodes("har", "venter", "skjult", "3")
    stage.store.readings.put("id-har", "transcript", Read(passages=(Passage("Ja."),)), START)
    stage.store.readings.queue("id-venter", NewReading("transcript", "https://a.dk/1.vtt"))
    stage.store.themes.assign_many([("id-skjult", (), False)])
    spoken = await stage.speak()
    assert spoken is not None
    assert spoken.item == "id-3"
    assert await stage.speak() is None
    stage.episodes("4")
    stage.store.sources.apply([a_source(enabled=False)], START)
    assert await stage.speak() is None


async def test_a_published_transcript_takes_its_place_and_is_not_overwritten(
    stage: Stage,
) -> None:
    stage.episodes("1")
    await stage.speak()
    published = Read(passages=(Passage("Anna: Job først!", 0.0, 4.0),), heard="published")
    stage.store.readings.put("id-1", "transcript", published, START)
    assert stage.item("1").heard == "published"
    assert await stage.speak() is None

    stage.episodes("2")

    def meanwhile(asked: object) -> Response:
        stage.store.readings.put("id-2", "transcript", published, START)
        return JSONResponse({"segments": [{"text": "Sjob", "start": 0, "end": 1}]})

    stage.server.answer = meanwhile
    spoken = await stage.speak()
    assert spoken is not None
    assert spoken.trouble is not None
    assert spoken.trouble.code == "speech-overtaken"
    assert [passage.text for passage in stage.item("2").passages] == ["Anna: Job først!"]


async def test_a_day_has_so_many_minutes_and_they_outlive_a_restart(stage: Stage) -> None:
    stage.episodes("1", "2", "3")
    first = await stage.speak()
    assert first is not None
    assert stage.state.day == "2026-03-01"
    assert stage.state.seconds == pytest.approx(first.seconds)
    stage.store.speech.spend("2026-03-01", 120 * 60 - first.seconds - 1)
    second = await stage.speak()
    assert second is not None
    assert second.trouble is not None
    assert second.trouble.code == "speech-tomorrow"
    assert stage.left == []
    stage.story.now = datetime(2026, 3, 1, 22, 59, tzinfo=UTC)
    left = {"id-1", "id-2", "id-3"} - {first.item, second.item}
    other = await stage.speak()  # the third is as long
    assert other is not None
    assert {other.item} == left
    assert other.trouble is not None
    later(stage.story, minutes=2)  # midnight in Copenhagen
    again = [await stage.speak(), await stage.speak()]
    assert {spoken.item for spoken in again if spoken} == left | {second.item}
    assert stage.state.day == "2026-03-02"
    assert stage.state.seconds == pytest.approx(2 * first.seconds)
    assert len(stage.server.asked) == 3


async def test_what_is_known_to_be_longer_than_what_is_left_is_not_even_fetched(
    stage: Stage,
) -> None:
    stage.episodes("1", duration=121 * 60)
    assert await stage.speak() is None
    assert stage.publisher.log == []
    stage.speaking = replace(stage.speaking, minutes=0)
    stage.episodes("2")
    assert await stage.speak() is None


@pytest.mark.parametrize(
    ("name", "code"), [("side", "speech-no-audio"), ("tom", "empty"), ("væk", "not-found")]
)
async def test_what_is_no_audio_is_tried_again_twice(stage: Stage, name: str, code: str) -> None:
    stage.episodes(name)
    for _ in range(3):
        spoken = await stage.speak()
        assert spoken is not None
        assert spoken.trouble is not None
        assert spoken.trouble.code == code
        assert await stage.speak() is None
        later(stage.story, days=1)
    assert await stage.speak() is None
    assert stage.server.asked == []
    assert stage.left == []
    assert stage.state.seconds == 0


async def test_a_key_that_is_refused_stops_everything_for_a_while(stage: Stage) -> None:
    stage.episodes("1", "2")
    right, stage.server.answer = stage.server.answer, lambda asked: Response("no", 401)
    spoken = await stage.speak()
    assert spoken is not None
    assert stage.state.trouble is not None
    assert stage.state.trouble.code == "speech-key"
    assert stage.state.seconds == 0
    assert stage.left == []
    assert await stage.speak() is None
    assert len(stage.server.asked) == 1
    for _ in range(8):
        later(stage.story, hours=6)
        assert await stage.speak() is not None
    later(stage.story, hours=6)
    stage.server.answer = right
    again = await stage.speak()
    assert again is not None
    assert (again.item, again.trouble) == (spoken.item, None)
    assert stage.state == replace(stage.state, trouble=None, until=None, failures=0)


async def test_one_episode_that_the_server_stumbles_over_does_not_stop_the_others(
    stage: Stage,
) -> None:
    stage.episodes("1", "2")
    right, stage.server.answer = stage.server.answer, lambda asked: Response("no", 500)
    first = await stage.speak()
    assert await stage.speak() is None
    later(stage.story, minutes=11)
    stage.server.answer = right
    second = await stage.speak()
    assert first is not None
    assert second is not None
    assert first.item != second.item
    assert second.trouble is None


async def test_nothing_said_is_not_asked_again(stage: Stage) -> None:
    stage.episodes("1")
    stage.server.answer = lambda asked: JSONResponse({"segments": []})
    spoken = await stage.speak()
    assert spoken is not None
    assert spoken.passages == 0
    assert stage.item("1").heard == ""
    later(stage.story, days=30)
    assert await stage.speak() is None


@pytest.mark.parametrize("step", ["audio", "heard", "spoken"])
@pytest.mark.parametrize("machine", ["here", "elsewhere"])
async def test_killed_and_gone_on_with_by_another(
    store: Store, publisher: Site, tmp_path: Path, step: str, machine: str
) -> None:
    """Who died here is known to be dead; of another machine only the lease tells."""
    story, again = Story(end_at=step), Story()
    owner = "elsewhere/1/abc" if machine == "elsewhere" else ""
    async with staged(store, publisher, tmp_path, story, owner) as stage:
        stage.episodes("1")
        with pytest.raises(Killed):
            await stage.speak()
    async with staged(store, publisher, tmp_path, again) as stage:
        if owner:
            assert await stage.speak() is None
            later(again, seconds=LEASE.total_seconds() + 1)
        spoken = await stage.speak()
        assert (spoken is None) == (step == "spoken")
        assert len(stage.item("1").passages) == 1
        assert stage.left == []
        assert await stage.speak() is None


async def test_told_to_stop_it_need_not_wait_for_the_lease(stage: Stage) -> None:
    stage.episodes("1")
    heard, over = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def hang(asked: object) -> Response:
        loop.call_soon_threadsafe(heard.set)
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(released(), loop))

    async def released() -> Response:
        await over.wait()
        return Response()

    right, stage.server.answer = stage.server.answer, hang
    task = asyncio.create_task(stage.speak())
    await asyncio.wait_for(heard.wait(), 60)
    assert len(stage.left) == 1
    with pytest.raises(StoreError, match="right now"):
        await speak_one("id-1", stage.tools, stage.speaking)
    assert await stage.speak() is None
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    over.set()
    assert stage.left == []
    stage.server.answer = right
    spoken = await stage.speak()
    assert spoken is not None
    assert spoken.passages == 1


async def test_a_start_deletes_what_was_left_and_tries_again(stage: Stage) -> None:
    stage.folder.mkdir()
    (stage.folder / "id-1.part").write_bytes(b"RIFF")
    (stage.folder / "piece-abc").mkdir()
    stage.store.speech.pause(START.replace(year=2030), None)
    await clear_up(stage.tools, stage.folder)
    assert not stage.folder.exists()
    stage.episodes("1")
    assert await stage.speak() is not None


async def test_by_hand_it_is_done_again_and_beyond_the_day(stage: Stage) -> None:
    stage.episodes("1", duration=9_999)
    stage.speaking = replace(stage.speaking, minutes=0)
    for text in ("Første gang.", "Anden gang."):
        stage.server.answer = verbose(text)
        spoken = await speak_one("id-1", stage.tools, stage.speaking)
        assert spoken is not None
        assert [passage.text for passage in stage.item("1").passages] == [text]
    record(stage.store, a_proposal("uden-lyd"), at=START)
    assert await speak_one("id-uden-lyd", stage.tools, stage.speaking) is None
    assert await speak_one("findes-ikke", stage.tools, stage.speaking) is None
