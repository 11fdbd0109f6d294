"""A server that hears: any with OpenAI's ``POST /v1/audio/transcriptions``.

It is named by the hub's owner and may stand in the same room, so it is asked by a client of its
own, without the crawler's guard and manners. The only module that knows the server's ways.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import httpx

from hub.errors import ReadError, SpeechError
from indexer.client import trusted
from indexer.limits import LARGEST, MEGABYTE
from indexer.speech.answers import Said, complaint, read_answer
from indexer.speech.port import Audio, Segment, patience
from indexer.speech.splitting import pieces

# The one that tells most first: segments with times and how sure the model is.
FORMATS = ("verbose_json", "vtt", "srt", "json")
PIECE = 20 * MEGABYTE  # of a file that is too large as a whole; many servers take 25
_CONNECT, _WRITE = 10.0, 120.0  # seconds
_UNKNOWN_FORMAT = ("response_format", "verbose_json", "timestamp_granularities")


class _Refused(Exception):
    """The server doesn't take the request as it is; `of_format` where it says it is the format."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason
        self.of_format = any(word in reason for word in _UNKNOWN_FORMAT)


class _TooLarge(Exception):
    """The server doesn't take so large a file."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where it is and what it is told: `key_name` is the variable that `key` comes from.

    `authorities` is a file with certificates that are trusted beside the usual ones (HUB_CA).
    """

    url: str
    model: str
    key: str = ""
    key_name: str = ""
    authorities: Path | None = None

    @property
    def host(self) -> str:
        """Its host, with the port."""
        return urlsplit(self.url).netloc


class Endpoint:
    """A Transcriber that asks a server; it remembers which form of answer the server knows."""

    def __init__(
        self, server: Server, wait: Callable[[float], float] = patience, piece: int = PIECE
    ) -> None:
        """`wait` tells how many seconds to wait for the text of so many seconds of audio."""
        self._server = server
        self._wait = wait
        self._piece = piece
        self._formats: tuple[str, ...] = FORMATS

    @property
    def name(self) -> str:
        """The model, as the server calls it."""
        return self._server.model

    async def transcribe(self, audio: Audio, language: str, prompt: str) -> tuple[Segment, ...]:
        """What is said; an MP3 or WAV file that is too large as a whole is sent in pieces.

        Raises SpeechError, or ReadError where it is the audio.
        """
        try:
            return await self._hear(audio, language, prompt)
        except _TooLarge:
            return await self._in_pieces(audio, language, prompt)

    async def _in_pieces(self, audio: Audio, language: str, prompt: str) -> tuple[Segment, ...]:
        heard: list[Segment] = []
        at = 0.0
        try:
            with pieces(audio, self._piece) as parts:
                while part := await asyncio.to_thread(next, parts, None):
                    found = await self._hear(part, language, prompt)
                    heard += (_later(segment, at) for segment in found)
                    at += part.seconds
        except _TooLarge as error:
            size = audio.path.stat().st_size / MEGABYTE
            raise ReadError(
                "speech-too-large", host=self._server.host, size=f"{size:.0f}"
            ) from error
        return tuple(heard)

    async def _hear(self, audio: Audio, language: str, prompt: str) -> tuple[Segment, ...]:
        """Ask in one form after the other, until the server knows one that tells times."""
        text: Said | None = None
        refused: _Refused | None = None
        formats = self._formats
        for place, form in enumerate(formats):
            if refused and not refused.of_format and form != formats[-1]:
                continue  # it doesn't say what is wrong: the plainest form is the last hope
            try:
                said = await self._asked(form, audio, language, prompt)
            except _Refused as error:
                refused = error
                continue
            if said.timed or place == len(formats) - 1 or text is not None:
                self._formats = formats[place:] if said.timed else (FORMATS[-1],)
                return said.segments or (text.segments if text else ())
            text = said
        if text is not None:
            self._formats = (FORMATS[-1],)
            return text.segments
        assert refused is not None
        raise ReadError("speech-refused", host=self._server.host, reason=refused.reason)

    async def _asked(self, form: str, audio: Audio, language: str, prompt: str) -> Said:
        fields = {"model": self._server.model, "response_format": form, "temperature": "0"}
        if form == "verbose_json":
            fields["timestamp_granularities[]"] = "segment"
        fields |= {"language": language} if language else {}
        fields |= {"prompt": prompt} if prompt else {}
        body = await self._post(fields, audio)
        try:
            return await asyncio.to_thread(read_answer, body)
        except ReadError as error:
            reason = dict(error.trouble.details).get("reason", "")
            raise SpeechError(
                "speech-unreadable", host=self._server.host, reason=self._clean(reason)
            ) from error

    async def _post(self, fields: Mapping[str, str], audio: Audio) -> bytes:
        """The body of a successful answer."""
        host, wait = self._server.host, self._wait(audio.seconds)
        times = httpx.Timeout(wait, connect=_CONNECT, write=_WRITE)
        try:
            with audio.path.open("rb") as file, anyio.fail_after(wait):
                async with (
                    open_client(self._server, times) as client,
                    client.stream(
                        "POST",
                        self._server.url,
                        data=dict(fields),
                        files={"file": (audio.name, file, audio.type)},
                    ) as response,
                ):
                    body = await _body(response)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise SpeechError("speech-no-answer", host=host) from error
        except (httpx.TimeoutException, TimeoutError) as error:
            raise SpeechError("speech-timeout", host=host, minutes=f"{wait / 60:.2g}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            size = f"{audio.path.stat().st_size / MEGABYTE:.0f}"
            raise SpeechError("speech-broken-off", host=host, size=size) from error
        self._check(response, body)
        return body

    def _check(self, response: httpx.Response, body: bytes) -> None:
        """Raises what the status says."""
        status = response.status_code
        if response.is_success:
            return
        reason = self._clean(complaint(body))
        if status == 413:
            raise _TooLarge
        if status in (400, 415, 422, 501):
            raise _Refused(status, reason)
        raise trouble_of(self._server, status, reason)

    def _clean(self, reason: str) -> str:
        """Without the key, which some servers repeat when they don't like it."""
        return reason.replace(self._server.key, "…") if self._server.key else reason


def trouble_of(server: Server, status: int, reason: str = "") -> SpeechError:
    """What a status that is no success says of the server."""
    if status in (401, 403):
        return SpeechError("speech-key", host=server.host, status=status, key=server.key_name)
    if status == 404:
        return SpeechError("speech-not-found", url=server.url, model=server.model, reason=reason)
    code = "speech-busy" if status in (429, 503) else "speech-status"
    return SpeechError(code, host=server.host, status=status, reason=reason)


def open_client(server: Server, times: httpx.Timeout) -> httpx.AsyncClient:
    """A client for this server alone: it follows nothing and looks for no proxy."""
    headers = {"Authorization": f"Bearer {server.key}"} if server.key else {}
    context = trusted(server.authorities)
    return httpx.AsyncClient(headers=headers, timeout=times, trust_env=False, verify=context)


async def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST:
            raise httpx.RemoteProtocolError("the answer has no end")
    return bytes(body)


def _later(segment: Segment, seconds: float) -> Segment:
    if segment.start is None or segment.end is None:
        return segment
    return replace(segment, start=segment.start + seconds, end=segment.end + seconds)
