"""An address -> an answer: conditional, unpacked, capped, within its time, redirects by hand.

What goes wrong becomes FetchError in ``indexer.faults``.
"""

import hashlib
from dataclasses import dataclass, replace

import anyio
import anyio.lowlevel
import httpx

from hub.errors import FetchError
from hub.visiting import Validators
from indexer.answer import Answer
from indexer.client import ACCEPT
from indexer.faults import check_status, translated
from indexer.guard import check_address
from indexer.hosts import Hosts
from indexer.limits import Limits, check_length
from indexer.unpack import ACCEPTED, Unpacking

_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)
_PIECES_IN_A_ROW = 256


@dataclass(frozen=True, slots=True)
class Fetched:
    """What asking brought. `answer` is None where nothing has changed since `validators`.

    `validators` are those to remember, `moved_to` where permanent redirects led from the very
    start, `received` the bytes of the body as they came over the wire.
    """

    answer: Answer | None
    validators: Validators
    moved_to: str = ""
    received: int = 0


@dataclass(frozen=True, slots=True)
class _Redirect:
    to: str
    permanent: bool


class Fetcher:
    """Fetches with one shared client (``indexer.client.open_client``), a turn per host."""

    def __init__(self, client: httpx.AsyncClient, hosts: Hosts, limits: Limits | None = None):
        self._client = client
        self._hosts = hosts
        self._limits = limits or Limits()
        self._times = httpx.Timeout(
            None, connect=self._limits.connect, read=self._limits.read, write=self._limits.read
        )

    async def fetch(self, url: str, validators: Validators | None = None) -> Answer | None:
        """The answer of `url`, or None where it has not changed since `validators`.

        Raises FetchError.
        """
        return (await self.ask(url, validators)).answer

    async def ask(self, url: str, validators: Validators | None = None) -> Fetched:
        """As ``fetch``, with all there is to remember. Raises FetchError."""
        validators = validators or Validators()
        trail = [url]
        moved_to = ""
        permanent = True
        while True:
            host = check_address(trail[-1])
            async with self._hosts.turn(host):
                got = await self._request(trail[-1], host, validators)
            if isinstance(got, Fetched):
                answer = got.answer and replace(got.answer, moved_to=moved_to)
                return replace(got, answer=answer, moved_to=moved_to)
            if got.to in trail:
                raise FetchError("redirect-loop", host=host)
            if len(trail) > self._limits.redirects:
                raise FetchError("too-many-redirects", host=host, limit=self._limits.redirects)
            trail.append(got.to)
            permanent = permanent and got.permanent
            moved_to = got.to if permanent else moved_to

    async def _request(self, url: str, host: str, validators: Validators) -> Fetched | _Redirect:
        """One request, from connecting to the last byte."""
        headers = {"Accept": ACCEPT, "Accept-Encoding": ACCEPTED, **_conditions(validators)}
        with translated(url, host, "asking", self._limits), anyio.fail_after(self._limits.total):
            async with self._client.stream(
                "GET", url, headers=headers, timeout=self._times, follow_redirects=False
            ) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return _redirect(response)
                if response.status_code == 304 and (validators.etag or validators.last_modified):
                    return Fetched(None, _validators(response, validators))
                check_status(response, host)
                with translated(url, host, "receiving", self._limits):
                    body, received = await self._body(response, host)
                return _fetched(response, body, received, validators)

    async def _body(self, response: httpx.Response, host: str) -> tuple[bytes, int]:
        """The body unpacked, and its length as received. Raises FetchError past the cap."""
        limit = self._limits.body
        if (response.headers.get("content-length") or "").isdecimal():
            check_length(int(response.headers["content-length"]), limit)
        unpacking = Unpacking(response.headers.get("content-encoding", ""), host, limit)
        body = bytearray()
        received = 0
        async for chunk in response.aiter_raw():
            received += len(chunk)
            check_length(received, limit)
            for number, piece in enumerate(unpacking.feed(chunk), 1):
                body += piece
                check_length(len(body), limit)
                if number % _PIECES_IN_A_ROW == 0:  # others want their turn, and time may be up
                    await anyio.lowlevel.checkpoint()
        unpacking.finish()
        return bytes(body), received


def _fetched(response: httpx.Response, body: bytes, received: int, known: Validators) -> Fetched:
    """The answer, unless the body is the one we know and the server offers no validator."""
    validators = _validators(response, Validators())
    if not validators.etag and not validators.last_modified:
        validators = Validators(body_sha256=hashlib.sha256(body).hexdigest())
        if validators.body_sha256 == known.body_sha256:
            return Fetched(None, validators, received=received)
    answer = Answer(
        url=str(response.url),
        body=body,
        content_type=response.headers.get("content-type", ""),
        validators=validators,
        received=received,
    )
    return Fetched(answer, validators, received=received)


def _conditions(validators: Validators) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110, 13.1)."""
    conditions = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in conditions.items() if value}


def _validators(response: httpx.Response, known: Validators) -> Validators:
    """The validators of `response`; where it names none, as a 304 may, those we know."""
    return Validators(
        etag=_printable(response.headers.get("etag", "")) or known.etag,
        last_modified=_printable(response.headers.get("last-modified", "")) or known.last_modified,
        body_sha256=known.body_sha256,
    )


def _printable(value: str) -> str:
    """`value` if it can be sent back as a header, else nothing."""
    return value if value.isascii() and value.isprintable() and len(value) <= 1000 else ""


def _redirect(response: httpx.Response) -> _Redirect:
    to = response.url.join(response.headers["location"]).copy_with(fragment=None)
    return _Redirect(str(to), response.status_code in _PERMANENT)
