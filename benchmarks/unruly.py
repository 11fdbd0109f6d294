"""A web in which not all are well: most sources are healthy, some fail, drip or attack.

Served by a process of its own at loopback addresses (Linux), the unruly ones at hosts of their own.
"""

import asyncio
import gzip
import multiprocessing
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

_END = b"\r\n\r\n"
_HOSTS = 60  # of the healthy ones
_SEVERAL = 10  # requests to a healthy source until it has one more entry
_DRIP = 1.0  # seconds between two bytes
_BOMB = gzip.compress(bytes(200_000_000), 9)
_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(12))
    + b"]><rss><channel><title>&m;</title></channel></rss>"
)


@dataclass(frozen=True, slots=True)
class Web:
    """Addresses by how their sources behave."""

    healthy: tuple[str, ...]
    failing: tuple[str, ...]
    dripping: tuple[str, ...]
    hostile: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every address, the healthy first."""
        return (*self.healthy, *self.failing, *self.dripping, *self.hostile)


@contextmanager
def unruly_web(sources: int) -> Iterator[Web]:
    """5 % of `sources` fail, 2 % drip, 1 % attack; the web ends with the block."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(sources, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(sources: int, told: Connection) -> None:
    asyncio.run(_run(sources, told))


async def _run(sources: int, told: Connection) -> None:
    failing, dripping, hostile = (max(1, round(sources * share)) for share in (0.05, 0.02, 0.01))
    healthy = sources - failing - dripping - hostile
    asked: dict[str, int] = {}
    answer = partial(_answer, asked)
    ports = [await _listen(answer, f"127.0.0.{2 + at}") for at in range(_HOSTS)]
    own = iter(range(2 + _HOSTS, 250))

    async def apart(kind: str, many: int) -> tuple[str, ...]:
        places = [await _listen(answer, f"127.0.0.{next(own)}") for _ in range(many)]
        return tuple(f"{place}/{kind}/{at}" for at, place in enumerate(places))

    told.send(
        Web(
            tuple(f"{ports[at % _HOSTS]}/healthy/{at}" for at in range(healthy)),
            await apart("failing", failing),
            await apart("dripping", dripping),
            await apart("hostile", hostile),
        )
    )
    await asyncio.Event().wait()


async def _listen(answer: object, host: str) -> str:
    server = await asyncio.start_server(answer, host, 0, family=socket.AF_INET)  # type: ignore[arg-type]  # a partial of a coroutine function
    return "http://{}:{}".format(*server.sockets[0].getsockname()[:2])


async def _answer(
    asked: dict[str, int], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    """One connection, until the other side closes it."""
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            request = await reader.readuntil(_END)
            path = request.partition(b" ")[2].partition(b" ")[0].decode("ascii")
            asked[path] = asked.get(path, 0) + 1
            if path == "/robots.txt":
                writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0" + _END)
            elif path.startswith("/dripping"):
                await _drip(writer)
            else:
                writer.write(_whole(path, asked[path], request))
            await writer.drain()
    writer.close()


async def _drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000" + _END)
    for _ in range(100_000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(_DRIP)


def _whole(path: str, times: int, request: bytes) -> bytes:
    kind, number = path.strip("/").split("/")
    if kind == "failing":
        return b"HTTP/1.1 500 Oh\r\nContent-Length: 0" + _END
    if kind == "hostile":
        return _attack(int(number), path)
    version = times // _SEVERAL
    tag = f'ETag: "{version}"\r\n'.encode()
    if tag.strip()[6:] in request:
        return b"HTTP/1.1 304 Not Modified\r\n" + tag + b"\r\n"
    return _answered(_feed(number, version), tag)


def _feed(number: str, version: int) -> bytes:
    entries = "".join(
        f"<item><guid isPermaLink='false'>{number}-{at}</guid><title>Flere i job, nr. {at}</title>"
        f"<description>{'Indsatsen i kommunen har hjulpet flere ledige i job. ' * 20}</description>"
        f"<link>https://kilde-{number}.example/{at}</link></item>"
        for at in range(20 + version)
    )
    return f"<rss version='2.0'><channel><title>{number}</title>{entries}</channel></rss>".encode()


def _answered(body: bytes, more: bytes = b"") -> bytes:
    length = f"Content-Length: {len(body)}".encode()
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n" + more + length + _END + body


def _attack(number: int, path: str) -> bytes:
    attacks = (
        _answered(_BOMB, b"Content-Encoding: gzip\r\n"),
        _answered(_ENTITIES),
        _answered(b"<rss>" + b"<a>" * 1_000_000),
        f"HTTP/1.1 302 Found\r\nLocation: {path}?x\r\nContent-Length: 0".encode() + _END,
        b"HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\nContent-Length: 0" + _END,
    )
    return attacks[number % len(attacks)]
