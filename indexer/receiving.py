"""One response -> what it brought: its body into a file, unpacked, capped; its validators."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

import anyio
import anyio.lowlevel
import httpx

from hub.errors import HubError
from hub.model import Trouble
from hub.visiting import Validators
from indexer.answer import Answer
from indexer.headers import fresh_for
from indexer.limits import check_length
from indexer.unpack import Unpacking

_PIECES_IN_A_ROW = 256


@dataclass(frozen=True, slots=True)
class Fetched:
    """What asking brought. `answer` is None where nothing has changed since `validators`.

    `validators` are those to remember, `moved_to` where permanent redirects led from the very
    start, `received` the bytes of the body as they came over the wire, `fresh_for` how long the
    server says that it stays so, `notes` what an editor should know of the site.
    """

    answer: Answer | None
    validators: Validators
    moved_to: str = ""
    received: int = 0
    fresh_for: timedelta | None = None
    notes: tuple[Trouble, ...] = ()


class Sink:
    """A file that takes at most so many bytes, and what it has taken.

    What is longer is too large, or, with `cut`, only its beginning is wanted.
    """

    __slots__ = ("_cut", "_file", "_hash", "length", "most")

    def __init__(self, file: BinaryIO, most: int, *, cut: bool = False) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self._cut = cut
        self.most = most
        self.length = 0

    @property
    def full(self) -> bool:
        """Whether it has the beginning that is wanted."""
        return self._cut and self.length >= self.most

    def check(self, length: int) -> None:
        """Raises FetchError "too-large" for so many bytes."""
        if not self._cut:
            check_length(length, self.most)

    @property
    def sha256(self) -> str:
        """Of all that was written."""
        return self._hash.hexdigest()

    def write(self, piece: bytes) -> None:
        """Raises FetchError past the cap, HubError where the file takes no more."""
        piece = piece[: self.most - self.length] if self._cut else piece
        self.length += len(piece)
        self.check(self.length)
        self._hash.update(piece)
        try:
            self._file.write(piece)
        except OSError as error:
            raise HubError(f"What was fetched can't be stored: {error}") from error


async def receive(
    response: httpx.Response, host: str, sink: Sink, deadline: anyio.CancelScope, slowest: float
) -> int:
    """Write the body into `sink`, unpacked; its length as received.

    For every `slowest` bytes that come `deadline` is put off by a second: a large file may take
    long, a byte a second may not. Raises FetchError past the cap, or where it is badly packed.
    """
    if (response.headers.get("content-length") or "").isdecimal():
        sink.check(int(response.headers["content-length"]))
    unpacking = Unpacking(response.headers.get("content-encoding", ""), host, sink.most)
    received = 0
    async for chunk in response.aiter_raw():
        received += len(chunk)
        deadline.deadline += len(chunk) / slowest
        sink.check(received)
        for number, piece in enumerate(unpacking.feed(chunk), 1):
            sink.write(piece)
            if sink.full:
                return received
            if number % _PIECES_IN_A_ROW == 0:  # others want their turn, and time may be up
                await anyio.lowlevel.checkpoint()
    unpacking.finish()
    return received


def validators_of(response: httpx.Response, known: Validators) -> Validators:
    """The validators of `response`; where it names none, as a 304 may, those we know."""
    return Validators(
        etag=_printable(response.headers.get("etag", "")) or known.etag,
        last_modified=_printable(response.headers.get("last-modified", "")) or known.last_modified,
        body_sha256=known.body_sha256,
    )


def unchanged(response: httpx.Response, known: Validators, now: datetime) -> Fetched:
    """What a 304 brings."""
    validators = validators_of(response, known)
    return Fetched(None, validators, fresh_for=fresh_for(response.headers, now))


def fetched(
    response: httpx.Response, sink: Sink, received: int, known: Validators, now: datetime
) -> Fetched:
    """The answer, without its body; none where the body is the one we know and the server offers
    no validator.
    """
    fresh = fresh_for(response.headers, now)
    validators = validators_of(response, Validators())
    if not validators.etag and not validators.last_modified:
        validators = Validators(body_sha256=sink.sha256)
        if validators.body_sha256 == known.body_sha256:
            return Fetched(None, validators, received=received, fresh_for=fresh)
    answer = Answer(
        url=str(response.url),
        body=b"",
        content_type=response.headers.get("content-type", ""),
        validators=validators,
        received=received,
        fresh_for=fresh,
    )
    return Fetched(answer, validators, received=received, fresh_for=fresh)


def _printable(value: str) -> str:
    """`value` if it can be sent back as a header, else nothing."""
    return value if value.isascii() and value.isprintable() and len(value) <= 1000 else ""
