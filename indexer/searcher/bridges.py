"""From a reader's words to an author's: near words, and the same in the other language.

Readers say *fyret* and reports say *afskediget*; Danish questions have English answers (the
vocabulary gap, LANGUAGE.md). The words come from lists; for a word that no text has, its other
spellings and its parts are tried, too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hub.search import Analyser
from indexer.analysis.bridgelists import BridgeLists, load_bridge_lists

MOST = 8  # bridges from one typed word
ACROSS, NEAR = 1.0, 0.8  # how close a word of the other language is, and one of the same
AGAIN = 0.3  # what is left of that by a second bridge
RESPELT, LAST_PART, OTHER_PART = 0.9, 0.5, 0.3
_SPELLINGS = (("x", "ks"), ("ks", "x"), ("c", "k"), ("k", "c"), ("z", "s"), ("ch", "k"), ("w", "v"))
_SHORTEST = 4  # letters of a part that is looked for alone

Mains = tuple[str, ...]
Way = tuple[str, float]  # words, how close they are


@dataclass(frozen=True, slots=True)
class Bridge:
    """From `length` typed words, from `start` on, to the words of `phrase`; `strength` up to 1."""

    start: int
    length: int
    phrase: str
    strength: float = 1.0


class Bridges:
    """Where typed words may lead. Made ready when first asked; threads may share one."""

    def __init__(self, analyser: Analyser, lists: BridgeLists) -> None:
        self._analyser = analyser
        self._lists = lists

    def across(self, words: Sequence[str]) -> tuple[Bridge, ...]:
        """The bridges from the typed `words`, at most MOST from each, those of most words first.

        An empty word is something that is no word, so no bridge goes over it.
        """
        found: list[Bridge] = []
        for start in range(len(words)):
            ways: dict[str, Bridge] = {}
            for length, (phrase, strength) in self._from(words, start):
                ways.setdefault(phrase, Bridge(start, length, phrase, strength))
            for bridge in list(ways.values())[:MOST]:
                typed = " ".join(words[start : start + bridge.length])
                for further in self._further(bridge):
                    if not self._is_same(further.phrase, typed):
                        ways.setdefault(further.phrase, further)
            found += list(ways.values())[:MOST]
        return tuple(found)

    def fallbacks(self, word: str) -> tuple[Bridge, ...]:
        """For a word that no text has: other ways to spell it, then its parts, the last one first.

        The end of a Danish compound says what it is (jobkonsulentuddannelse is an uddannelse).
        """
        (token, *more) = self._analyser.tokens(word, "da") or (None,)
        if token is None or more:
            return ()
        found = dict([*self._parts(token.exact), *self._respelt(token.exact)])
        ways = {phrase: Bridge(0, 1, phrase, strength) for phrase, strength in found.items()}
        for bridge in list(ways.values()):
            for phrase, strength in self._leads(bridge.phrase):
                further = Bridge(0, 1, phrase, bridge.strength * strength)
                ways.setdefault(phrase, further)
        return tuple(sorted(ways.values(), key=lambda bridge: -bridge.strength)[:MOST])

    def _from(self, words: Sequence[str], start: int) -> Iterator[tuple[int, Way]]:
        """How many words from `start` on lead where; of most words first."""
        said = words[start : start + self._longest]
        danish, english = self._row(said, "da"), self._row(said, "en")
        for length in range(len(danish), 0, -1):
            rows = dict.fromkeys((_joined(danish[:length]), _joined(english[:length])))
            for mains in rows:
                for way in self._ways.get(mains, ()):
                    yield length, way

    def _further(self, bridge: Bridge) -> Iterator[Bridge]:
        """Where its phrase leads; never to the other language and back, which strays."""
        for phrase, strength in self._leads(bridge.phrase):
            if (bridge.strength, strength) != (ACROSS, ACROSS):
                weaker = AGAIN * bridge.strength * strength
                yield Bridge(bridge.start, bridge.length, phrase, weaker)

    def _leads(self, phrase: str) -> Iterator[Way]:
        for mains in dict.fromkeys(self._mains(phrase, language) for language in ("da", "en")):
            yield from self._ways.get(mains, ())

    def _is_same(self, phrase: str, other: str) -> bool:
        return self._mains(phrase, "da") == self._mains(other, "da")

    def _row(self, words: Sequence[str], language: str) -> list[Mains]:
        """The lemmas of each word, up to the first that is no word."""
        row = []
        for word in words:
            mains = self._mains(word, language)
            if not mains:
                break
            row.append(mains)
        return row

    def _mains(self, phrase: str, language: str) -> Mains:
        return tuple(token.main for token in self._analyser.tokens(phrase, language))

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._ways), default=0)

    @cached_property
    def _ways(self) -> dict[Mains, tuple[Way, ...]]:
        """Lemmas of words that lead somewhere, and where they lead, closest first."""
        ways: dict[Mains, dict[str, float]] = {}
        for phrase, language, others, strength in self._pairs():
            leads = ways.setdefault(self._mains(phrase, language), {})
            for other in others:
                if other != phrase:
                    leads.setdefault(other, strength)
        return {mains: tuple(leads.items()) for mains, leads in ways.items()}

    def _pairs(self) -> Iterator[tuple[str, str, Iterable[str], float]]:
        for danish, english in self._lists.across:
            yield from ((phrase, "da", english, ACROSS) for phrase in danish)
            yield from ((phrase, "en", danish, ACROSS) for phrase in english)
        for language, groups in (("da", self._lists.danish), ("en", self._lists.english)):
            for group in groups:
                for phrase in group:
                    yield phrase, language, group, NEAR

    def _respelt(self, word: str) -> Iterator[Way]:
        for old, new in _SPELLINGS:
            spelt = word.replace(old, new)
            if spelt != word and self._analyser.knows(spelt, whole=True):
                yield spelt, RESPELT

    def _parts(self, word: str) -> Iterator[Way]:
        """What a compound begins with and what it ends in, as words."""
        cut = self._analyser.split(word)
        for at in range(1, len(cut)):
            first, last = self._without_link("".join(cut[:at])), "".join(cut[at:])
            yield from (
                (part, strength)
                for part, strength in ((last, LAST_PART), (first, OTHER_PART))
                if len(part) >= _SHORTEST and self._analyser.knows(part)
            )

    def _without_link(self, part: str) -> str:
        """``arbejdsmarkeds`` as the word that it is."""
        plain = part.removesuffix("s")
        return plain if self._analyser.knows(plain, whole=True) else part


def open_bridges(analyser: Analyser) -> Bridges:
    """The bridges of the shipped lists."""
    return Bridges(analyser, load_bridge_lists())


def _joined(row: Sequence[Mains]) -> Mains:
    return tuple(main for mains in row for main in mains)
