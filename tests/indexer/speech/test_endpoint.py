"""A speech server asked: what it is sent, whatever form it answers in, and what goes wrong."""

import asyncio
from pathlib import Path

import pytest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from hub.errors import ReadError, SourceError, SpeechError
from hub.phrases import in_words
from indexer.speech.audio import examine
from indexer.speech.endpoint import Endpoint, Server
from indexer.speech.port import Audio, Segment, patience
from tests.servers import answering
from tests.speech_server import Answering, Asked, SpeechServer, clip, hearing, mp3, verbose

pytestmark = pytest.mark.anyio
VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nJob først,\n\n00:01.000 --> 00:02.000\nmed støtte.\n"
SRT = (
    VTT.replace("WEBVTT\n\n", "1\n")
    .replace("\n\n", "\n\n2\n")
    .replace("00:0", "00:00:0")
    .replace(".000", ",000")
)
BOTH = [("Job først,", 0.0), ("med støtte.", 1.0)]


@pytest.fixture
def audio(tmp_path: Path) -> Audio:
    return clip(tmp_path)


def endpoint(server: SpeechServer, key: str = "") -> Endpoint:
    return Endpoint(Server(server.url, "small", key, "TALE"), lambda _: 20.0)


async def heard(server: SpeechServer, audio: Audio) -> list[tuple[str, float | None]]:
    said = await endpoint(server).transcribe(audio, "da", "")
    return [(segment.text, segment.start) for segment in said]


async def trouble(server: SpeechServer, audio: Audio, key: str = "") -> SourceError:
    with pytest.raises(SourceError) as raised:
        await endpoint(server, key).transcribe(audio, "da", "")
    return raised.value


async def test_it_is_sent_all_it_needs(audio: Audio) -> None:
    with hearing(verbose("Job først,", "med støtte.", no_speech_prob=0.1)) as server:
        said = await endpoint(server, "hemmelig").transcribe(audio, "da", "IPS. Anna Ås")
    (asked,) = server.asked
    assert asked.fields == {
        "model": "small",
        "response_format": "verbose_json",
        "timestamp_granularities[]": "segment",
        "temperature": "0",
        "language": "da",
        "prompt": "IPS. Anna Ås",
    }
    assert (asked.name, asked.type, asked.key) == ("audio.wav", "audio/wav", "Bearer hemmelig")
    assert asked.audio == audio.path.read_bytes()
    assert asked.seconds == pytest.approx(audio.seconds)
    assert asked.seconds > 1
    assert said[1] == Segment(" med støtte.", asked.seconds / 2, asked.seconds, 0.1)


async def test_nothing_is_said_of_what_is_not_known(audio: Audio) -> None:
    with hearing(verbose("Hej.")) as server:
        await endpoint(server).transcribe(audio, "", "")
    assert {"language", "prompt"}.isdisjoint(server.asked[0].fields)
    assert server.asked[0].key == ""


def knowing(
    *forms: str, status: int = 400, why: str = "response_format is not supported"
) -> Answering:
    """A server that knows these forms, and refuses others."""
    bodies = {"vtt": VTT, "srt": SRT, "json": '{"text": "Job først, med støtte."}'}

    def answer(asked: Asked) -> Response:
        if asked.form not in forms:
            return JSONResponse({"error": {"message": why}}, status)
        return PlainTextResponse(bodies[asked.form])

    return answer


@pytest.mark.parametrize(
    ("forms", "asks", "said"),
    [
        (("vtt",), 2, BOTH),
        (("srt", "json"), 3, BOTH),
        (("json",), 4, [("Job først, med støtte.", None)]),
    ],
)
async def test_the_form_that_it_knows_is_found_and_remembered(
    audio: Audio, forms: tuple[str, ...], asks: int, said: object
) -> None:
    with hearing(knowing(*forms)) as server:
        one = endpoint(server)
        assert [(s.text, s.start) for s in await one.transcribe(audio, "da", "")] == said
        assert len(server.asked) == asks
        await one.transcribe(audio, "da", "")
        assert len(server.asked) == asks + 1
    assert server.asked[-1].form == forms[0]


async def test_a_refusal_without_a_reason_is_tried_once_more_in_the_plainest_form(
    audio: Audio,
) -> None:
    with hearing(knowing("json", status=422, why="")) as server:
        assert await heard(server, audio) == [("Job først, med støtte.", None)]
    assert [asked.form for asked in server.asked] == ["verbose_json", "json"]


async def test_a_server_that_passes_the_form_over_is_not_asked_for_ever(audio: Audio) -> None:
    with hearing(lambda asked: JSONResponse({"text": "Job først."})) as server:
        one = endpoint(server)
        for asks in (2, 3):
            said = await one.transcribe(audio, "da", "")
            assert said == (Segment("Job først."),)
            assert len(server.asked) == asks


