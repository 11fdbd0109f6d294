"""Out through a proxy and with authorities of one's own, and the guard still holds."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from hub.errors import ConfigError, FetchError
from hub.phrases import in_words
from indexer.client import Way, open_client
from indexer.fetch import Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts
from tests.servers import answering

pytestmark = pytest.mark.anyio
HOST = "kilde.example"
PUBLIC = "93.184.215.14"


@dataclass
class Proxy:
    """A small real proxy: CONNECT and absolute-form, all to one origin server on loopback."""

    port: int = 0  # of the origin server
    refusal: bytes = b""
    asked: list[str] = field(default_factory=list)
    authorization: list[str] = field(default_factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        line, _, rest = head.decode().partition("\r\n")
        self.asked.append(line)
        self.authorization += [
            value for value in rest.split("\r\n") if value.lower().startswith("proxy-auth")
        ]
        if self.refusal:
            writer.write(b"HTTP/1.1 %b\r\nContent-Length: 0\r\n\r\n" % self.refusal)
            await writer.drain()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self.port)
        if line.startswith("CONNECT"):
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            method, url, version = line.split()
            path = "/" + url.split("/", 3)[3]
            back.write(f"{method} {path} {version}\r\n{rest}".encode())
        await asyncio.gather(_pour(reader, back), _pour(there, writer))


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


async def origin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Has a page, a redirect to a private address, and no robots.txt."""
    head = await reader.readuntil(b"\r\n\r\n")
    path = head.split()[1]
    if path == b"/away":
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n")
        writer.write(b"Content-Length: 0\r\nConnection: close\r\n\r\n")
    elif path == b"/robots.txt":
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    else:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nher")
    await writer.drain()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@asynccontextmanager
