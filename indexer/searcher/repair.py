"""A typed word that nothing has, to the word it should have been (LANGUAGE.md, Did-you-mean).

Words of the language are left alone, whether we have them or not: to change a right word is worse
than to leave a wrong one.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product

from hub.search import Analyser
from indexer.engines.port import Engine
from indexer.searcher.vocabulary import FIELDS, LONGEST, SHORTEST, Vocabulary

MAIN = ("title_main", "body_main")
WIDE = ("title_wide", "body_wide")

_SPELT_OUT = {"ae": "æ", "oe": "ø", "aa": "å", "ö": "ø", "ä": "æ"}
_PLACES = re.compile("|".join(_SPELT_OUT))
_MOST_PLACES = 4  # in one word, each with and without: 16 spellings
_MOST_PARTS = 8  # of a word with hyphens
_ENDING = 2  # letters
_GROWN = 0.02  # of its documents may come or go before an index's words are read again


class Repairer:
    """Finds what a word should have been; `engine` gives the live index each time it is asked.

    The vocabulary is read when a word needs it first, and again when the index is another or has
    grown. Threads may share one.
    """

    def __init__(self, analyser: Analyser, engine: Callable[[], Engine]) -> None:
        self._analyser = analyser
        self._engine = engine
        self._lock = threading.Lock()
        self._kept: tuple[Engine, int, Vocabulary] | None = None

    def repair(self, word: str) -> str | None:
        """What `word` should have been, in lower case; None where it is right or nothing is near.

        Of words with hyphens every part is looked at, if they are few. Raises EngineError.
        """
        engine = self._engine()
        repaired, at, changed = [], 0, False
        for token in self._analyser.tokens(word, "da")[:_MOST_PARTS]:
            better = self._better(engine, token.exact)
            repaired += [word[at : token.start], better or word[token.start : token.end]]
            at, changed = token.end, changed or better is not None
        return "".join([*repaired, word[at:]]).lower() if changed else None

    def beginning(self, start: str) -> str | None:
        """`start` with Danish letters where words begin like that and none does as it is.

        Raises EngineError.
        """
        plain = start.lower()
        spellings = tuple(_spellings(plain))
        if not spellings or not plain.isalpha():
            return None
        engine = self._engine()
        found = next((way for way in (plain, *spellings) if _begins(engine, way)), plain)
        return found if found != plain else None

    def has(self, word: str) -> bool:
        """Whether any text has `word`, or each part of a word with hyphens. Raises EngineError."""
        engine = self._engine()
        tokens = self._analyser.tokens(word, "da")
        return all(self._found(engine, token.exact) > 0 for token in tokens)

    def _better(self, engine: Engine, word: str) -> str | None:
        if not word.isalpha() or self._found(engine, word):
            return None
        spellings = list(_spellings(word))
        return (
            self._with_danish_letters(engine, word, spellings)
            or self._without_slips(engine, word)
            or self._compound(word, spellings)
        )

    def _with_danish_letters(self, engine: Engine, word: str, spellings: list[str]) -> str | None:
        """The spelling with æ, ø or å that most documents have, else one that is known."""
        if not spellings or self._analyser.knows(word, whole=True):
            return None
        counts = {spelling: self._found(engine, spelling) for spelling in spellings}
        most = max(spellings, key=lambda spelling: counts[spelling])
        known = (spelling for spelling in spellings if self._analyser.knows(spelling, whole=True))
        return most if counts[most] else next(known, None)

    def _compound(self, word: str, spellings: list[str]) -> str | None:
        if self._analyser.knows(word):
            return None
        return next((spelling for spelling in spellings if self._analyser.knows(spelling)), None)

    def _without_slips(self, engine: Engine, word: str) -> str | None:
        if not SHORTEST <= len(word) <= LONGEST or self._analyser.knows(word):
            return None
        vocabulary = self._vocabulary(engine)
        whole = next(iter(vocabulary.near(word)), None)
        if whole is None:
            return self._in_one_part(vocabulary, word)
        if whole.by_fingers or not self._related(engine, word):
            return whole.word
        return None if _same_but_for_the_end(whole.word, word) else whole.word

    def _in_one_part(self, vocabulary: Vocabulary, word: str) -> str | None:
        """A compound that nothing has as a whole, with the slip in one part taken out."""
        found: list[tuple[int, int, str]] = []
        for at in range(SHORTEST, len(word) - SHORTEST + 1):
            left, right = word[:at], word[at:]
            if self._analyser.knows(left) or self._analyser.knows(left.removesuffix("s")):
                found += [(n.distance, -n.documents, left + n.word) for n in vocabulary.near(right)]
            if self._analyser.knows(right):
                link = "s" if left[-1] == "s" else ""
                for end in {"", link}:
                    nears = vocabulary.near(left.removesuffix(end))
                    found += [(n.distance, -n.documents, n.word + end + right) for n in nears]
        return next((better for *_, better in sorted(found) if self._analyser.knows(better)), None)

    def _found(self, engine: Engine, word: str) -> int:
        """How many documents have the word in one of its forms, at least; a key that it shares
        counts for words of the language alone, for wrong words are cut to good stems, too.
        """
        read = [*self._analyser.tokens(word, "da"), *self._analyser.tokens(word, "en")]
        exact = _most(engine, FIELDS, [token.exact for token in read])
        count = max(exact, _most(engine, MAIN, [token.main for token in read]))
        if count or not self._analyser.knows(word):
            return count
        return self._related(engine, word)

    def _related(self, engine: Engine, word: str) -> int:
        """How many documents have a relative of the word, at least."""
        keys = [key for token in self._analyser.tokens(word, "da") for key in token.wide[:1]]
        return _most(engine, WIDE, keys)

    def _vocabulary(self, engine: Engine) -> Vocabulary:
        with self._lock:  # reading it takes seconds: once is enough
            count = engine.count()
            kept = self._kept
            if kept is None or kept[0] is not engine or abs(kept[1] - count) > _GROWN * count:
                kept = self._kept = (engine, count, Vocabulary.of(engine))
            return kept[2]


def _begins(engine: Engine, start: str) -> bool:
    """Whether a word of some text begins with `start`."""
    return any(True for field in FIELDS for _ in engine.words(field, start))


def _spellings(word: str) -> Iterator[str]:
    """`word` with æ, ø and å where they are spelt out, in every combination, most changed first."""
    pieces = _PLACES.split(word)
    spelt = _PLACES.findall(word)
    if not spelt or len(spelt) > _MOST_PLACES:
        return
    choices = [(_SPELT_OUT[letters], letters) for letters in spelt]
    ways = list(product(*choices))[:-1]  # the last one changes nothing
    ways.sort(key=lambda way: sum(a == b for a, b in zip(way, spelt, strict=True)))
    for way in ways:
        yield pieces[0] + "".join(new + piece for new, piece in zip(way, pieces[1:], strict=True))


def _same_but_for_the_end(one: str, other: str) -> bool:
    """A relative of what we have may end otherwise and be no wrong word."""
    shared = len(other) - _ENDING
    return one[:shared] == other[:shared]


def _most(engine: Engine, fields: Iterable[str], tokens: Sequence[str]) -> int:
    """In how many documents the most frequent of `tokens` stands in one of `fields`."""
    return max((many for field in fields for many in engine.frequencies(field, tokens)), default=0)
