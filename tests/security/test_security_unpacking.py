"""What unpacks to nothing may not keep the crawler busy on the way there."""

import gzip

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hub.errors import FetchError
from indexer.client import open_client
from indexer.fetch import Fetcher
from indexer.guard import Allowed
from indexer.hosts import Hosts
from indexer.limits import Limits
from indexer.unpack import Unpacking
from tests.servers import serving

EMPTY_BLOCK = b"\x00\x00\x00\xff\xff"  # RFC 1951, 3.2.4: a stored block of no bytes
HEADER = gzip.compress(b"")[:10]
MOST = 100_000


def emptiness(length: int) -> bytes:
    """So many bytes of gzip that unpack to nothing at all."""
    return HEADER + EMPTY_BLOCK * (length // len(EMPTY_BLOCK))


@pytest.mark.parametrize("encoding", ["gzip, gzip", "gzip, gzip, gzip"])
def test_what_passes_between_layers_is_capped(encoding: str) -> None:
    packed = emptiness(20 * MOST)
    for _ in encoding.split(",")[1:]:
        packed = gzip.compress(packed)
    assert len(packed) < MOST / 2
    unpacking = Unpacking(encoding, "x.dk", MOST)
    with pytest.raises(FetchError) as caught:
        list(unpacking.feed(packed))
    assert caught.value.trouble.code == "too-large"


def test_one_layer_may_be_as_long_as_it_came() -> None:
    unpacking = Unpacking("gzip", "x.dk", MOST)
    assert b"".join(unpacking.feed(emptiness(2 * MOST))) == b""


@pytest.mark.anyio
async def test_the_cap_is_that_of_the_answer() -> None:
    bomb = gzip.compress(emptiness(3_000_000))

    def answer(request: Request) -> Response:
        return Response(bomb, headers={"Content-Encoding": "gzip, gzip"})

    with serving([Route("/", answer)]) as site:
        async with open_client("Test", Allowed.parse(["127.0.0.1"])) as client:
            fetcher = Fetcher(client, Hosts(0), Limits(body=1_000_000))
            with pytest.raises(FetchError) as caught:
                await fetcher.fetch(site.url("/"))
    assert caught.value.trouble.code == "too-large"
