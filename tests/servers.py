"""Real HTTP servers on loopback for tests, and what they saw."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

Answering = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it reached a server."""

    host: str  # without port
    path: str
    headers: dict[str, str]
    query: str = ""
    method: str = "GET"


@dataclass(slots=True)
class Site:
    """A running server: where it is, what it was asked, how many requests it held at once.

    Who asked for robots.txt stands apart: everybody does.
    """

    port: int
    log: list[Seen] = field(default_factory=list)
    robots: list[Seen] = field(default_factory=list)
    at_once: dict[str, int] = field(default_factory=dict)
    most_at_once: dict[str, int] = field(default_factory=dict)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Seen]:
        return [seen for seen in self.log if seen.path == path]


class _Logging:
    """The app, with every request written down."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "").partition(":")[0]
        site = self._site
        query = scope["query_string"].decode("latin-1")
        log = site.robots if scope["path"] == "/robots.txt" else site.log
        log.append(Seen(host, scope["path"], headers, query, scope["method"]))
        site.at_once[host] = site.at_once.get(host, 0) + 1
        site.most_at_once[host] = max(site.most_at_once.get(host, 0), site.at_once[host])
        try:
            await self._app(scope, receive, send)
        finally:
            site.at_once[host] -= 1


@contextmanager
def serving(routes: Sequence[BaseRoute], hosts: Sequence[str] = ("127.0.0.1",)) -> Iterator[Site]:
    """A site of `routes`, served by uvicorn in a thread, on one free port of each of `hosts`."""
    listening = _listen(hosts)
    site = Site(listening[0].getsockname()[1])
    app = _Logging(Starlette(routes=list(routes)), site)
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": listening})
    thread.start()
    try:
        yield site
    finally:
        server.should_exit = server.force_exit = True
        thread.join()
        for each in listening:
            each.close()


def _listen(hosts: Sequence[str]) -> list[socket.socket]:
    """Sockets that already take connections, so that nobody has to wait for the server."""
    listening: list[socket.socket] = []
    for host in hosts:
        # The protocol is named because asyncio switches Nagle's delay off only where it is.
        each = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        each.bind((host, listening[0].getsockname()[1] if listening else 0))
        each.listen(512)
        listening.append(each)
    return listening


@asynccontextmanager
async def answering(answer: Answering) -> AsyncIterator[str]:
    """A server that writes what no HTTP library would, within the test's loop; its address."""
    under_way: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):  # the client may go in the middle of it: it is meant to
            try:
                await answer(reader, writer)
            finally:
                writer.close()
                await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(connected(reader, writer))
        under_way.add(task)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        server.close()
        await server.wait_closed()
        await asyncio.gather(*under_way)
