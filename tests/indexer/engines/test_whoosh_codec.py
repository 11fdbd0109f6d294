"""Postings written and read again; damage is told."""

from io import BytesIO

import numpy as np
import pytest
from whoosh.filedb.structfile import StructFile

from indexer.engines.whoosh_codec import read, written
from indexer.engines.whoosh_merging import GONE, renumbered
from indexer.engines.whoosh_pool import Pool, Posting


def posting(many: int) -> Posting:
    counts = np.arange(many, dtype=np.uint32) % 3 + 1
    places = np.arange(counts.sum(), dtype=np.uint32) * 7
    return Posting(np.arange(many, dtype=np.uint32) * 5 + 2, counts, places)


def lists(given: Posting) -> list[list[int]]:
    return [part.tolist() for part in given]


@pytest.mark.parametrize("many", [1, 63, 64, 5000])
def test_what_is_written_is_read(many: int) -> None:
    given = posting(many)
    file = StructFile(BytesIO(b"before" + written(given) + b"after"))
    assert lists(read(file, 6, places=True)) == lists(given)
    assert lists(read(file, 6, places=False)) == [*lists(given)[:2], []]


@pytest.mark.parametrize("many", [3, 500])
def test_damage_is_told(many: int) -> None:
    content = written(posting(many))
    for at in (1, 10, 30, len(content) // 2, len(content) - 1):
        broken = bytearray(content)
        broken[at] ^= 0xFF
        with pytest.raises(ValueError, match="damaged"):
            read(StructFile(BytesIO(bytes(broken))), 0, places=True)


def test_documents_that_are_gone_take_their_places_along() -> None:
    given = Posting(*(np.array(part, np.uint32) for part in ([0, 2, 3], [1, 2, 1], [7, 4, 9, 0])))
    numbers = np.array([10, 11, GONE, 12], np.uint32)
    assert lists(renumbered(given, numbers)) == [[10, 12], [1, 1], [7, 0]]


def test_a_pool_gives_its_terms_in_order() -> None:
    pool = Pool()
    pool.add_text("title_main", 3, "b a b")
    pool.add_text("title_main", 4, "")
    pool.add_text("title_main", 5, "c b")
    pool.add_text("body_wide", 5, "z z")
    terms = [(term.field, term.token, lists(term.posting)) for term in pool.iter_postings()]
    assert terms == [
        ("body_wide", b"z", [[5], [2], []]),
        ("title_main", b"a", [[3], [1], [1]]),
        ("title_main", b"b", [[3, 5], [2, 1], [0, 2, 1]]),
        ("title_main", b"c", [[5], [1], [0]]),
    ]
