"""What servers say of themselves is told to people: short, and as text that steers nothing."""

import asyncio

import pytest

from hub.errors import FetchError, ReadError
from hub.phrases import in_words
from indexer.client import open_client
from indexer.fetch import Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts
from indexer.limits import Limits
from tests.servers import answering

SCREEN_CLEARED = "\x1b[2J\x9b2J\x07\u202e\u2028\ud800"


@pytest.mark.parametrize("code", ["unreadable", "bad-encoding"])
def test_details_are_short_and_printable(code: str) -> None:
    details = {"reason": SCREEN_CLEARED, "encoding": "x" * 10**6, "host": "x.dk"}
    error = ReadError(code, **details)
    told = [value for _, value in error.trouble.details]
    assert max(map(len, told)) <= 300
    for text in (*told, str(error), in_words(error.trouble, "da")):
        assert text.isprintable()
    assert dict(error.trouble.details)["host"] == "x.dk"


async def trouble(said: bytes) -> FetchError:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said)
        await writer.drain()

    async with answering(answer) as url, open_client("T", Allowed.parse(["127.0.0.1"])) as client:
        with pytest.raises(FetchError) as caught:
            await Fetcher(client, Hosts(0), Limits()).fetch(url)
    return caught.value


@pytest.mark.anyio
async def test_a_header_can_not_steer_the_terminal() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Encoding: "
    error = await trouble(head + b"\x1b[2J" + b"a" * 10_000 + b"\r\n\r\nx")
    assert error.trouble.code == "bad-encoding"
    assert str(error).isprintable()
    assert len(str(error)) < 1_000


@pytest.mark.anyio
@pytest.mark.parametrize("host", [b"xn--a", b"xn--", b"xn--\xff", b"a" * 300])
async def test_a_redirect_to_what_is_no_name_is_trouble_of_the_source(host: bytes) -> None:
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://"
    error = await trouble(head + host + b"/\r\n\r\n")
    assert error.trouble.code in ("bad-address", "not-http", "no-such-host")
