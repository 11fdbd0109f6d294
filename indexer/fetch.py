"""An address -> an answer: conditional, unpacked, capped, within its time, redirects by hand.

robots.txt is asked first, of every address on the way. What goes wrong becomes FetchError in
``indexer.faults``.
"""

import math
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

import httpx

from hub.dates import utc_now
from hub.errors import FetchError
from hub.visiting import Validators
from indexer.answer import Answer
from indexer.asking import Asking, Wanted
from indexer.guard import check_address
from indexer.hosts import Hosts
from indexer.limits import Limits
from indexer.permission import KnownRobots, Permission
from indexer.receiving import Fetched, Sink

__all__ = ["Fetched", "Fetcher"]
_A_GLANCE = 2_000  # bytes: that an answer is longer is an answer


class Fetcher:
    """Fetches with one shared client (``indexer.client.open_client``), a turn per host."""

    def __init__(
        self,
        client: httpx.AsyncClient,
        hosts: Hosts,
        limits: Limits | None = None,
        now: Callable[[], datetime] = utc_now,
        known: KnownRobots | None = None,
    ) -> None:
        """Without `known`, each robots.txt is remembered by this fetcher alone."""
        self._limits = limits or Limits()
        self._asking = Asking(client, hosts, self._limits, now)
        self._permission = Permission(self._asking, known)
        self._heeds = True

    @property
    def interface(self) -> "Fetcher":
        """The same for interfaces that are made for programs, such as OAI-PMH: robots.txt is about
        pages, so there only its Crawl-delay counts.
        """
        other = copy(self)
        other._heeds = False
        return other

    async def fetch(self, url: str, validators: Validators | None = None) -> Answer | None:
        """The answer of `url`, or None where it has not changed since `validators`.

        Raises FetchError, StoreError.
        """
        return (await self.ask(url, validators)).answer

    async def ask(self, url: str, validators: Validators | None = None) -> Fetched:
        """As ``fetch``, with all there is to remember. Raises FetchError, StoreError."""
        body = BytesIO()
        sink = Sink(body, self._limits.body)
        got = await self._followed(Wanted(url, sink, validators or Validators(), math.inf))
        return replace(got, answer=got.answer and replace(got.answer, body=body.getvalue()))

    async def save(self, url: str, file: BinaryIO, most: int) -> Fetched:
        """The body of `url` into `file`, up to `most` bytes; that of the answer stays empty.

        It may take long, as long as it keeps coming. Raises FetchError, and then the file may hold
        a beginning; HubError where it can't be written.
        """
        sink = Sink(file, most)
        return await self._followed(Wanted(url, sink, Validators(), self._limits.slowest))

    async def look(self, url: str, method: str) -> str:
        """Where `url` leads, as it answers: by HEAD, or by GET with no more than a beginning of
        the body. Raises FetchError, StoreError.
        """
        sink = Sink(BytesIO(), _A_GLANCE, cut=True)
        got = await self._followed(Wanted(url, sink, Validators(), math.inf, method=method))
        return got.answer.url if got.answer else url

    async def _followed(self, wanted: Wanted) -> Fetched:
        """What is at the end of the redirects."""
        trail = [wanted.url]
        moved_to = ""
        permanent = True
        while True:
            host = check_address(trail[-1])
            rules = await self._permission.asked(trail[-1], heed=self._heeds)
            got = await self._asking.once(replace(wanted, url=trail[-1], delay=rules.delay))
            if isinstance(got, Fetched):
                answer = got.answer and replace(got.answer, moved_to=moved_to)
                return replace(got, answer=answer, moved_to=moved_to, notes=rules.notes(host))
            if got.to in trail:
                raise FetchError("redirect-loop", host=host)
            if len(trail) > self._limits.redirects:
                raise FetchError("too-many-redirects", host=host, limit=self._limits.redirects)
            trail.append(got.to)
            permanent = permanent and got.permanent
            moved_to = got.to if permanent else moved_to
