"""Which segments are merged when, and how: term by term, so that memory holds one posting."""

from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import groupby
from typing import Any

import numpy as np
from whoosh.reading import SegmentReader

from indexer.engines.port import TEXT_FIELDS
from indexer.engines.whoosh_fields import ROW, WINDOWS
from indexer.engines.whoosh_pool import Posting, Term, Words

MOST_SEGMENTS = 32
TIDY_SEGMENTS = 8
WORN = 8  # a segment is rewritten when more than one in so many documents is gone
GONE = 0xFFFFFFFF


def live_segments(_: Any, segments: Sequence[Any]) -> list[Any]:
    """Merge nothing; drop the segments whose every document was replaced or removed."""
    return [one for one in segments if one.doc_count()]


def few_segments(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Merge the smaller half, so the big ones are left alone."""
    smaller = sorted(segments, key=_size)[: MOST_SEGMENTS // 2 + 1]
    return _merged(writer, list(segments), smaller)


def tidy_segments(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Leave the biggest alone; merge the rest, and what has lost many of its documents."""
    live = sorted(live_segments(writer, segments), key=_size, reverse=True)
    worn = [one for one in live if one.deleted_count() * WORN > _size(one)]
    rest = [one for one in live[TIDY_SEGMENTS - 1 :] if one not in worn]
    return _merged(writer, live, worn + rest if worn or len(rest) > 1 else [])


def _size(segment: Any) -> int:
    return int(segment.doc_count_all())


def _merged(writer: Any, all_of: list[Any], some: list[Any]) -> list[Any]:
    if some:
        writer.pool = Merging(writer, some)
    return [one for one in all_of if one not in some]


class Merging:
    """In a pool's place: the segments' documents are copied now, their terms when they are asked
    for. Documents that were removed are left out."""

    def __init__(self, writer: Any, segments: Sequence[Any]) -> None:
        self._readers = [SegmentReader(writer.storage, writer.schema, one) for one in segments]
        self._numbers = [self._copy(writer, reader) for reader in self._readers]

    def _copy(self, writer: Any, reader: SegmentReader) -> Words:
        """Copy what is kept per document; the new number of each, GONE for those left out."""
        numbers = np.full(reader.doc_count_all(), GONE, np.uint32)
        kept = [at for at in range(len(numbers)) if not reader.is_deleted(at)]
        numbers[kept] = np.arange(writer.docnum, writer.docnum + len(kept))
        writer.write_per_doc({ROW, WINDOWS}, reader)
        writer._added = True
        return numbers

    def iter_postings(self) -> Iterator[Term]:
        """See Pool."""
        terms = [_terms(*both) for both in zip(self._readers, self._numbers, strict=True)]
        for (field, token), held in groupby(
            merge(*terms, key=lambda term: term[:2]), key=lambda term: term[:2]
        ):
            parts = [term.posting for term in held]
            posting = Posting(*map(np.concatenate, zip(*parts, strict=True)))
            if posting.documents.size:
                yield Term(field, token, posting)

    def cleanup(self) -> None:
        """See Pool."""
        for reader in self._readers:
            reader.close()
        self._readers = []


def _terms(reader: Any, numbers: Words) -> Iterator[Term]:
    terms = reader._terms
    for field in sorted(TEXT_FIELDS):
        if field not in reader.indexed_field_names():
            continue
        for token, _ in reader.iter_field(field):
            posting = terms.posting(field, token, places=True)
            yield Term(field, token, renumbered(posting, numbers))


def renumbered(posting: Posting, numbers: Words) -> Posting:
    """A posting with the documents' new numbers, without those that are GONE."""
    documents, counts, places = posting
    new = numbers[documents]
    kept = new != GONE
    if kept.all():
        return Posting(new, counts, places)
    stay = places[np.repeat(kept, counts)] if places.size else places
    return Posting(new[kept], counts[kept], stay)
