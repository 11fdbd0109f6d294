"""Feeds served over HTTP by a few processes at loopback addresses, a host each (Linux).

A server of a few lines, so that it takes little of the two cores: it knows GET, keep-alive, ETag
and 304. Elsewhere than on Linux only 127.0.0.1 is there, and all feeds are of one host.
"""

import asyncio
import hashlib
import platform
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.clock import fresh

PROCESSES = 2
_END = b"\r\n\r\n"
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0" + _END


@contextmanager
def feeds_served(feeds: Path, hosts: int) -> Iterator[list[str]]:
    """The addresses of all files in `feeds`, spread evenly over `hosts`."""
    context = fresh()
    running = []
    ports: list[tuple[str, int]] = []
    try:
        for share in range(PROCESSES):
            ours, theirs = context.Pipe()
            own = _hosts(hosts)[share::PROCESSES]
            process = context.Process(target=_serve, args=(feeds, own, theirs), daemon=True)
            process.start()
            running.append(process)
            ports += ours.recv()
        yield [
            "http://{}:{}/{}".format(*ports[at % len(ports)], path.name)
            for at, path in enumerate(sorted(feeds.iterdir()))
        ]
    finally:
        for process in running:
            process.terminate()
            process.join()


def _hosts(many: int) -> list[str]:
    if platform.system() == "Linux":
        return [f"127.0.0.{2 + at}" for at in range(min(many, 250))]
    print("LESS TO MEASURE: only Linux has many loopback addresses; all feeds are of one host")
    return ["127.0.0.1"] * many


def _serve(feeds: Path, hosts: Sequence[str], told: Connection) -> None:
    """In a process of its own, until it is ended."""
    bodies = {path.name: path.read_bytes() for path in feeds.iterdir()}
    asyncio.run(_run(bodies, hosts, told))


async def _run(bodies: dict[str, bytes], hosts: Sequence[str], told: Connection) -> None:
    answers = {name: _answers(body) for name, body in bodies.items()}
    servers = [
        await asyncio.start_server(partial(_answer, answers), host, 0, family=socket.AF_INET)
        for host in hosts
    ]
    told.send([server.sockets[0].getsockname()[:2] for server in servers])
    await asyncio.Event().wait()


def _answers(body: bytes) -> tuple[bytes, bytes, bytes]:
    """The ETag, the whole answer, and the answer to who has it (RFC 9110, 15.4.5)."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'.encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=utf-8\r\nETag: "
    whole = head + tag + f"\r\nContent-Length: {len(body)}".encode() + _END + body
    return tag, whole, b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + _END


async def _answer(
    answers: dict[str, tuple[bytes, bytes, bytes]],
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    """One connection, until the other side closes it."""
    with suppress(asyncio.IncompleteReadError, ConnectionError):
        while True:
            asked = await reader.readuntil(_END)
            name = asked.partition(b" /")[2].partition(b" ")[0].decode("ascii")
            if name == "robots.txt":
                writer.write(_NOT_FOUND)
            else:
                tag, whole, unchanged = answers[name]
                writer.write(unchanged if tag in asked else whole)
            await writer.drain()
    writer.close()
