"""Packed bytes come out whole, in pieces, however they arrive; broken ones are told."""

import gzip
import zlib

import brotli  # type: ignore[import-untyped]  # the C extension ships no types
import pytest
import zstandard

from hub.errors import FetchError
from indexer.unpack import Unpacking

TEXT = "Troen på borgerens jobchance. ".encode() * 5_000
PACKED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]) + b"\0\0\0",
    "deflate": zlib.compress(TEXT),
    "br": brotli.compress(TEXT),
    "zstd": zstandard.compress(TEXT[:100]) + zstandard.compress(TEXT[100:]),
    "gzip, br": brotli.compress(gzip.compress(TEXT)),
    "identity": TEXT,
    "": TEXT,
}


def unpack(encoding: str, data: bytes, size: int = 1000) -> bytes:
    unpacking = Unpacking(encoding, "x.dk")
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    body = b"".join(part for piece in pieces for part in unpacking.feed(piece))
    unpacking.finish()
    return body


@pytest.mark.parametrize("encoding", PACKED)
@pytest.mark.parametrize("size", [1, 1000, 10**7])
def test_comes_out_whole(encoding: str, size: int) -> None:
    assert unpack(encoding, PACKED[encoding], size) == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd", "gzip, br"])
def test_what_is_cut_short_is_told(encoding: str) -> None:
    with pytest.raises(FetchError) as caught:
        unpack(encoding, PACKED[encoding][:-9])
    assert caught.value.trouble.code == "bad-encoding"
    assert dict(caught.value.trouble.details) == {"host": "x.dk", "encoding": encoding}


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_what_is_not_packed_at_all_is_told(encoding: str) -> None:
    with pytest.raises(FetchError):
        unpack(encoding, b"<rss></rss>" * 10)


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip, gzip, gzip"])
def test_an_encoding_we_did_not_ask_for(encoding: str) -> None:
    with pytest.raises(FetchError):
        Unpacking(encoding, "x.dk")


def test_nothing_is_nothing_whatever_the_header_says() -> None:
    assert unpack("gzip", b"") == b""


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        ("gzip", gzip.compress(bytes(50_000_000))),
        ("br", brotli.compress(bytes(50_000_000), quality=5)),
        ("zstd", zstandard.compress(bytes(50_000_000))),
    ],
)
def test_a_bomb_comes_out_in_pieces(encoding: str, bomb: bytes) -> None:
    pieces = [len(piece) for piece in Unpacking(encoding, "x.dk").feed(bomb)]
    assert sum(pieces) == 50_000_000
    assert max(pieces) < 5_000_000
