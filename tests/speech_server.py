"""A server of OpenAI's kind for tests: it checks what it is sent, and answers as it is told to.

Its clips are spoken by espeak-ng; MP3 frames are made by hand, for nothing here can encode them.
"""

import io
import os
import subprocess
import warnings
import wave
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from indexer.speech.port import Audio
from tests.prepare import espeak
from tests.servers import Site, serving

PATH = "/v1/audio/transcriptions"
MP3_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)  # MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 26 ms


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client sent, taken apart; `seconds` by the audio's own header."""

    fields: dict[str, str]
    name: str
    type: str
    audio: bytes
    key: str

    @property
    def seconds(self) -> float:
        if self.audio.startswith(b"\xff\xfb"):
            return len(self.audio) / len(MP3_FRAME) * 1152 / 44_100
        with wave.open(io.BytesIO(self.audio)) as opened:
            return float(opened.getnframes() / opened.getframerate())

    @property
    def form(self) -> str:
        return self.fields["response_format"]


Answering = Callable[[Asked], Response | Awaitable[Response]]


def verbose(*texts: str, **sure: float) -> Answering:
    """Segments of equal length over the whole clip."""

    def answer(asked: Asked) -> Response:
        long = asked.seconds / len(texts)
        segments = [
            {"id": at, "start": at * long, "end": (at + 1) * long, "text": f" {text}", **sure}
            for at, text in enumerate(texts)
        ]
        return JSONResponse({"task": "transcribe", "segments": segments, "text": " ".join(texts)})

    return answer


@dataclass(slots=True)
class SpeechServer:
    """It runs; `asked` is what it was sent, `answer` what it says."""

    site: Site
    answer: Answering
    asked: list[Asked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.site.url(PATH)


@contextmanager
def hearing(answer: Answering, *more: Route) -> Iterator[SpeechServer]:
    """A speech server, with `more` routes beside it."""

    async def transcribe(request: Request) -> Response:
        if request.method != "POST":
            return JSONResponse({"detail": "Method Not Allowed"}, 405)
        asked = await _taken_apart(request)
        server.asked.append(asked)
        answered = server.answer(asked)
        return answered if isinstance(answered, Response) else await answered

    with serving([Route(PATH, transcribe, methods=["GET", "POST"]), *more]) as site:
        server = SpeechServer(site, answer)
        yield server


async def _taken_apart(request: Request) -> Asked:
    """A multipart request (RFC 7578); anything ill-formed fails the request."""
    kind, _, boundary = request.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/form-data"
    body = await request.body()
    assert len(body) == int(request.headers["content-length"])
    first, *parts, last = body.split(f"--{boundary}".encode())
    assert (first, last) == (b"", b"--\r\n")
    fields, file = {}, ("", "", b"")
    for part in parts:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        headers = head.decode().split("\r\n")
        named = dict(each.split("=", 1) for each in headers[0].split("; ")[1:])
        value = content.removesuffix(b"\r\n")
        if "filename" in named:
            assert named["name"] == '"file"'
            file = (named["filename"].strip('"'), headers[1].partition(": ")[2], value)
        else:
            fields[named["name"].strip('"')] = value.decode()
    return Asked(fields, *file, request.headers.get("authorization", ""))


def spoken(path: Path, text: str) -> Path:
    """A WAV file in which `text` is said in Danish; skips where nobody can speak."""
    program = espeak()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have espeak-ng: apt-get install espeak-ng")
        warnings.warn("NO ESPEAK-NG: speech to text is not tested with clips", stacklevel=1)
        pytest.skip("espeak-ng is absent")
    subprocess.run([program, "-v", "da", "-w", str(path), text], check=True)
    return path


def clip(folder: Path, text: str = "Job først, med støtte samtidig med behandlingen.") -> Audio:
    """A spoken clip as a transcriber is given it."""
    path = spoken(folder / "clip", text)
    with wave.open(str(path)) as opened:
        seconds = opened.getnframes() / opened.getframerate()
    return Audio(path, "audio.wav", "audio/wav", seconds)


def mp3(frames: int) -> bytes:
    """An MP3 file of so many silent frames, between tags as real files have them."""
    picture = b"\xff\xfb\x90" * 40  # looks like frames, and is none
    tag = b"ID3\x04\x00\x00\x00\x00\x00" + bytes([len(picture)]) + picture
    return tag + MP3_FRAME * frames + b"TAG" + bytes(125)
