"""Hostile servers and addresses: nothing private is reached, no slot is held, no memory filled."""

import asyncio
import gzip
import zlib

import anyio
import brotli  # type: ignore[import-untyped]  # the C extension ships no types
import pytest
import zstandard
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.errors import FetchError
from indexer.client import open_client
from indexer.fetch import Fetcher
from indexer.guard import Allowed, check_address
from indexer.hosts import Hosts
from indexer.limits import Limits
from tests.servers import Answering, answering, serving

pytestmark = pytest.mark.anyio
SMALL = Limits(body=1_000_000, connect=5.0, read=5.0, total=5.0)
QUICK = Limits(connect=0.1, read=5.0, total=0.2)


async def trouble(url: str, limits: Limits = SMALL, *allow: str) -> str:
    """The code of what goes wrong with `url`."""
    with anyio.fail_after(60):
        async with open_client("Test", Allowed.parse(allow or ["127.0.0.1"])) as client:
            with pytest.raises(FetchError) as caught:
                await Fetcher(client, Hosts(0), limits).fetch(url)
    return caught.value.trouble.code


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "127.0.1",
        "0177.0.0.1",
        "0x7f000001",
        "017700000001",
        "127.0.0.1.",
        "LOCALHOST",
        "localhost.",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.0.0.1",
        "0",
        "0.0.0.0",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:ffff:7f00:1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[::127.0.0.1]",
        "[::1%25lo]",
        "kilde.example@127.0.0.1",
        "kilde.example:80@localhost",
        "169.254.169.254",
        "0xa9fea9fe",
        "2852039166",
        "[::ffff:169.254.169.254]",
        "[fd00:ec2::254]",
        "100.64.0.1",
    ],
)
async def test_nothing_private_in_any_notation(host: str) -> None:
    with serving([Route("/", lambda request: Response("her"))], ["127.0.0.1"]) as site:
        found = await trouble(f"http://{host}:{site.port}/", SMALL, "10.9.9.9")
        assert found in ("private-address", "no-such-host", "bad-address", "no-answer")
        assert site.log == site.robots == []


@pytest.mark.parametrize(
    "to",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "gopher://127.0.0.1:70/1",
        "data:text/html,her",
        "javascript:alert(1)",
        "//127.0.0.2/",
        "http://127.0.0.2@127.0.0.3/",
        "http://[::ffff:127.0.0.2]/",
        "http://127.0.0.1:25/",
        "http://127.0.0.1:6667/",
        "\\\\127.0.0.2\\",
        "http://127.0.0.1:99999/",
        "http://kil\tde:x@/",
    ],
)
async def test_a_redirect_leads_nowhere_else(to: str) -> None:
    headers = {"Location": to}
    routes = [Route("/", lambda request: Response(status_code=302, headers=headers))]
    with serving(routes, ["127.0.0.1", "127.0.0.2", "127.0.0.3"]) as site:
        found = await trouble(site.url("/"))
        assert found in ("bad-address", "private-address", "not-http", "no-such-host", "not-found")
        assert {seen.host for seen in site.log} == {"127.0.0.1"}


@pytest.mark.parametrize("port", [22, 25, 110, 143, 465, 587, 993, 6000, 6697])
def test_other_protocols_are_not_spoken_to(port: int) -> None:
    with pytest.raises(FetchError):
        check_address(f"http://kilde.example:{port}/")
    assert check_address("http://kilde.example:8080/") == "kilde.example"


@pytest.mark.parametrize("host", ["a" * 300, "a\0b", "a\ud800b", "a\u202eb.dk"])
def test_what_is_no_name_is_no_row_either(host: str) -> None:
    with pytest.raises(FetchError):
        check_address(f"http://{host}/")


def test_an_address_without_end_is_none() -> None:
    """Thousands of patterns of a robots.txt are matched with each, while everybody waits."""
    assert check_address("https://x.dk/" + "a" * 7_000) == "x.dk"
    with pytest.raises(FetchError, match="bad-address"):
        check_address("https://x.dk/" + "a" * 8_000)


