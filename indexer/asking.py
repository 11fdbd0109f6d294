"""One request, from waiting for its host's turn to the last byte, and no redirect followed."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import anyio
import httpx

from hub.errors import FetchError
from hub.visiting import Validators
from indexer.client import ACCEPT
from indexer.faults import check_status, refusal_of, translated
from indexer.guard import check_address
from indexer.hosts import Hosts, Turn
from indexer.limits import Limits
from indexer.receiving import Fetched, Sink, fetched, receive, unchanged
from indexer.unpack import ACCEPTED

_SHORT = 10_000  # bytes
_MOMENT = 1.0  # seconds
_PERMANENT = (301, 308)
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where an answer sends us; `permanent` if it says that it will always do so."""

    to: str
    permanent: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, and where its body goes.

    `slowest` is how many bytes buy a second more (``indexer.receiving.receive``), `delay` the
    pause after it that the site asks for. What is asked for `aside` from what we came for says
    nothing of how the host bears us. `method` is GET, or HEAD, which brings no body.
    """

    url: str
    sink: Sink
    validators: Validators
    slowest: float
    delay: timedelta = timedelta(0)
    aside: bool = False
    method: str = "GET"


class Asking:
    """Asks with one shared client, a turn per host."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        hosts: Hosts,
        limits: Limits,
        now: Callable[[], datetime],
    ) -> None:
        self.limits = limits
        self.now = now
        self._client = client
        self._hosts = hosts
        self._times = httpx.Timeout(
            None, connect=limits.connect, read=limits.read, write=limits.read
        )

    async def once(self, wanted: Wanted) -> Fetched | Redirect:
        """What one request brought. Raises FetchError, StoreError."""
        host = check_address(wanted.url)
        async with self._hosts.turn(host, wanted.delay) as turn:
            return await self._request(wanted, host, turn)

    async def _request(self, wanted: Wanted, host: str, turn: Turn) -> Fetched | Redirect:
        limits, known, now = self.limits, wanted.validators, self.now()
        with (
            translated(wanted.url, host, "asking", limits),
            anyio.fail_after(limits.total) as deadline,
        ):
            async with self._client.stream(
                wanted.method, wanted.url, headers=_headers(known), timeout=self._times
            ) as response:
                refusal = refusal_of(response, host, now)
                if refusal:
                    await self._hosts.refused(refusal)
                turn.well = not wanted.aside
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    return _redirect(response)
                if response.status_code == 304 and (known.etag or known.last_modified):
                    return unchanged(response, known, now)
                await self._drain(response, wanted.url, host)
                check_status(response, host)
                if wanted.method == "HEAD":  # its headers tell of a body that doesn't come
                    return fetched(response, wanted.sink, 0, known, now)
                with translated(wanted.url, host, "receiving", limits):
                    received = await receive(response, host, wanted.sink, deadline, wanted.slowest)
                return fetched(response, wanted.sink, received, known, now)

    async def _drain(self, response: httpx.Response, url: str, host: str) -> None:
        """Read the short page of an error, so that its connection can be used again."""
        length = response.headers.get("content-length", "")
        if response.is_success or not (length.isdecimal() and int(length) <= _SHORT):
            return
        with suppress(FetchError), translated(url, host, "receiving", self.limits):
            with anyio.move_on_after(_MOMENT):
                async for _ in response.aiter_raw():
                    pass


def _headers(validators: Validators) -> dict[str, str]:
    """Those of a request, conditional where we know something (RFC 9110, 13.1)."""
    conditions = {
        "If-None-Match": validators.etag,
        "If-Modified-Since": validators.last_modified,
    }
    given = {name: value for name, value in conditions.items() if value}
    return {"Accept": ACCEPT, "Accept-Encoding": ACCEPTED, **given}


def _redirect(response: httpx.Response) -> Redirect:
    to = response.url.join(response.headers["location"]).copy_with(fragment=None)
    return Redirect(str(to), response.status_code in _PERMANENT)
