"""The synonyms of feeds.yaml: words or phrases that mean the same, whichever of them is typed."""

from collections.abc import Iterable, Sequence

from hub.search import Analyser

Mains = tuple[str, ...]


class Synonyms:
    """Finds in a row of typed words the longest name of something, and its other names.

    Words are compared by lemma, so any form of a name is that name. Nothing changes after the
    making; several threads may ask.
    """

    def __init__(self, groups: Iterable[Sequence[str]], analyser: Analyser) -> None:
        self._analyser = analyser
        self._names: dict[str, list[tuple[Mains, tuple[str, ...]]]] = {}
        for group in groups:
            for phrase in group:
                mains = self._mains(phrase)
                others = tuple(other for other in group if other != phrase)
                if mains:
                    self._names.setdefault(mains[0], []).append((mains, others))

    def at(self, words: Sequence[str], start: int) -> tuple[int, tuple[str, ...]]:
        """How many words from `start` on are a name (0: none), and the other names, none twice.

        An empty word is something that is no word, so no name goes over it.
        """
        row = self._row(words[start:])
        if not row:
            return 0, ()
        found = [
            (len(mains), others)
            for mains, others in self._names.get(row[0], ())
            if tuple(row[: len(mains)]) == mains
        ]
        longest = max((length for length, _ in found), default=0)
        names = (name for length, others in found if length == longest for name in others)
        return longest, tuple(dict.fromkeys(names))

    def _row(self, words: Sequence[str]) -> list[str]:
        """The lemmas of the words up to the first that isn't one single token."""
        row: list[str] = []
        for word in words:
            mains = self._mains(word)
            if len(mains) != 1:
                break
            row += mains
        return row

    def _mains(self, phrase: str) -> Mains:
        return tuple(token.main for token in self._analyser.tokens(phrase, "da"))
