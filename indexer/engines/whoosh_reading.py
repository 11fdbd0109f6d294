"""One state of a Whoosh index, opened: its table and its postings. Segments never change, so
what was read of one is kept for the next state."""

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import Any

from whoosh.index import Index
from whoosh.reading import SegmentReader

from indexer.engines.columns import Columns, Row, Table
from indexer.engines.port import MOST_WORDS, TEXT_FIELDS, WITHOUT_POSITIONS
from indexer.engines.whoosh_fields import ROW, WINDOWS, encoded

KEPT_POSTINGS = 2_000_000  # 8 bytes each

Posting = tuple["array[int]", "array[int]"]


class Kept:
    """What was read of segments: columns, and the postings asked for last (numbers, counts)."""

    def __init__(self) -> None:
        self._columns: dict[str, Columns] = {}
        self._postings: OrderedDict[tuple[str, str, str], Posting] = OrderedDict()
        self._size = 0

    def only(self, segments: set[str]) -> None:
        """Forget the columns of segments that are no more; their postings age out."""
        self._columns = {name: held for name, held in self._columns.items() if name in segments}

    def columns(self, segment: str, leaf: SegmentReader) -> Columns:
        """The columns of a segment, deleted documents too."""
        if segment not in self._columns:
            columns = Columns()
            for at in range(leaf.doc_count_all()):
                columns.append(Row(*leaf.stored_fields(at)[ROW]))
            self._columns[segment] = columns
        return self._columns[segment]

    def postings(self, segment: str, leaf: SegmentReader, field: str, token: str) -> Posting:
        """The documents of a segment that hold `token`, and how often."""
        name = (segment, field, token)
        if name in self._postings:
            self._postings.move_to_end(name)
            return self._postings[name]
        read = _read(leaf, field, token)
        self._postings[name] = read
        self._size += len(read[0]) + 8  # an entry costs something even if it is empty
        while self._size > KEPT_POSTINGS:
            _, (numbers, _) = self._postings.popitem(last=False)
            self._size -= len(numbers) + 8
        return read


def _read(leaf: SegmentReader, field: str, token: str) -> Posting:
    numbers, counts = array("I"), array("I")
    if (field, encoded(token)) in leaf:
        matcher = leaf.postings(field, token)
        more, number, count, step = matcher.is_active, matcher.id, matcher.weight, matcher.next
        while more():
            numbers.append(number())
            counts.append(int(count()))
            step()
    return numbers, counts


class Snapshot:
    """The index as one commit left it. Not for two threads at once: Whoosh's files have a place."""

    def __init__(self, index: Index, kept: Kept) -> None:
        self.generation: int = index.latest_generation()  # if it ages now, we are opened anew
        self._reader = index.reader()
        self._kept = kept
        self._leaves: list[tuple[str, SegmentReader, int]] = []
        columns, deleted = Columns(), set[int]()
        for leaf, base in self._reader.leaf_readers():
            if not isinstance(leaf, SegmentReader):
                continue  # an index without documents has one reader that reads nothing
            segment: Any = leaf.segment()
            name: str = segment.segment_id()
            self._leaves.append((name, leaf, base))
            columns.extend(kept.columns(name, leaf))
            deleted.update(base + at for at in segment.deleted_docs())
        kept.only({name for name, _, _ in self._leaves})
        self.table = Table(columns, frozenset(deleted))

    @property
    def segments(self) -> int:
        """How many segments there are."""
        return len(self._leaves)

    def close(self) -> None:
        """Close the files."""
        self._reader.close()

    def counts(self, field: str, token: str) -> dict[int, int]:
        """See evaluate.Postings."""
        found: dict[int, int] = {}
        if field in TEXT_FIELDS:
            for segment, leaf, base in self._leaves:
                numbers, counts = self._kept.postings(segment, leaf, field, token)
                found.update(
                    zip(map(base.__add__, numbers) if base else numbers, counts, strict=True)
                )
        for at in found.keys() & self.table.deleted:
            del found[at]
        return found

    def places(self, field: str, token: str) -> dict[int, Sequence[int]]:
        """See evaluate.Postings."""
        found: dict[int, Sequence[int]] = {}
        if field not in TEXT_FIELDS or field in WITHOUT_POSITIONS:
            return found
        for _, leaf, base in self._leaves:
            if (field, encoded(token)) in leaf:
                matcher = leaf.postings(field, token)
                while matcher.is_active():
                    found[base + matcher.id()] = matcher.value_as("positions")
                    matcher.next()
        return found

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
