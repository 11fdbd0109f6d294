"""One state of a Whoosh index, opened: its table and its postings. Segments never change, so
what was read of one is kept for the next state."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import Any

import numpy as np
from whoosh.index import Index
from whoosh.reading import SegmentReader

from indexer.engines.columns import Columns, Ints, Row, Table
from indexer.engines.evaluate import NONE, NOWHERE, PLACE_BITS, Counts
from indexer.engines.port import MOST_WORDS, TEXT_FIELDS
from indexer.engines.whoosh_codec import TermsReader
from indexer.engines.whoosh_fields import ROW, WINDOWS
from indexer.engines.whoosh_pool import Posting, encoded

KEPT_NUMBERS = 2_000_000  # of segments, 4 bytes each
KEPT_COUNTS = 1_000_000  # of the whole index, 16 bytes each
ENTRY = 128  # what an entry costs besides, in numbers


class Kept:
    """What was read of segments: columns, and the postings asked for last."""

    def __init__(self) -> None:
        self._columns: dict[str, Columns] = {}
        self._postings: OrderedDict[tuple[str, str, str, bool], Posting] = OrderedDict()
        self._size = 0

    def only(self, segments: set[str]) -> None:
        """Forget the columns of segments that are no more; their postings age out."""
        self._columns = {name: held for name, held in self._columns.items() if name in segments}

    def columns(self, segment: str, leaf: SegmentReader) -> Columns:
        """The columns of a segment, deleted documents too."""
        if segment not in self._columns:
            rows = (leaf.stored_fields(at)[ROW] for at in range(leaf.doc_count_all()))
            self._columns[segment] = Columns.of(Row(*row) for row in rows)
        return self._columns[segment]

    def posting(
        self, segment: str, terms: TermsReader, field: str, token: str, *, places: bool = False
    ) -> Posting:
        """What a segment has of `token`, its places only if they are wanted."""
        name = (segment, field, token, places)
        if name in self._postings:
            self._postings.move_to_end(name)
            return self._postings[name]
        read = terms.posting(field, encoded(token), places=places)
        self._postings[name] = read
        self._size += _size(read)
        while self._size > KEPT_NUMBERS:
            self._size -= _size(self._postings.popitem(last=False)[1])
        return read


def _size(posting: Posting) -> int:
    return sum(map(len, posting)) + ENTRY


class Snapshot:
    """The index as one commit left it. Not for two threads at once: Whoosh's files have a place."""

    def __init__(self, index: Index, kept: Kept) -> None:
        self.generation: int = index.latest_generation()  # if it ages now, we are opened anew
        self._reader = index.reader()
        self._kept = kept
        self._counts: dict[tuple[str, str], Counts] = {}
        self._size = 0
        self._leaves: list[tuple[str, Any, int]] = []
        columns: list[Columns] = []
        deleted: list[int] = []
        for leaf, base in self._reader.leaf_readers():
            if not isinstance(leaf, SegmentReader):
                continue  # an index without documents has one reader that reads nothing
            segment: Any = leaf.segment()
            name: str = segment.segment_id()
            self._leaves.append((name, leaf, base))
            columns.append(kept.columns(name, leaf))
            deleted += [base + at for at in segment.deleted_docs()]
        kept.only({name for name, _, _ in self._leaves})
        self.table = Table(Columns.joined(columns), deleted)

    @property
    def segments(self) -> int:
        """How many segments there are."""
        return len(self._leaves)

    def close(self) -> None:
        """Close the files."""
        self._reader.close()

    def counts(self, field: str, token: str) -> Counts:
        """See evaluate.Postings."""
        held = self._counts.get((field, token))
        if held is None:
            held = self._gathered(field, token)
            self._size += len(held.at) + ENTRY
            if self._size > KEPT_COUNTS:
                self._counts.clear()
                self._size = len(held.at) + ENTRY
            self._counts[field, token] = held
        return held

    def _gathered(self, field: str, token: str) -> Counts:
        if field not in TEXT_FIELDS:
            return NOWHERE
        documents, counts = [], []
        for segment, leaf, base in self._leaves:
            posting = self._kept.posting(segment, leaf._terms, field, token)
            if posting.documents.size:
                documents.append(posting.documents.astype(np.int64) + base)
                counts.append(posting.counts)
        if not documents:
            return NOWHERE
        at, many = np.concatenate(documents), np.concatenate(counts).astype(np.int64)
        if not self.table.deleted:
            return Counts(at, many)
        live = self.table.live[at]
        return Counts(at[live], many[live])

    def frequency(self, field: str, token: str) -> int:
        """How many documents have `token`, those that were removed too."""
        if field not in TEXT_FIELDS:
            return 0
        return sum(leaf._terms.holding(field, encoded(token)) for _, leaf, _ in self._leaves)

    def places(self, field: str, token: str, documents: Ints) -> Ints:
        """See evaluate.Postings."""
        found = [NONE]
        wanted = np.zeros(self.table.size, np.bool_)
        wanted[documents] = True
        for segment, leaf, base in self._leaves:
            posting = self._kept.posting(segment, leaf._terms, field, token, places=True)
            at = np.repeat(posting.documents.astype(np.int64) + base, posting.counts)
            here = wanted[at]
            found.append((at[here] << PLACE_BITS) + posting.places[here])
        return np.concatenate(found)

    def windows(self, key: str) -> bytes:
        """What was packed of the document's windows; nothing where it has none."""
        at = self.table.number_of.get(key)
        for _, leaf, base in self._leaves:
            if at is not None and base <= at < base + leaf.doc_count_all():
                return leaf.column_reader(WINDOWS)[at - base] if leaf.has_column(WINDOWS) else b""
        return b""

    def expand(self, field: str, prefix: str) -> Sequence[str]:
        """See evaluate.Postings."""
        words = self.words(field, prefix)
        return [token for token, _ in nsmallest(MOST_WORDS, words, key=lambda w: (-w[1], w[0]))]

    def words(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Tokens that begin with `prefix`, in order, with how many documents have them.

        Replaced and removed documents count until a merge drops them.
        """
        if field not in TEXT_FIELDS:
            return
        totals: dict[str, int] = {}
        for _, leaf, _ in self._leaves:
            if field in leaf.indexed_field_names():
                decode = leaf.schema[field].from_bytes
                for token, information in leaf.iter_prefix(field, prefix):
                    word = decode(token)
                    totals[word] = totals.get(word, 0) + information.doc_frequency()
        yield from sorted(totals.items())
