"""Where the postings of a batch are gathered before they are written.

Whoosh's own pool makes a tuple per posting, sorts them all and spills to disk; ours keeps four
bytes for each word of a text, and sorts a field at once.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.engines.port import WITHOUT_POSITIONS

Words = npt.NDArray[np.uint32]


class Posting(NamedTuple):
    """Of one token: the documents that have it, how often each does, and where, one by one."""

    documents: Words
    counts: Words
    places: Words


class Term(NamedTuple):
    """A token of a field with its posting."""

    field: str
    token: bytes
    posting: Posting


NO_PLACES = np.empty(0, np.uint32)


def encoded(token: str) -> bytes:
    """A token as Whoosh keeps it; any text is a token, lone surrogates too."""
    return token.encode("utf-8", "surrogatepass")


class _Field:
    """The texts of one field: a number for each word, document after document."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self.words = array("I")
        self.documents = array("I")
        self.lengths = array("I")


class Pool:
    """Texts by field; documents must come in ascending order."""

    def __init__(self) -> None:
        self._fields: defaultdict[str, _Field] = defaultdict(_Field)

    def add_text(self, field: str, document: int, text: str) -> None:
        """Take the tokens of `text`."""
        held, tokens = self._fields[field], text.split()
        held.words.extend(map(held.numbers.__getitem__, tokens))
        held.documents.append(document)
        held.lengths.append(len(tokens))

    def add(self, posting: object) -> None:
        """Whoosh wants to be able to; no field of ours gives it any."""
        raise NotImplementedError

    def iter_postings(self) -> Iterator[Term]:
        """All terms, by field and token; what was given is let go of."""
        for field in sorted(self._fields):
            yield from _terms(field, self._fields.pop(field))

    def cleanup(self) -> None:
        """Let go of everything."""
        self._fields.clear()


def _terms(field: str, held: _Field) -> Iterator[Term]:
    tokens = sorted(held.numbers)  # as their bytes would be: UTF-8 keeps the order
    rank = np.empty(len(tokens), np.uint32)
    rank[[held.numbers[token] for token in tokens]] = np.arange(len(tokens))
    lengths = np.array(held.lengths, np.int64)
    words = rank[np.array(held.words, np.uint32)]
    order = np.argsort(words, kind="stable")
    words = words[order]
    documents = np.repeat(np.array(held.documents, np.uint32), lengths)[order]
    begun = np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = (np.arange(len(words)) - begun).astype(np.uint32)[order]
    new_word = np.diff(words, prepend=np.uint32(0xFFFFFFFF)) != 0
    firsts = np.flatnonzero(new_word | (np.diff(documents, prepend=np.uint32(0xFFFFFFFF)) != 0))
    counts = np.diff(firsts, append=len(words)).astype(np.uint32)
    documents = documents[firsts]
    of_word = [*np.flatnonzero(new_word[firsts]).tolist(), len(firsts)]
    of_place = [*np.flatnonzero(new_word).tolist(), len(words)]
    placed = field not in WITHOUT_POSITIONS
    for at, token in enumerate(tokens):
        here = slice(of_word[at], of_word[at + 1])
        there = places[of_place[at] : of_place[at + 1]] if placed else NO_PLACES
        yield Term(field, encoded(token), Posting(documents[here], counts[here], there))