def test_an_address_that_can_not_be_sent_is_none() -> None:
    with pytest.raises(FetchError):
        check_address("http://kilde.example/\ud800")


def packed(encoding: str) -> bytes:
    zeros = bytes(50_000_000)
    if encoding == "br":
        return bytes(brotli.compress(zeros, quality=5))
    if encoding == "zstd":
        return zstandard.compress(zeros)
    return zlib.compress(zeros) if encoding == "deflate" else gzip.compress(zeros)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("status", [200, 404])
async def test_a_bomb_in_every_packing(encoding: str, status: int) -> None:
    bomb = packed(encoding)
    assert len(bomb) < SMALL.body

    def answer(request: Request) -> Response:
        return Response(bomb, status, headers={"Content-Encoding": encoding})

    with serving([Route("/", answer)]) as site:
        assert await trouble(site.url("/")) == ("too-large" if status == 200 else "not-found")


async def test_an_endless_error_page_is_not_read() -> None:
    ended = anyio.Event()

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            while True:
                writer.write(b"1000\r\n" + bytes(0x1000) + b"\r\n")
                await writer.drain()
        finally:
            ended.set()

    async with answering(pour) as url:
        assert await trouble(url) == "not-found"
        with anyio.fail_after(30):
            await ended.wait()


def dripping(first: bytes, drop: bytes) -> Answering:
    """A server that sends `first`, and then a drop every hundredth of a second, for ever."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if b"/robots.txt" in head:
            writer.write(
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            await writer.drain()
            return
        writer.write(first)
        given_up = asyncio.ensure_future(reader.read())
        while not given_up.done():
            writer.write(drop)
            await asyncio.wait([given_up], timeout=0.01)
        await given_up

    return answer


@pytest.mark.parametrize(
    ("first", "drop"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X"),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"."),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n.\r\n"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b\x08", b"\0"),
        (b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
)
async def test_a_drop_at_a_time_holds_no_slot(first: bytes, drop: bytes) -> None:
    async with answering(dripping(first, drop)) as url:
        assert await trouble(url, QUICK) in ("timeout", "not-http", "bad-encoding")


async def test_a_robots_txt_by_drops_holds_no_slot_either() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        given_up = asyncio.ensure_future(reader.read())
        while not given_up.done():
            writer.write(b"#")
            await asyncio.wait([given_up], timeout=0.01)
        await given_up

    async with answering(drip) as url:
        assert await trouble(url, QUICK) == "timeout"


async def test_a_server_that_never_says_hello() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    async with answering(silent) as url:
        assert await trouble(url.replace("http:", "https:"), QUICK) == "timeout"


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 3_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300_000 + b"\r\n",
        b"HTTP/1.1 200 " + b"O" * 3_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + b"x" * 3_000_000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcdef",
    ],
    ids=["header", "headers", "reason", "chunk", "lengths", "negative"],
)
async def test_heads_without_end_or_sense(said: bytes) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        await writer.drain()

    async with answering(answer) as url:
        assert await trouble(url) in ("not-http", "broken-off", "no-answer")


async def test_redirects_without_end_are_capped_across_hosts() -> None:
    def onward(request: Request) -> Response:
        at = int(request.path_params["n"])
        host = f"127.0.0.{1 + at % 2}"
        return RedirectResponse(f"http://{host}:{request.url.port}/{at + 1}")

    with serving([Route("/{n:int}", onward)], ["127.0.0.1", "127.0.0.2"]) as site:
        assert await trouble(site.url("/0"), SMALL, "127.0.0.0/30") == "too-many-redirects"
        assert len(site.log) == SMALL.redirects + 1


async def test_a_body_of_unknown_length_is_capped_while_it_comes() -> None:
    sent: list[int] = []

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(bytes(100_000))
            await writer.drain()
            sent.append(100_000)

    async with answering(pour) as url:
        assert await trouble(url) == "too-large"
    assert sum(sent) < 30 * SMALL.body
