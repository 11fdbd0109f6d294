"""Fetching from real servers: conditional, packed, capped, redirected, and every trouble."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
import brotli  # type: ignore[import-untyped]  # the C extension ships no types
import pytest
import zstandard
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from hub.errors import FetchError
from hub.phrases import PHRASES, in_words
from hub.visiting import Validators
from indexer.client import open_client, user_agent
from indexer.fetch import Fetched, Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts
from indexer.limits import Limits
from tests.servers import answering, serving

pytestmark = pytest.mark.anyio
BODY = "<rss>æøå</rss>".encode() * 100
AGENT = user_agent("https://viden.example.dk", "mailto:red@example.dk")


@asynccontextmanager
async def fetcher(limits: Limits | None = None) -> AsyncIterator[Fetcher]:
    async with open_client(AGENT, Allowed.parse(["127.0.0.1"])) as client:
        yield Fetcher(client, Hosts(0), limits)


async def trouble(url: str, limits: Limits | None = None) -> str:
    """The code of what goes wrong with `url`; its phrase must be complete in both languages."""
    async with fetcher(limits) as fetching:
        with pytest.raises(FetchError) as caught:
            await fetching.fetch(url)
    found = caught.value.trouble
    assert found.code in PHRASES
    assert all(found.code not in in_words(found, language) for language in ("da", "en"))
    return found.code


def route(path: str, answer: Callable[[Request], Response]) -> Route:
    return Route(path, answer)


async def twice(handler: Callable[[Request], Response]) -> tuple[Fetched, Fetched]:
    with serving([Route("/feed", handler)]) as site:
        async with fetcher() as fetching:
            first = await fetching.ask(site.url("/feed"))
            return first, await fetching.ask(site.url("/feed"), first.validators)


async def test_says_who_we_are_and_what_we_take() -> None:
    with serving([Route("/feed", lambda request: Response(BODY))]) as site:
        async with fetcher() as fetching:
            answer = await fetching.fetch(site.url("/feed"))
        asked = site.log[0].headers
    assert answer is not None
    assert (answer.body, answer.url, answer.received) == (BODY, site.url("/feed"), len(BODY))
    assert asked["user-agent"].startswith("Lydhoer/")
    assert asked["user-agent"].endswith("(+https://viden.example.dk; mailto:red@example.dk)")
    assert asked["accept-encoding"] == "gzip, br, zstd"
    assert "cookie" not in asked


async def test_etag_is_sent_back_and_kept_after_a_304() -> None:
    def handler(request: Request) -> Response:
        if request.headers.get("if-none-match") == 'W/"1"':
            return Response(status_code=304)
        return Response(BODY, headers={"ETag": 'W/"1"'})

    first, second = await twice(handler)
    assert first.answer is not None
    assert first.answer.validators == first.validators == Validators(etag='W/"1"')
    assert second.answer is None
    assert second.validators == first.validators


async def test_last_modified_and_what_a_304_renews() -> None:
    then, later = "Mon, 01 Jan 2024 10:00:00 GMT", "Tue, 02 Jan 2024 10:00:00 GMT"

    def handler(request: Request) -> Response:
        if request.headers.get("if-modified-since") == then:
            return Response(status_code=304, headers={"Last-Modified": later, "ETag": '"2"'})
        return Response(BODY, headers={"Last-Modified": then})

    first, second = await twice(handler)
    assert first.validators == Validators(last_modified=then)
    assert second.answer is None
    assert second.validators == Validators(etag='"2"', last_modified=later)


async def test_the_same_body_is_not_modified_where_a_server_sends_neither() -> None:
    first, second = await twice(lambda request: Response(BODY))
    assert first.answer is not None
    assert first.validators.body_sha256
    assert (second.answer, second.validators) == (None, first.validators)
    assert second.received == len(BODY)


async def test_another_body_is_another_answer() -> None:
    bodies = iter([b"en", b"to"])
    first, second = await twice(lambda request: Response(next(bodies)))
    assert (first.answer and first.answer.body, second.answer and second.answer.body) == (
        b"en",
        b"to",
    )


async def test_validators_that_can_not_be_sent_back_are_forgotten() -> None:
    def handler(request: Request) -> Response:
        answer = Response(BODY)
        answer.raw_headers.append((b"etag", "“æ”".encode()))
        return answer

    first, second = await twice(handler)
    assert first.validators.etag == ""
    assert second.answer is None  # by its body


async def test_a_304_that_nobody_asked_for_is_trouble() -> None:
    with serving([Route("/feed", lambda request: Response(status_code=304))]) as site:
        assert await trouble(site.url("/feed")) == "http-status"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(BODY)),
        ("br", brotli.compress(BODY)),
        ("zstd", zstandard.compress(BODY)),
    ],
    ids=["gzip", "br", "zstd"],
)
async def test_packed_answers(encoding: str, packed: bytes) -> None:
    headers = {"Content-Encoding": encoding, "Content-Type": "application/rss+xml"}
    with serving([Route("/feed", lambda request: Response(packed, headers=headers))]) as site:
        async with fetcher() as fetching:
            answer = await fetching.fetch(site.url("/feed"))
    assert answer is not None
    assert (answer.body, answer.received) == (BODY, len(packed))
    assert answer.content_type == "application/rss+xml"


async def test_truncated_gzip() -> None:
    headers = {"Content-Encoding": "gzip"}
    packed = gzip.compress(BODY)[:-12]
    with serving([Route("/feed", lambda request: Response(packed, headers=headers))]) as site:
        assert await trouble(site.url("/feed")) == "bad-encoding"


async def test_fifty_megabytes_are_not_fetched() -> None:
    async def pour() -> AsyncIterator[bytes]:
        for _ in range(500):
            yield bytes(100_000)

    bomb = gzip.compress(bytes(50_000_000))
    with serving(
        [
            Route("/poured", lambda request: StreamingResponse(pour())),
            Route("/told", lambda request: Response(bytes(2000))),
            Route("/bomb", lambda r: Response(bomb, headers={"Content-Encoding": "gzip"})),
        ]
    ) as site:
        small = Limits(body=1_000_000)
        assert await trouble(site.url("/poured"), small) == "too-large"
        assert await trouble(site.url("/bomb"), small) == "too-large"
        assert await trouble(site.url("/told"), Limits(body=1999)) == "too-large"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "not-found"),
        (410, "gone-for-good"),
        (401, "not-allowed"),
        (403, "not-allowed"),
        (500, "server-error"),
        (502, "server-error"),
        (503, "asked-to-wait"),
        (429, "asked-to-wait"),
        (418, "http-status"),
        (302, "http-status"),
    ],
)
async def test_a_status_is_told(status: int, code: str) -> None:
    with serving([Route("/", lambda request: Response(status_code=status))]) as site:
        assert await trouble(site.url("/")) == code


def to(path: str, status: int) -> Callable[[Request], Response]:
    return lambda request: RedirectResponse(path, status)


REDIRECTS = [
    Route("/end", lambda request: Response(BODY)),
    Route("/301", to("/end", 301)),
    Route("/302", to("/end", 302)),
    Route("/308-301", to("/301#fragment", 308)),
    Route("/301-302", to("/302", 301)),
    Route("/302-301", to("/301", 302)),
    Route("/a", to("/b", 302)),
    Route("/b", to("/a", 302)),
    Route("/deep/{n:int}", lambda r: RedirectResponse(f"/deep/{r.path_params['n'] + 1}")),
    Route("/mail", to("mailto:x@x.dk", 302)),
    Route(
        "/odd", lambda request: Response(status_code=302, headers={"Location": "http://x:port/"})
    ),
]


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [("301", "/end"), ("302", ""), ("308-301", "/end"), ("301-302", "/302"), ("302-301", "")],
)
async def test_redirects_are_followed_and_permanent_ones_noted(path: str, moved_to: str) -> None:
    with serving(REDIRECTS) as site:
        async with fetcher() as fetching:
            fetched = await fetching.ask(site.url(f"/{path}"))
    assert fetched.answer is not None
    assert (fetched.answer.body, fetched.answer.url) == (BODY, site.url("/end"))
    assert fetched.moved_to == fetched.answer.moved_to == (moved_to and site.url(moved_to))


async def test_redirects_that_lead_nowhere() -> None:
    with serving(REDIRECTS) as site:
        assert await trouble(site.url("/a")) == "redirect-loop"
        assert await trouble(site.url("/deep/1")) == "too-many-redirects"
        assert await trouble(site.url("/mail")) == "bad-address"
        assert await trouble(site.url("/odd")) == "not-http"
        assert len(site.log) == 2 + 11 + 1 + 1


async def head(reader: asyncio.StreamReader) -> bytes:
    return await reader.readuntil(b"\r\n\r\n")


async def test_a_server_that_hangs_or_drips() -> None:
    gone = anyio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        try:
            await reader.read()  # until the client gives up
        finally:
            gone.set()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        given_up = asyncio.ensure_future(reader.read())
        while not given_up.done():
            writer.write(b".")
            await asyncio.wait([given_up], timeout=0.01)
        await given_up

    async with answering(hang) as url:
        assert await trouble(url, Limits(read=0.05)) == "timeout"
        with anyio.fail_after(10):
            await gone.wait()
    async with answering(drip) as url:
        assert await trouble(url, Limits(total=0.1)) == "timeout"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"", "no-answer"),
        (b"220 mail.example.dk ESMTP\r\n\r\n", "not-http"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nkun lidt", "broken-off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broken-off"),
    ],
)
async def test_a_server_that_does_not_speak_http(said: bytes, code: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await head(reader)
        writer.write(said)
        await writer.drain()

    async with answering(answer) as url:
        assert await trouble(url) == code


async def test_nobody_there_and_no_tls() -> None:
    with serving([]) as site:
        secure = site.url("/").replace("http:", "https:")
        assert await trouble(secure) == "tls"
    assert await trouble(site.url("/")) == "no-answer"


async def test_one_request_at_a_time_per_host_whoever_asks() -> None:
    with serving([Route("/{n}", lambda request: Response(BODY))]) as site:
        async with fetcher() as fetching, anyio.create_task_group() as group:
            for n in range(20):
                group.start_soon(fetching.fetch, site.url(f"/{n}"))
    assert len(site.log) == 20
    assert site.most_at_once == {"127.0.0.1": 1}
