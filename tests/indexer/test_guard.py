"""Nothing private is reached, whatever it is called; what is allowed by name is."""

from collections.abc import Sequence
from ipaddress import ip_address

import pytest
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route

from hub.errors import ConfigError, FetchError
from indexer.client import open_client
from indexer.fetch import Fetcher
from indexer.guard import Allowed, Resolver, check_address, resolve
from indexer.hosts import Hosts
from indexer.networks import is_public
from tests.servers import serving


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_is_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "192.38.1.1", "2a00:1450:400f::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_is_public(address: str) -> None:
    assert is_public(ip_address(address))


def test_allowed_by_network_name_and_port() -> None:
    allowed = Allowed.parse(["10.0.0.0/8", "::1", "Intranet.dk", "wiki:8080", "[fd00::1]:81", ""])
    loopback = ip_address("127.0.0.1")
    assert allowed.permits("x.dk", 80, ip_address("10.9.9.9"))
    assert allowed.permits("x.dk", 80, ip_address("::1"))
    assert allowed.permits("intranet.dk.", 443, loopback)
    assert allowed.permits("wiki", 8080, loopback)
    assert not allowed.permits("wiki", 80, loopback)
    assert allowed.permits("fd00::1", 81, ip_address("fd00::1"))
    assert not allowed.permits("fd00::1", 80, ip_address("fd00::1"))
    assert not allowed.permits("x.dk", 80, loopback)


@pytest.mark.parametrize("entry", ["*", "*.dk", "http://x.dk", "x.dk/sti", "x.dk:port", "a b"])
def test_what_is_no_host_or_network_is_told(entry: str) -> None:
    with pytest.raises(ConfigError, match="HUB_ALLOW_PRIVATE"):
        Allowed.parse([entry])


@pytest.mark.parametrize(
    "url", ["ftp://x.dk/", "file:///etc/passwd", "http://", "x.dk", "", "http://[", "http://x:a/"]
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        check_address(url)
    assert caught.value.trouble.code == "bad-address"


async def fetch(url: str, *allow: str, resolver: Resolver = resolve) -> bytes | str:
    """The body of `url`, or the code of what went wrong."""
    async with open_client("Test", Allowed.parse(allow), resolver) as client:
        try:
            answer = await Fetcher(client, Hosts(0)).fetch(url)
        except FetchError as error:
            return error.trouble.code
    assert answer is not None
    return answer.body


def site() -> list[Route]:
    def away(port: int) -> str:
        return f"http://127.0.0.2:{port}/here"

    return [
        Route("/here", lambda request: PlainTextResponse("her")),
        Route("/away", lambda request: RedirectResponse(away(request.url.port or 0))),
    ]


@pytest.mark.anyio
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"]
)
async def test_loopback_is_refused_in_every_notation(host: str) -> None:
    with serving(site()) as here:
        assert await fetch(here.url("/here", host)) == "private-address"
        assert here.log == []


@pytest.mark.anyio
async def test_a_redirect_to_a_private_address_is_refused() -> None:
    with serving(site(), ["127.0.0.1", "127.0.0.2"]) as here:
        assert await fetch(here.url("/away"), "127.0.0.1") == "private-address"
        assert [seen.path for seen in here.log] == ["/away"]
        assert await fetch(here.url("/away"), "127.0.0.0/30") == b"her"


class Names:
    """Answers each question with the next answer."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        return self.answers.pop(0)


@pytest.mark.anyio
async def test_one_private_address_among_several_spoils_the_name() -> None:
    names = Names(["8.8.8.8", "10.0.0.1"])
    assert await fetch("http://kilde.example/", resolver=names) == "private-address"


@pytest.mark.anyio
async def test_the_connection_goes_to_the_address_that_was_judged() -> None:
    """A name that means another address when asked again can't slip through between the two."""
    with serving(site(), ["127.0.0.1", "127.0.0.2"]) as here:
        names = Names(["127.0.0.1"], ["127.0.0.2"])
        url = here.url("/here", "kilde.example")
        assert await fetch(url, "127.0.0.1", resolver=names) == b"her"
        assert names.answers == [["127.0.0.2"]]
        assert await fetch(url, "127.0.0.1", resolver=names) == "private-address"


@pytest.mark.anyio
async def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    with serving(site(), ["127.0.0.1"]) as here:
        names = Names(["127.0.0.3", "127.0.0.1"])
        url = here.url("/here", "kilde.example")
        assert await fetch(url, "127.0.0.0/8", resolver=names) == b"her"


@pytest.mark.anyio
async def test_a_name_that_nobody_knows() -> None:
    async def nobody(host: str, port: int) -> Sequence[str]:
        raise OSError("no such name")

    assert await fetch("http://findes-ikke.example/", resolver=nobody) == "no-such-host"
    assert await fetch("http://findes-ikke.example/", resolver=Names([])) == "no-such-host"
