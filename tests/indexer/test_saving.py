"""A large body goes into a file under the manners and guards of every other."""

import asyncio
import gzip
from io import BytesIO
from pathlib import Path

import anyio
import httpx
import pytest
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hub.errors import FetchError, HubError
from indexer.client import open_client
from indexer.fetch import Fetched, Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts
from indexer.limits import Limits
from indexer.receiving import Sink, receive
from tests.servers import answering, serving

pytestmark = pytest.mark.anyio
SOUND = bytes(range(256)) * 10_000
SMALL = Limits(body=1000)


async def save(url: str, file: BytesIO, most: int = 10**7, limits: Limits = SMALL) -> Fetched:
    async with open_client("Test", Allowed.parse(["127.0.0.1"])) as client:
        return await Fetcher(client, Hosts(0), limits).save(url, file, most)


async def trouble(url: str, most: int = 10**7, limits: Limits = SMALL) -> str:
    with pytest.raises(FetchError) as caught:
        await save(url, BytesIO(), most, limits)
    return caught.value.trouble.code


async def test_a_body_larger_than_any_page_goes_into_the_file() -> None:
    packed = gzip.compress(SOUND)
    routes = [
        Route("/a.mp3", lambda request: Response(SOUND, media_type="audio/mpeg")),
        Route("/packed", lambda r: Response(packed, headers={"Content-Encoding": "gzip"})),
        Route("/moved", lambda request: RedirectResponse("/a.mp3", 301)),
    ]
    with serving(routes) as site:
        for path, received in (("/a.mp3", SOUND), ("/packed", packed), ("/moved", SOUND)):
            file = BytesIO()
            got = await save(site.url(path), file)
            assert file.getvalue() == SOUND
            assert got.answer is not None
            assert (got.answer.body, got.received) == (b"", len(received))
            assert got.moved_to == (site.url("/a.mp3") if path == "/moved" else "")


async def test_the_cap_the_guard_and_the_status_hold() -> None:
    with serving([Route("/a.mp3", lambda request: Response(SOUND))]) as site:
        assert await trouble(site.url("/a.mp3"), len(SOUND) - 1) == "too-large"
        assert await trouble(site.url("/b.mp3")) == "not-found"
        assert await trouble(site.url("/a.mp3", "127.0.0.2")) == "private-address"


async def test_a_file_that_takes_no_more_is_our_trouble_not_the_sources(tmp_path: Path) -> None:
    (tmp_path / "full").write_bytes(b"")
    with (
        serving([Route("/a.mp3", lambda request: Response(SOUND))]) as site,
        (tmp_path / "full").open("rb") as file,
        pytest.raises(HubError) as caught,
    ):
        await save(site.url("/a.mp3"), file)  # type: ignore[arg-type]  # it can't be written
    assert not isinstance(caught.value, FetchError)


async def test_what_keeps_coming_puts_the_end_off() -> None:
    response = httpx.Response(200, stream=httpx.ByteStream(SOUND))
    with anyio.CancelScope(deadline=anyio.current_time() + 60) as scope:
        before = scope.deadline
        file = BytesIO()
        await receive(response, "x.dk", Sink(file, len(SOUND)), scope, slowest=len(SOUND) / 10)
    assert scope.deadline - before == pytest.approx(10)


async def test_what_drips_holds_no_place() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        given_up = asyncio.ensure_future(reader.read())
        while not given_up.done():
            writer.write(b".")
            await asyncio.wait([given_up], timeout=0.01)
        await given_up

    async with answering(drip) as url:
        with anyio.fail_after(30):
            assert await trouble(url, limits=Limits(total=0.1)) == "timeout"