async def secure_origin(authority: trustme.CA) -> AsyncIterator[int]:
    """The same behind TLS; its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(HOST).configure_cert(context)
    async with _listening(context) as port:
        yield port


@asynccontextmanager
async def _listening(context: ssl.SSLContext) -> AsyncIterator[int]:
    ended: list[asyncio.Task[None]] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await origin(reader, writer)
        writer.close()
        await writer.wait_closed()

    def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(asyncio.create_task(answer(reader, writer)))

    server = await asyncio.start_server(accept, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1]
    await asyncio.gather(*ended, return_exceptions=True)


async def found(url: str, way: Way, *addresses: str) -> bytes | FetchError:
    """The body of `url`, whose host is at `addresses`, or what went wrong."""

    async def names(host: str, port: int) -> Sequence[str]:
        return addresses

    async with open_client("Test", Allowed(), names, way) as client:
        try:
            answer = await Fetcher(client, Hosts(0)).fetch(url)
        except FetchError as error:
            return error
    assert answer is not None
    return answer.body


def code(result: bytes | FetchError) -> str:
    assert isinstance(result, FetchError)
    return result.trouble.code


def port_of(url: str) -> int:
    return int(url.rstrip("/").rpartition(":")[2])


async def test_plain_http_is_asked_for_in_absolute_form() -> None:
    async with answering(origin) as there:
        proxy = Proxy(port_of(there))
        async with answering(proxy) as url:
            assert await found(f"http://{HOST}/a", Way(url), PUBLIC) == b"her"
    assert proxy.asked == [
        f"GET http://{HOST}/robots.txt HTTP/1.1",
        f"GET http://{HOST}/a HTTP/1.1",
    ]
    assert proxy.authorization == []


async def test_https_goes_through_a_tunnel_to_whom_we_trust(
    authority: trustme.CA, tmp_path: Path
) -> None:
    authorities = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(authorities)
    async with secure_origin(authority) as port:
        proxy = Proxy(port)
        async with answering(proxy) as url:
            secure = f"https://{HOST}/a"
            assert await found(secure, Way(url, authorities), PUBLIC) == b"her"
            assert set(proxy.asked) == {f"CONNECT {HOST}:443 HTTP/1.1"}
            assert code(await found(secure, Way(url), PUBLIC)) == "tls"
            other = "https://andre.example/a"
            assert code(await found(other, Way(url, authorities), PUBLIC)) == "tls"


async def test_authorities_without_a_proxy(authority: trustme.CA, tmp_path: Path) -> None:
    authorities = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(authorities)

    async def here(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async with secure_origin(authority) as port:
        url = f"https://{HOST}:{port}/a"
        for way, trusted in ((Way(authorities=authorities), True), (Way(), False)):
            async with open_client("Test", Allowed.parse([HOST]), here, way) as client:
                if trusted:
                    answer = await Fetcher(client, Hosts(0)).fetch(url)
                    assert answer is not None
                else:
                    with pytest.raises(FetchError, match="tls"):
                        await Fetcher(client, Hosts(0)).fetch(url)


async def test_what_is_no_file_of_certificates_is_told(tmp_path: Path) -> None:
    empty = tmp_path / "ca.pem"
    empty.write_text("no certificate", encoding="utf-8")
    for path in (empty, tmp_path / "missing.pem"):
        with pytest.raises(ConfigError, match="HUB_CA"):
            await found(f"https://{HOST}/", Way(authorities=path), PUBLIC)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        (HOST, ["10.0.0.1"]),
        (HOST, [PUBLIC, "169.254.169.254"]),
        (HOST, ["::ffff:127.0.0.1"]),
        ("127.0.0.1", []),
        ("[::ffff:10.0.0.1]", []),
        ("metadata.example", ["fd00:ec2::254"]),
    ],
)
async def test_a_private_address_is_refused_before_the_proxy_hears_of_it(
    scheme: str, host: str, addresses: list[str]
) -> None:
    proxy = Proxy()
    async with answering(proxy) as url:
        result = await found(f"{scheme}://{host}/", Way(url), *addresses)
    assert code(result) == "private-address"
    assert proxy.asked == []


async def test_a_name_that_nobody_knows_is_not_left_to_the_proxy() -> None:
    proxy = Proxy()
    async with answering(proxy) as url:
        assert code(await found(f"http://{HOST}/", Way(url))) == "no-such-host"
    assert proxy.asked == []


async def test_a_redirect_behind_the_proxy_meets_the_guard_too() -> None:
    async with answering(origin) as there:
        proxy = Proxy(port_of(there))
        async with answering(proxy) as url:
            assert code(await found(f"http://{HOST}/away", Way(url), PUBLIC)) == "private-address"
    assert not any("10.0.0.1" in line for line in proxy.asked)


async def test_the_proxy_itself_is_no_source() -> None:
    """It is reached by configuration alone, not because somebody links to it."""
    proxy = Proxy()
    async with answering(proxy) as url:
        assert code(await found(url, Way(url))) == "private-address"
    assert proxy.asked == []


async def test_it_hears_who_we_are(authority: trustme.CA) -> None:
    async with answering(origin) as there:
        proxy = Proxy(port_of(there))
        async with answering(proxy) as url:
            way = Way(url.replace("//", "//hub:h%40b@"))
            assert await found(f"http://{HOST}/a", way, PUBLIC) == b"her"
    word = base64.b64encode(b"hub:h@b").decode()
    assert proxy.authorization == [f"Proxy-Authorization: Basic {word}"] * 2


@pytest.mark.parametrize(
    ("scheme", "refusal", "expected"),
    [
        ("http", b"407 Proxy Authentication Required", "proxy-refused"),
        ("https", b"407 Proxy Authentication Required", "proxy-refused"),
        ("https", b"403 Forbidden", "proxy-refused"),
        ("http", b"503 Service Unavailable", "asked-to-wait"),
    ],
)
async def test_what_the_proxy_refuses_is_told(scheme: str, refusal: bytes, expected: str) -> None:
    async with answering(Proxy(refusal=refusal)) as url:
        result = await found(f"{scheme}://{HOST}/", Way(url), PUBLIC)
    assert isinstance(result, FetchError)
    assert result.trouble.code == expected
    assert HOST in in_words(result.trouble, "da")
