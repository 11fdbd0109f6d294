"""An address -> an answer: conditional, unpacked, capped, within its time, redirects by hand.

What goes wrong becomes FetchError in ``indexer.faults``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import BinaryIO

import anyio
import httpx

from hub.errors import FetchError
from hub.visiting import Validators
from indexer.answer import Answer
from indexer.client import ACCEPT
from indexer.faults import check_status, translated
from indexer.guard import check_address
from indexer.hosts import Hosts
from indexer.limits import Limits
from indexer.receiving import Fetched, Sink, fetched, receive, unchanged
from indexer.unpack import ACCEPTED

__all__ = ["Fetched", "Fetcher"]

_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)


def utc_now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Redirect:
    to: str
    permanent: bool


class Fetcher:
    """Fetches with one shared client (``indexer.client.open_client``), a turn per host."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        hosts: Hosts,
        limits: Limits | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._client = client
        self._hosts = hosts
        self._limits = limits or Limits()
        self._now = now
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
        body = BytesIO()
        sink = Sink(body, self._limits.body)
        got = await self._followed(url, sink, validators or Validators(), math.inf)
        return replace(got, answer=got.answer and replace(got.answer, body=body.getvalue()))

    async def save(self, url: str, file: BinaryIO, most: int) -> Fetched:
        """The body of `url` into `file`, up to `most` bytes; that of the answer stays empty.

        It may take long, as long as it keeps coming. Raises FetchError, and then the file may hold
        a beginning; HubError where it can't be written.
        """
        return await self._followed(url, Sink(file, most), Validators(), self._limits.slowest)

    async def _followed(
        self, url: str, sink: Sink, validators: Validators, slowest: float
    ) -> Fetched:
        """What is at the end of the redirects."""
        trail = [url]
        moved_to = ""
        permanent = True
        while True:
            host = check_address(trail[-1])
            async with self._hosts.turn(host):
                got = await self._request(trail[-1], host, sink, validators, slowest)
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

    async def _request(
        self, url: str, host: str, sink: Sink, validators: Validators, slowest: float
    ) -> Fetched | _Redirect:
        """One request, from connecting to the last byte."""
        headers = {"Accept": ACCEPT, "Accept-Encoding": ACCEPTED, **_conditions(validators)}
        limits = self._limits
        with translated(url, host, "asking", limits), anyio.fail_after(limits.total) as deadline:
            async with self._client.stream(
                "GET", url, headers=headers, timeout=self._times, follow_redirects=False
            ) as response:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return _redirect(response)
                if response.status_code == 304 and (validators.etag or validators.last_modified):
                    return unchanged(response, validators, self._now())
                check_status(response, host)
                with translated(url, host, "receiving", limits):
                    received = await receive(response, host, sink, deadline, slowest)
                return fetched(response, sink, received, validators, self._now())


def _conditions(validators: Validators) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110, 13.1)."""
    conditions = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    return {name: value for name, value in conditions.items() if value}


def _redirect(response: httpx.Response) -> _Redirect:
    to = response.url.join(response.headers["location"]).copy_with(fragment=None)
    return _Redirect(str(to), response.status_code in _PERMANENT)
