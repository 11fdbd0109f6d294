"""How postings stand in Whoosh's files: the whole of a token at once, as numbers in a row.

Whoosh writes them in pickled blocks of 128, to be read one by one; read as arrays, a question
takes a tenth of the time. Its list of terms and its columns are as they were.
"""

import struct
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh.codec.whoosh3 import (
    W3Codec,
    W3FieldWriter,
    W3TermInfo,
    W3TermsReader,
)
from whoosh.reading import TermNotFound

from indexer.engines.whoosh_pool import NO_PLACES, Posting, Term, Words

_HEAD = struct.Struct("<BIIIII")  # packed or not, documents, bytes and checksum of both parts
_PACK = 64  # documents from which packing pays
_WORD = "<u4"
EMPTY = Posting(NO_PLACES, NO_PLACES, NO_PLACES)


def written(posting: Posting) -> bytes:
    """A posting as bytes; many documents as differences, packed."""
    documents, counts, places = posting
    packed = len(documents) >= _PACK
    if packed:
        steps = np.diff(documents, prepend=documents.dtype.type(0))
        first = zlib.compress(steps.tobytes() + counts.tobytes(), 1)
        second = zlib.compress(places.tobytes(), 1)
    else:
        first, second = documents.tobytes() + counts.tobytes(), places.tobytes()
    checked = zlib.crc32(first, _seed(packed, len(documents)))
    sizes = len(first), checked, len(second), zlib.crc32(second)
    return _HEAD.pack(packed, len(documents), *sizes) + first + second


def read(file: Any, offset: int, *, places: bool) -> Posting:
    """The posting at `offset`, its places only if they are wanted.

    Raises ValueError, struct.error or zlib.error when it is damaged.
    """
    packed, many, size, check, more, check_more = _HEAD.unpack(file.get(offset, _HEAD.size))
    if not many:
        raise ValueError("a token without documents")
    start = offset + _HEAD.size
    numbers = _numbers(file.get(start, size), packed, check, _seed(packed, many))
    where = _numbers(file.get(start + size, more), packed, check_more) if places else NO_PLACES
    documents, counts = numbers[:many], numbers[many:]
    return Posting(np.cumsum(documents, dtype=np.uint32) if packed else documents, counts, where)


def _seed(packed: int, many: int) -> int:
    """What the checksum of the first part begins with, so that it covers these, too."""
    return (many << 1 | packed) & 0xFFFFFFFF


def _numbers(content: bytes, packed: int, check: int, seed: int = 0) -> Words:
    if zlib.crc32(content, seed) != check:
        raise ValueError("the postings of a token are damaged")
    return np.frombuffer(zlib.decompress(content) if packed else content, _WORD)


class TermsWriter(W3FieldWriter):
    """Takes whole terms."""

    def add_postings(self, schema: Any, _: Any, items: Iterable[Term]) -> None:
        """See FieldWriter: `items` are by field and token."""
        current = ""
        for field, token, posting in items:
            if field != current:
                self.start_field(field, schema[field])
                current = field
            self._add(token, posting)

    def _add(self, token: bytes, posting: Posting) -> None:
        content = written(posting)
        info = W3TermInfo()
        info._df = len(posting.documents)
        info.set_extent(self._postfile.tell(), len(content))
        self._postfile.write(content)
        self._tindex.add(struct.pack("!H", self._fieldid) + token, info.to_bytes())


class TermsReader(W3TermsReader):
    """Gives whole postings."""

    def posting(self, field: str, token: bytes, *, places: bool) -> Posting:
        """What `token` of `field` has; nothing if there is no such token."""
        try:
            offset, _ = self.term_info(field, token).extent()
        except TermNotFound:
            return EMPTY
        return read(self._postfile, offset, places=places)

    def holding(self, field: str, token: bytes) -> int:
        """How many documents have `token`."""
        try:
            return int(self.term_info(field, token).doc_frequency())
        except TermNotFound:
            return 0


class Codec(W3Codec):
    """Whoosh's own, but for the postings."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> TermsWriter:
        """See Codec."""
        return TermsWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> TermsReader:
        """See Codec."""
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return TermsReader(self, storage.open_file(name), storage.file_length(name), postings)
