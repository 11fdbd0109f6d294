"""The words that an index holds, for finding those that are spelt nearly as what was typed."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer.engines.port import Engine

FIELDS = ("title_exact", "people_exact", "body_exact")
LEMMAS = ("title_main", "body_main")  # a word may be there in another form only
SHORTEST = 4  # letters; among shorter words everything is near everything
LONGEST = 40
MOST = 150_000  # words that are kept, some 20 MB: those in most documents
_DOUBLED = re.compile(r"(.)\1")
_LONG = 8  # letters of a word that may have two slips


class Near(NamedTuple):
    """A word of the vocabulary: slips between it and what was typed, documents that have it.

    `by_fingers`: all that differs are letters that changed places or came twice.
    """

    word: str
    distance: int
    documents: int
    by_fingers: bool


class Vocabulary:
    """Words of letters with their document counts, by their lengths. Nothing in it changes."""

    def __init__(self, counts: Iterable[tuple[str, int]]) -> None:
        self._counts = dict(counts)
        self._of_length: dict[int, list[str]] = {}
        for word in sorted(self._counts):
            self._of_length.setdefault(len(word), []).append(word)

    @classmethod
    def of(cls, engine: Engine) -> "Vocabulary":
        """The surface words of every text field, and their lemmas. Raises EngineError."""
        counts: Counter[str] = Counter()
        for field in (*FIELDS, *LEMMAS):
            for word, count in engine.words(field):
                if SHORTEST <= len(word) <= LONGEST and word.isalpha():
                    counts[word] += count
                if len(counts) > 2 * MOST:
                    counts = Counter(dict(_most(counts)))
        return cls(_most(counts))

    def near(self, word: str) -> list[Near]:
        """Words one slip from `word`, from 8 letters on two; the likeliest first.

        A slip is a letter too many, too few or wrong, or two that changed places (optimal string
        alignment). Of equally many, those of the fingers come first: letters that changed places or
        came twice. Then the first letter decides, which is mostly right, then how many documents
        have the word.
        """
        allowed = 2 if len(word) >= _LONG else 1
        found = [
            Near(other, int(distance), self._counts[other], _by_fingers(other, word))
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            for other, distance, _ in process.extract(
                word,
                self._of_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=allowed,
                limit=None,
            )
        ]
        return sorted(found, key=lambda near: _rank(near, word))


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]


def _rank(near: Near, word: str) -> tuple[int, bool, bool, int, str]:
    return (
        near.distance,
        not near.by_fingers,
        near.word[0] != word[0],
        -near.documents,
        near.word,
    )


def _by_fingers(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sorted(one) == sorted(other)
    return _DOUBLED.sub(r"\1", one) == _DOUBLED.sub(r"\1", other)
