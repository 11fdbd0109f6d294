"""Danish compounds to their parts: sygedagpengemodtager is syge, dagpenge and modtager.

A word is cut into left parts (a lemma, perhaps with a linking s or e) and a right part that is a
known word. Every part costs 1, short and linked ones a little more; the cheapest cut wins. Word
lists say what never is a part, for many endings and prefixes look like words (virksom|heden).
"""

from functools import lru_cache

from indexer.analysis.entries import Entry
from indexer.analysis.lemmas import Lemmas
from indexer.analysis.lexicon import Lexicon
from indexer.analysis.wordlists import WordLists

_SHORTEST = 6  # letters of a word that may be a compound
_SHORTEST_RIGHT = 2
_SPLIT_AGAIN = 7  # letters of a part that may be a compound itself
_DEEPEST = 3
_KEPT = 8_192  # parts whose price is known: the same ones begin and end most compounds

_PART, _LINKED = 1.0, 0.2
_UNLINKED = 0.45  # what a part costs more without the s that stands there and that it mostly has
_SEEN_ENOUGH = {4: 2, 5: 1}  # else a part of so many letters is a chance likeness
_SHORT = {2: 0.3, 3: 0.3, 4: 0.25}  # what a part of so many letters costs more
_RARE = {0: 0.3, 1: 0.15, 2: 0.1}  # what a part costs more that the lexicon has seen so often

Parts = tuple[str, ...]


class Splitter:
    """Cuts folded Danish words. Asks `Lemmas`, so not for several threads at once either."""

    def __init__(self, lexicon: Lexicon, lemmas: Lemmas, lists: WordLists) -> None:
        self._lexicon = lexicon
        self._lemmas = lemmas
        self._no_split = lists.no_split
        self._no_right = lists.no_right
        self._short_right = lists.short_right
        self._left = lru_cache(_KEPT)(self._price_left)
        self._right = lru_cache(_KEPT)(self._price_right)

    def parts(self, word: str) -> Parts:
        """The lemmas of a compound's smallest parts, and of runs of them that are known words
        (arbejdsmarked in arbejdsmarkedsparathed), none twice; empty for a simple word.
        """
        if len(word) < _SHORTEST:
            return ()
        cut = self.split(word)
        found: dict[str, None] = {}
        for size in range(1, len(cut)):
            for start in range(len(cut) - size + 1):
                run = "".join(cut[start : start + size])
                lemma = self._lemma_of_run(run, is_last=start + size == len(cut))
                if size == 1 or self._is_known(run) or self._is_known(lemma):
                    found[lemma] = None
        return tuple(found)

    def split(self, word: str, depth: int = 0) -> Parts:
        """The parts of `word` as they stand, together `word` again; one part for a simple word.

        A known word is cut as its lemma is, so that its ending makes no part (form|anden).
        """
        lemma = self._lemmas.lemma(word)
        if lemma in self._no_split:
            return (word,)
        if lemma != word and self._is_known(word):
            cut = _inflected(word, self._cheapest(lemma))
        else:
            cut = self._cheapest(word)
        if not cut:
            return (word,)
        smaller = [part for left in cut[:-1] for part in self._split_left(left, depth)]
        right = cut[-1]
        if depth == _DEEPEST or len(right) < _SPLIT_AGAIN:
            return (*smaller, right)
        return (*smaller, *self.split(right, depth + 1))

    def _split_left(self, left: str, depth: int) -> Parts:
        """A left part is cut as its lemma is, and keeps its linking letter."""
        entry = self._lexicon.left(left)
        lemma = entry.lemma if entry else left
        if depth == _DEEPEST or len(left) < _SPLIT_AGAIN or lemma in self._no_split:
            return (left,)
        if lemma != left and left.startswith(lemma[:-1]):
            return _inflected(left, self._cheapest(lemma)) or (left,)
        return self._cheapest(left) or (left,)

    def _cheapest(self, word: str) -> Parts:
        """The cheapest cut of `word` in two or more, empty where there is none."""
        if len(word) < _SHORTEST or word in self._no_split:
            return ()
        best: dict[int, tuple[float, Parts]] = {0: (0.0, ())}
        whole: list[tuple[float, int, Parts]] = []
        for start in range(len(word) - _SHORTEST_RIGHT + 1):
            if start not in best:
                continue
            cost, parts = best[start]
            rest = word[start:]
            if parts and (price := self._right(rest)) is not None:
                whole.append((cost + price, -len(parts[-1]), (*parts, rest)))
            lefts = self._lexicon.lefts(rest)
            for left in lefts:
                seen, price, link = self._left(left)
                if price is None:
                    continue
                end, dearer = start + len(left), cost + price + link
                if (linked := left + "s") in lefts and self._left(linked)[0] > seen:
                    dearer += _UNLINKED
                if end not in best or dearer < best[end][0]:
                    best[end] = dearer, (*parts, left)
        return min(whole)[2] if whole else ()

    def _price_left(self, part: str) -> tuple[int, float | None, float]:
        """How often a left part was seen, what it costs (None if it is doubtful), and its link."""
        entry = self._lexicon.left(part)
        if entry is None or _is_doubtful(part, entry):
            return entry.seen if entry else 0, None, 0.0
        return entry.seen, _cost(part, entry), _link(part, entry)

    def _price_right(self, part: str) -> float | None:
        """What `part` costs as the last one; None where it can't be that."""
        if part in self._no_right or (len(part) <= 3 and part not in self._short_right):
            return None
        entry = self._lexicon.word(part)
        return None if entry is None or _is_doubtful(part, entry) else _cost(part, entry)

    def _is_known(self, word: str) -> bool:
        return self._lexicon.lemma(word) is not None

    def _lemma_of_run(self, run: str, *, is_last: bool) -> str:
        if is_last:
            return self._lemmas.lemma(run)
        if (entry := self._lexicon.left(run)) is not None:
            return entry.lemma
        is_linked = run[-1] == "s" and self._is_known(run[:-1])
        return self._lemmas.lemma(run[:-1] if is_linked else run)


def _inflected(word: str, cut: Parts) -> Parts:
    """The cut of a word's lemma, with the word's own ending; empty where they part before it."""
    before = "".join(cut[:-1])
    return (*cut[:-1], word[len(before) :]) if before and word.startswith(before) else ()


def _is_doubtful(part: str, entry: Entry) -> bool:
    return entry.seen < _SEEN_ENOUGH.get(len(part), 0)


def _cost(part: str, entry: Entry) -> float:
    return _PART + _SHORT.get(len(part), 0.0) + _RARE.get(entry.seen, 0.0)


def _link(left: str, entry: Entry) -> float:
    return _LINKED if entry.lemma != left else 0.0
