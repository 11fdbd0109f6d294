"""Speech to text as a person meets it: hub transcript make, the doctor, a kill in the middle."""

import asyncio
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.model import Item
from hub.store import open_store
from tests.installation import Installation, until
from tests.servers import Site, serving
from tests.speech_server import Asked, SpeechServer, clip, hearing, verbose

HUB = """hub:
  title: Prøven
  contact: mailto:red@example.dk
  address: https://viden.example.dk
"""
SOURCE = """themes: []
sources:
  - {{id: lyd, title: Lyd, kind: podcast, via: feed, url: '{url}', language: da}}
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """An installation whose only episode has audio, and a speech server."""

    hub: Installation
    publisher: Site
    server: SpeechServer

    def configure(self, speech: str) -> None:
        feeds = SOURCE.format(url=self.publisher.url("/rss"))
        self.hub.feeds.write_text(f"{HUB}{speech}{feeds}", "utf-8")

    def configure_server(self, more: str = "") -> None:
        self.configure(f"  speech: {{endpoint: '{self.server.url}', model: small{more}}}\n")

    @property
    def item(self) -> Item:
        with open_store(self.hub.loaded().database_url) as store:
            (found,) = store.items.many(list(store.items.ids())).values()
        return found

    @property
    def left(self) -> list[Path]:
        return list((self.hub.data / "speech").glob("*"))


@pytest.fixture
def stage(tmp_path: Path, lexicon_folder: Path) -> Iterator[Stage]:
    wav = clip(tmp_path).path.read_bytes()

    def rss(request: Request) -> Response:
        audio = f"<enclosure url='{request.base_url}1.mp3' type='audio/mpeg' length='1'/>"
        entry = f"<item><title>Et afsnit</title><guid>1</guid>{audio}</item>"
        return Response(f"<rss version='2.0'><channel><title>Lyd</title>{entry}</channel></rss>")

    routes = [Route("/rss", rss), Route("/1.mp3", lambda request: Response(wav))]
    answer = verbose("Virksomhedspraktik giver job.", "Det siger Åse.")
    with serving(routes) as publisher, hearing(answer) as server:
        made = Stage(Installation(tmp_path / "hub", lexicon_folder), publisher, server)
        made.hub.folder.mkdir()
        made.hub.lend()
        made.configure("")
        assert made.hub.hub("crawl").code == 0
        yield made


def test_an_episode_is_heard_and_found(stage: Stage) -> None:
    off = stage.hub.hub("transcript", "make")
    assert (off.code, off.out) == (1, "")
    assert "hub.speech is not set" in off.err
    stage.configure_server(", key_env: TALE")
    missing = stage.hub.hub("transcript", "make")
    assert missing.code == 1
    assert "TALE" in missing.err
    done = stage.hub.hub("transcript", "make", TALE="hemmelig")
    assert (done.code, done.out) == (0, "Et afsnit: 1 passage with times.\n")
    assert stage.server.asked[0].key == "Bearer hemmelig"
    (hit,) = stage.hub.hub("search", "virksomhedspraktik", "--json").value["hits"]
    assert hit["moment"]["start"] == 0.0
    assert stage.item.heard == "machine"
    assert stage.left == []
    assert "hemmelig" not in (stage.hub.data / "hub.db").read_bytes().decode("latin-1")
    again = stage.hub.hub("transcript", "make", TALE="hemmelig")
    assert (again.code, again.out[:24]) == (0, "There is nothing to do: ")
    named = stage.hub.hub("transcript", "make", stage.item.id, "--json", TALE="hemmelig").value
    assert (named["item"], named["passages"], named["error"]) == (stage.item.id, 1, None)
    vtt = stage.hub.folder / "egen.vtt"
    vtt.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nHej.\n", "utf-8")
    assert stage.hub.hub("transcript", "add", stage.item.id, "egen.vtt").code == 0
    kept = stage.hub.hub("transcript", "make", stage.item.id, TALE="hemmelig")
    assert (kept.code, "transcript from elsewhere" in kept.err) == (1, True)
    assert len(stage.server.asked) == 2


def test_a_crawl_hears_nothing(stage: Stage) -> None:
    stage.configure_server()
    assert stage.hub.hub("crawl", "--all").code == 0
    assert stage.server.asked == []


def test_the_doctor_sees_a_missing_key_a_silent_server_and_a_missing_package(
    stage: Stage,
) -> None:
    def findings(**more: str) -> str:
        return stage.hub.hub("doctor", "--all", **more).out

    stage.configure_server(", key_env: TALE")
    assert "MEND  The environment variable TALE" in findings()
    assert "ok    speech to text works" in findings(TALE="hemmelig")
    assert stage.server.asked == []
    stage.configure("  speech: {endpoint: 'http://127.0.0.1:9', model: small}\n")
    assert "MEND  The speech server at 127.0.0.1:9 does not answer" in findings()
    stage.configure(f"  speech: {{folder: '{stage.hub.folder}/model'}}\n")
    assert "lacks model.bin" in findings()


def test_the_worker_hears_in_quiet_moments(stage: Stage) -> None:
    stage.configure_server()
    with stage.hub.running("work") as worker:
        until(lambda: stage.item.heard == "machine", "the text", lambda: worker.said)
        found = "search", "virksomhedspraktik", "--json"
        until(lambda: stage.hub.hub(*found).value["total"], "it in the index", lambda: worker.said)
        assert worker.end(signal.SIGTERM) == 0
    assert len(stage.server.asked) == 1
    assert stage.left == []


def test_a_worker_that_is_told_to_stop_leaves_no_audio(stage: Stage) -> None:
    stage.configure_server()
    over = threading.Event()

    async def hang(asked: Asked) -> Response:
        await asyncio.to_thread(over.wait)
        return Response()

    stage.server.answer = hang
    try:
        with stage.hub.running("work") as worker:
            until(lambda: stage.server.asked, "the audio at the server", lambda: worker.said)
            assert worker.end(signal.SIGTERM) == 0
    finally:
        over.set()
    assert stage.left == []
    assert stage.item.passages == ()


def test_killed_in_the_middle_and_begun_anew(stage: Stage) -> None:
    stage.configure_server()
    over = threading.Event()
    right = stage.server.answer

    async def hang(asked: Asked) -> Response:
        await asyncio.to_thread(over.wait)
        return Response()

    stage.server.answer = hang
    try:
        with stage.hub.running("transcript", "make") as command:
            until(lambda: stage.server.asked, "the audio at the server", lambda: command.said)
            assert len(stage.left) == 1
            command.end(signal.SIGKILL)
    finally:
        over.set()
    assert len(stage.left) == 1
    stage.server.answer = right
    assert stage.hub.hub("transcript", "make").code == 0
    assert len(stage.item.passages) == 1
    assert stage.left == []