@pytest.mark.parametrize(
    "body",
    ['{"segments": [], "text": ""}', "WEBVTT", "WEBVTT\n\n", "", '{"text": ""}', '{"text": " "}'],
)
async def test_silence_is_no_trouble(audio: Audio, body: str) -> None:
    with hearing(lambda asked: PlainTextResponse(body)) as server:
        assert [text for text, _ in await heard(server, audio) if text.strip()] == []


async def test_odd_segments_are_passed_over(audio: Audio) -> None:
    odd = [
        1, None, {}, {"text": 3, "start": 0}, {"text": "uden tid"}, {"text": "x", "start": -1},
        {"text": "x", "start": "NaN"}, {"text": "x", "start": 1e99}, {"text": "x", "start": True},
        {"text": "A", "start": "1.5"}, {"text": "B", "start": 2, "no_speech_prob": "Infinity"},
    ]  # fmt: skip
    with hearing(lambda asked: JSONResponse({"segments": odd})) as server:
        assert await heard(server, audio) == [("A", 1.5), ("B", 2.0)]


@pytest.mark.parametrize(
    ("status", "body", "code", "told"),
    [
        (401, '{"error": {"message": "Incorrect API key: hemmelig"}}', "speech-key", "TALE"),
        (403, "no", "speech-key", "TALE"),
        (404, '{"detail": "Model small is not installed"}', "speech-not-found", "not installed"),
        (429, '{"error": "slow down"}', "speech-busy", "slow down"),
        (503, '{"status": "loading model"}', "speech-busy", "loading model"),
        (500, '{"error": "hemmelig failed"}', "speech-status", "… failed"),
        (500, "<h1>Oops</h1>", "speech-status", "500"),
        (302, "", "speech-status", "302"),
        (400, '{"error": "failed to read audio data"}', "speech-refused", "failed to read audio"),
        (413, "", "speech-too-large", "client_max_body_size"),
        (200, "<html>Log ind</html>", "speech-unreadable", "text/html"),
        (200, "{", "speech-unreadable", "did not answer with a transcript"),
        (200, "[[" * 50_000, "speech-unreadable", "did not answer with a transcript"),
        (200, '{"error": "no audio"}', "speech-unreadable", "no audio"),
        (200, '{"answer": 42}', "speech-unreadable", "neither segments nor text"),
    ],
)
async def test_trouble_is_told_clearly_and_without_the_key(
    audio: Audio, status: int, body: str, code: str, told: str
) -> None:
    with hearing(lambda asked: Response(body, status)) as server:
        error = await trouble(server, audio, "hemmelig")
    assert error.trouble.code == code
    assert told in in_words(error.trouble, "en")
    assert "hemmelig" not in f"{error} {error.trouble}"
    its_own = code in ("speech-refused", "speech-too-large")
    assert isinstance(error, ReadError if its_own else SpeechError)


async def test_nobody_is_there(audio: Audio) -> None:
    with hearing(verbose("Hej.")) as server:
        pass
    assert (await trouble(server, audio)).trouble.code == "speech-no-answer"


async def test_it_breaks_off(audio: Audio) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")

    async with answering(answer) as url:
        with pytest.raises(SpeechError) as raised:
            await Endpoint(Server(url, "small")).transcribe(audio, "", "")
    assert raised.value.trouble.code == "speech-broken-off"


async def test_it_hangs(audio: Audio) -> None:
    over = asyncio.Event()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await reader.read(65_536):  # until the client has gone
            pass
        over.set()

    async with answering(answer) as url:
        with pytest.raises(SpeechError) as raised:
            await Endpoint(Server(url, "small"), lambda _: 0.1).transcribe(audio, "", "")
        await asyncio.wait_for(over.wait(), 60)
    assert raised.value.trouble.code == "speech-timeout"


def test_the_wait_grows_with_the_audio() -> None:
    assert patience(60) < patience(3600)
    assert patience(3600) > 3 * 3600


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


async def test_what_is_too_large_as_a_whole_comes_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "clip"
    path.write_bytes(mp3(1000))
    audio = examine(str(path), "audio/mpeg")
    most = 150_000

    def answer(asked: Asked) -> Response:
        if len(asked.audio) > most:
            return Response("Request Entity Too Large", 413)
        assert asked.audio.startswith(b"\xff\xfb")
        told = verbose(f"Stykke af {asked.seconds:.2f} s.")(asked)
        assert isinstance(told, Response)
        return told

    with hearing(answer) as server:
        one = Endpoint(Server(server.url, "small"), lambda _: 20.0, most)
        said = await one.transcribe(audio, "da", "")
    assert audio.seconds == pytest.approx(1000 * 1152 / 44_100, rel=0.01)
    assert [len(asked.audio) for asked in server.asked[1:]] == [149_703, 149_703, 117_594]
    starts = [0.0, 359 * 1152 / 44_100, 718 * 1152 / 44_100]
    assert [segment.start for segment in said] == pytest.approx(starts)
    assert names(tmp_path) == ["clip"]
