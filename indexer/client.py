"""The one HTTP client of a crawler: who we say we are, what we take, through which guard."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, cast

import httpcore
import httpx

from hub.errors import ConfigError
from hub.model import Fault
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


@dataclass(frozen=True, slots=True)
class Way:
    """How we get out: through a proxy (``http://user:word@proxy:3128``), and which authorities we
    trust beside the usual ones (a file in PEM).
    """

    proxy: str | None = None
    authorities: Path | None = None


@asynccontextmanager
async def open_client(
    agent: str, allowed: Allowed, resolver: Resolver = resolve, way: Way | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    """A client that speaks HTTP/1.1 and 2, keeps no cookies, follows nothing, and trusts no proxy
    but the one it is given. Raises ConfigError for a `way` that leads nowhere.
    """
    no_cookies = CookieJar(DefaultCookiePolicy(allowed_domains=[]))
    transport = _Transport(GuardedBackend(allowed, resolver), way or Way())
    headers = {"User-Agent": agent}
    async with httpx.AsyncClient(
        transport=transport, headers=headers, cookies=no_cookies, trust_env=False
    ) as client:
        yield client


def trusted(authorities: Path | None) -> ssl.SSLContext:
    """The usual authorities, and our own. Raises ConfigError where the file holds none."""
    context = httpcore.default_ssl_context()
    if authorities:
        try:
            context.load_verify_locations(authorities)
        except (OSError, ssl.SSLError) as error:
            message = f"{authorities} holds no certificates in PEM: {error}"
            raise ConfigError("HUB_CA", [Fault(0, "", message)]) from error
    return context


def _pool(guard: GuardedBackend, way: Way) -> httpcore.AsyncConnectionPool:
    """Connections through the guard, or to the proxy, which is where it is by configuration."""
    context = trusted(way.authorities)
    common: dict[str, Any] = {
        "ssl_context": context,
        "http2": True,
        "max_connections": None,
        "max_keepalive_connections": _IDLE,
        "keepalive_expiry": _IDLE_SECONDS,
    }
    if not way.proxy:
        return httpcore.AsyncConnectionPool(network_backend=guard, **common)
    proxy = httpx.Proxy(way.proxy)
    return httpcore.AsyncHTTPProxy(
        str(proxy.url),
        proxy_auth=proxy.raw_auth,
        proxy_ssl_context=context if proxy.url.scheme == "https" else None,
        **common,
    )


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

    def __init__(self, guard: GuardedBackend, way: Way) -> None:
        self._guard = guard
        self._proxied = bool(way.proxy)
        self._pool = _pool(guard, way)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request. Raises httpcore's errors, and the guard's.

        A proxy looks names up by itself, out of the guard's sight: what it is asked for is looked
        up and judged here first.
        """
        if self._proxied:
            port = request.url.port or (443 if request.url.scheme == "https" else 80)
            await self._guard.judged(request.url.raw_host.decode("ascii"), port)
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
