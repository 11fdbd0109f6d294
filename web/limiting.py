"""How much one client may ask for: a bucket of work for each, so that nobody takes it all.

A token is about 20 ms of work over 20,000 items with Whoosh. A town hall of 500 people behind one
address, all at it in their busiest minute (3 searches, 5 pages and 15 suggestions a second), takes
some 37 tokens a second; whoever takes every address there is takes hundreds.
"""

import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from time import monotonic

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web.below import bare_path
from web.site import Site

RATE = 40.0  # tokens a second …
FULL = 1_200.0  # … and so many at once
PAGE, SEARCH, EXPORT, LITTLE = 2.0, 4.0, 60.0, 1.0
MOST_CLIENTS = 10_000  # are kept in mind; whoever has not been seen for longest is forgotten
_SHORT = 150  # bytes of parameters that cost nothing more …
_BYTES = 8  # … and of longer ones, how many cost a token
_FREE = ("/static/", "/healthz", "/robots.txt", "/favicon.ico")
_HOST_OF_SIX = 64  # bits: the rest of an IPv6 address is chosen by its owner
_NAMELESS = "?"  # all that have no address share one bucket
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


@dataclass(slots=True)
class Buckets:
    """A bucket of tokens for each client; `clock` counts seconds and never goes back."""

    clock: Callable[[], float] = monotonic
    most: int = MOST_CLIENTS
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, client: str, price: float) -> float:
        """Take `price` tokens: 0, or the seconds until there are so many, and none is taken."""
        now = self.clock()
        left, at = self._left.pop(client, (FULL, now))
        left = min(FULL, left + (now - at) * RATE)
        missing = max(0.0, min(price, FULL) - left)
        self._left[client] = (left if missing else left - price, now)
        if len(self._left) > self.most:
            self._left.popitem(last=False)
        return missing / RATE


def client_of(scope: Scope) -> str:
    """Who asks, by address (IPv6 by /64); empty for those who are not counted.

    uvicorn has put in what a trusted proxy says. Whoever asks from the machine itself is not
    counted, nor is a private address that speaks for others without being trusted: that is a
    proxy nobody has told us of, and everybody is behind it.
    """
    host = (scope.get("client") or ("", 0))[0]
    address = _address(host)
    if address is None:
        return _NAMELESS if host else ""
    if address.is_loopback or (address.is_private and _forwards(scope)):
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(address), _HOST_OF_SIX), strict=False))
    return str(address)


def price_of(path: str, query: bytes) -> float:
    """What the answer to `path` (without a language) takes, in tokens; 0 for what is free."""
    if path.startswith(_FREE):
        return 0.0
    if path.endswith(("/suggest", "/suggest/opensearch")):
        return LITTLE
    longer = max(0, len(query) - _SHORT) / _BYTES
    if path.endswith((".csv", ".ris")):
        return EXPORT + longer
    dear = path.startswith(("/search", "/api/")) or path.endswith((".rss", ".atom", ".json"))
    return (SEARCH if dear else PAGE) + longer


@dataclass(frozen=True, slots=True)
class Limited:
    """Answers 429 to who has asked for too much; `refused` makes that answer, of the seconds."""

    app: ASGIApp
    site: Site
    refused: Callable[[Request, int], Response]
    buckets: Buckets = field(default_factory=Buckets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        client = client_of(scope) if scope["type"] == "http" else ""
        price = price_of(bare_path(scope, self.site), scope["query_string"]) if client else 0.0
        wait = self.buckets.wait(client, price) if price else 0.0
        if not wait:
            await self.app(scope, receive, send)
            return
        answer = await run_in_threadpool(self.refused, Request(scope), ceil(wait))
        await answer(scope, receive, send)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _forwards(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return any(name in headers for name in _FORWARDED)
