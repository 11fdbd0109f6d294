"""The one HTTP client of a crawler: who we say we are, what we take, through which guard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from typing import cast

import httpcore
import httpx

from indexer.guard import Allowed, GuardedBackend, Resolver, resolve

ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
)
_IDLE = 20  # connections kept; with more, over a thousand hosts, httpcore's pool slows down
_IDLE_SECONDS = 15.0


def user_agent(*contacts: str | None) -> str:
    """Our name and version, and where a publisher can complain: an address, a mail address."""
    known = "; ".join(contact for contact in contacts if contact)
    name = f"Lydhoer/{_version()}" + (f" (+{known})" if known else "")
    return name.encode("ascii", "ignore").decode("ascii")


def _version() -> str:
    try:
        return version("lydhoer")
    except PackageNotFoundError:  # run from a folder, not installed
        return "0"


@asynccontextmanager
async def open_client(
    agent: str, allowed: Allowed, resolver: Resolver = resolve
) -> AsyncIterator[httpx.AsyncClient]:
    """A client that speaks HTTP/1.1 and 2, keeps no cookies, follows nothing, trusts no proxy."""
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    transport = _Transport(GuardedBackend(allowed, resolver))
    headers = {"User-Agent": agent}
    async with httpx.AsyncClient(
        transport=transport, headers=headers, cookies=no_cookies, trust_env=False
    ) as client:
        yield client


class _Stream(httpx.AsyncByteStream):
    """httpcore's stream under httpx's name."""

    def __init__(self, inner: httpcore.Response) -> None:
        self._inner = inner

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._inner.aiter_stream()

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Transport(httpx.AsyncBaseTransport):
    """httpx's own transport can't be given a network backend, and the guard is one."""

    def __init__(self, network: httpcore.AsyncNetworkBackend) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpcore.default_ssl_context(),
            http2=True,
            max_connections=None,
            max_keepalive_connections=_IDLE,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=network,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request. Raises httpcore's errors, and the guard's."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = await self._pool.handle_async_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=cast(httpx.AsyncByteStream, request.stream),
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Stream(answer),
            extensions=answer.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()
