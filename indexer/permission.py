"""Whether a site lets us fetch an address: its robots.txt, asked once a day (RFC 9309, 2.3, 2.4).

None there (any 4xx): all is allowed. Unreachable (5xx, no connection): nothing is, for a while,
unless we know it from the last thirty days.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Protocol
from urllib.parse import urlsplit

import anyio

from hub.errors import FetchError
from hub.model import Trouble
from hub.store import Store
from hub.store.hosts import StoredRobots
from hub.visiting import Validators
from indexer.asking import Asking, Redirect, Wanted
from indexer.gathering import Gathering
from indexer.receiving import Sink
from indexer.robots import LARGEST, Rules, our_part

KEPT = timedelta(days=1)
_STALE = timedelta(days=30)
_UNREACHABLE_FOR = timedelta(minutes=10)
_REDIRECTS = 5
_MOST = 5000  # origins whose rules are held in memory


class KnownRobots(Protocol):
    """Where it is kept what each robots.txt said."""

    async def get(self, origin: str) -> StoredRobots | None: ...
    def put(self, origin: str, robots: StoredRobots) -> None: ...
    async def close(self) -> None: ...


class Forgetful:
    """Keeps nothing: for a fetcher without a store."""

    async def get(self, origin: str) -> StoredRobots | None:
        """Nothing."""

    def put(self, origin: str, robots: StoredRobots) -> None:
        """Nowhere."""

    async def close(self) -> None:
        """Nothing is under way."""


class SharedRobots:
    """Rows that all workers over one store share."""

    def __init__(self, store: Store) -> None:
        self._reading: Gathering[str, StoredRobots | None] = Gathering(store.hosts.robots)
        self._writing: Gathering[tuple[str, StoredRobots], None] = Gathering(store.hosts.set_robots)

    async def get(self, origin: str) -> StoredRobots | None:
        """What is known of an origin's."""
        return await self._reading.ask(origin)

    def put(self, origin: str, robots: StoredRobots) -> None:
        """Keep it, soon."""
        self._writing.leave((origin, robots))

    async def close(self) -> None:
        """Wait for what is being written."""
        await self._reading.close()
        await self._writing.close()


@dataclass(frozen=True, slots=True)
class _Held:
    """What is known of an origin, and until when."""

    rules: Rules | Trouble
    until: datetime


class Permission:
    """Knows the rules of every origin, or asks for them."""

    def __init__(self, asking: Asking, known: KnownRobots | None = None) -> None:
        self._asking = asking
        self._known = known or Forgetful()
        self._held: dict[str, _Held] = {}
        self._turns: dict[str, anyio.Lock] = {}

    async def asked(self, url: str, *, heed: bool = True) -> Rules:
        """The rules for `url`, which they allow. Raises FetchError where they don't, or can't be
        had; without `heed` only for trouble of our own with the host.
        """
        origin = origin_of(url)
        held = self._fresh(origin)
        if held is None:
            async with self._turns.setdefault(origin, anyio.Lock()):
                held = self._fresh(origin) or await self._learn(origin)
        if not heed:
            return Rules.parse("") if isinstance(held.rules, Trouble) else held.rules
        if isinstance(held.rules, Trouble):
            raise FetchError(held.rules.code, **dict(held.rules.details))
        if not held.rules.allows(url):
            raise FetchError("robots-disallowed", host=urlsplit(url).hostname or "", url=url)
        return held.rules

    def _fresh(self, origin: str) -> _Held | None:
        held = self._held.get(origin)
        return held if held and held.until > self._asking.now() else None

    async def _learn(self, origin: str) -> _Held:
        """From the store, if it is fresh, else from the site."""
        now = self._asking.now()
        stored = await self._known.get(origin)
        if stored and now - KEPT < stored.at <= now:
            return self._hold(origin, Rules.parse(stored.text), stored.at + KEPT)
        try:
            text = await self._ask(origin)
        except FetchError as error:
            if error.trouble.code == "asked-to-wait":
                raise
            old = stored and now - _STALE < stored.at
            rules = Rules.parse(stored.text) if stored and old else error.trouble
            return self._hold(origin, rules, now + _UNREACHABLE_FOR)
        self._known.put(origin, StoredRobots(text, now))
        return self._hold(origin, Rules.parse(text), now + KEPT)

    def _hold(self, origin: str, rules: Rules | Trouble, until: datetime) -> _Held:
        if len(self._held) >= _MOST:
            self._held.pop(next(iter(self._held)))
            self._turns = {name: turn for name, turn in self._turns.items() if turn.locked()}
        self._held[origin] = held = _Held(rules, until)
        return held

    async def _ask(self, origin: str) -> str:
        """Our part of the robots.txt; empty where there is none. Raises FetchError."""
        url = f"{origin}/robots.txt"
        for _ in range(_REDIRECTS + 1):
            file = BytesIO()
            sink = Sink(file, LARGEST, cut=True)
            wanted = Wanted(url, sink, Validators(), math.inf, aside=True)
            try:
                got = await self._asking.once(wanted)
            except FetchError as error:
                if _is_none(error.trouble):
                    return ""
                raise _told(error.trouble) from error
            if not isinstance(got, Redirect):
                return our_part(file.getvalue())
            url = got.to
        return ""


def origin_of(url: str) -> str:
    """Scheme, host and port, as a site's robots.txt holds for them; no login."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    bracketed = f"[{host}]" if ":" in host else host
    return f"{parts.scheme.lower()}://{bracketed}" + (f":{parts.port}" if parts.port else "")


def _is_none(trouble: Trouble) -> bool:
    """Whether there is no robots.txt to heed: a 4xx, or a redirect to where none can be."""
    status = dict(trouble.details).get("status", "")
    return trouble.code == "bad-address" or status.startswith("4")


def _told(trouble: Trouble) -> FetchError:
    """Why we may not fetch: an error of the server is one of its robots.txt."""
    code = "robots-unreachable" if trouble.code == "server-error" else trouble.code
    return FetchError(code, **dict(trouble.details))
