"""Undoing Content-Encoding (RFC 9110, 8.4) piece by piece, so that a cap holds while unpacking.

httpx unpacks each chunk whole, and 64 KB can become gigabytes; here no piece is larger than some
hundred KB. The only module that catches the errors of zlib, brotli and zstandard.
"""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]  # the C extension ships no types
import zstandard

from hub.errors import FetchError
from indexer.limits import LARGEST, check_length

ACCEPTED = "gzip, br, zstd"
_PIECE = 256 * 1024  # bytes unpacked at a time, about
_ZSTD_SLICE = 32  # bytes fed at a time: zstd can't be told to stop, and packs up to 1 : 30,000
_ZSTD_WINDOW = 8 * 2**20  # RFC 9659: no more for HTTP
_GZIP_MAGIC = 0x1F  # the first byte of every member
_LAYERS = 3  # encodings upon one another


class Unpacker(Protocol):
    """Takes packed bytes, gives unpacked ones; `finish` tells whether the end was reached."""

    def feed(self, data: bytes) -> Iterator[bytes]: ...
    def finish(self) -> bool: ...


class _Zlib:
    """gzip (RFC 1952), also of several members, and what is sent as deflate (RFC 1950)."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inner.eof:
                if data[0] != _GZIP_MAGIC:
                    return  # padding after the end, as some servers send
                self._inner = zlib.decompressobj(zlib.MAX_WBITS | 32)
            yield self._inner.decompress(data, _PIECE)
            data = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail

    def finish(self) -> bool:
        return self._inner.eof


class _Brotli:
    """br (RFC 7932)."""

    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        piece = self._inner.process(data, output_buffer_limit=_PIECE)
        while piece or not self._inner.can_accept_more_data():
            yield piece
            piece = self._inner.process(b"", output_buffer_limit=_PIECE)

    def finish(self) -> bool:
        return bool(self._inner.is_finished())


class _Zstd:
    """zstd (RFC 8878), also of several frames."""

    def __init__(self) -> None:
        self._make = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj
        self._inner = self._make()

    def feed(self, data: bytes) -> Iterator[bytes]:
        for at in range(0, len(data), _ZSTD_SLICE):
            rest = data[at : at + _ZSTD_SLICE]
            while rest:
                if self._inner.eof:
                    self._inner = self._make()
                yield self._inner.decompress(rest)
                rest = self._inner.unused_data if self._inner.eof else b""

    def finish(self) -> bool:
        return self._inner.eof


class Unpacking:
    """All encodings of one answer, undone in turn.

    What one layer hands to the next is capped too: packed emptiness in a packed file unpacks to
    nothing at all, but on the way there to any length.
    """

    def __init__(self, encoding: str, host: str, most: int = LARGEST) -> None:
        """`encoding` is the Content-Encoding header, `most` the bytes that may pass between two
        layers. Raises FetchError for an encoding we don't know.
        """
        self._host = host
        self._most = most
        self._between = 0
        self._encoding = encoding
        names = [name.strip().lower() for name in encoding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        if len(names) > _LAYERS or any(name not in _UNPACKERS for name in names):
            raise self._fault()
        self._layers: list[Unpacker] = [_UNPACKERS[name]() for name in reversed(names)]
        self._fed = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Unpacked pieces of `data`, some of them empty. Raises FetchError where it is no such
        packing, or too much between two layers.
        """
        self._fed = self._fed or bool(data)
        try:
            yield from self._through(data, self._layers)
        except (zlib.error, brotli.error, zstandard.ZstdError) as error:
            raise self._fault() from error

    def finish(self) -> None:
        """To be called after the last piece. Raises FetchError where the end is missing."""
        if self._fed and not all(layer.finish() for layer in self._layers):
            raise self._fault()

    def _through(self, data: bytes, layers: list[Unpacker]) -> Iterator[bytes]:
        if not layers:
            yield data
            return
        for piece in layers[0].feed(data):
            if len(layers) > 1:
                self._between += len(piece)
                check_length(self._between, self._most)
            yield from self._through(piece, layers[1:])

    def _fault(self) -> FetchError:
        return FetchError("bad-encoding", host=self._host, encoding=self._encoding)


_UNPACKERS: dict[str, type[_Zlib] | type[_Brotli] | type[_Zstd]] = {
    "gzip": _Zlib,
    "x-gzip": _Zlib,
    "deflate": _Zlib,
    "br": _Brotli,
    "zstd": _Zstd,
}
