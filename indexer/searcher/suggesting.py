"""How what is typed may go on: our themes, phrases, people and titles, and nobody's queries."""

import re
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from hub.query import parse_query
from hub.search import Suggestion
from hub.store import Store
from indexer.searcher.field_words import FieldWords
from indexer.searcher.frequent_phrases import frequent_phrases

MOST_TITLES = 20_000
MOST_PEOPLE = 5_000
FEWEST_LETTERS = 2
_BEGINNING = 200  # letters of a summary, where phrases are sought
_OF_A_KIND = 3  # before other kinds have their turn
_REST = 50  # times as long as they took to make, suggestions are kept though the store changes
_KINDS = ("theme", "phrase", "person", "title")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d{6}")  # what a person's number begins with
_SPELT = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e", "è": "e"}
)


class _Entry(NamedTuple):
    """A suggestion, its place among those of its kind, and its words as they are compared."""

    suggestion: Suggestion
    place: int
    plain: str


class Typeahead:
    """Finds suggestions by the beginning of any of their words. Nothing in it changes.

    `suggestions` are given in the order of their worth. Words are compared without case and marks,
    æ, ø and å as ae, oe and aa.
    """

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        self._entries = [
            _Entry(suggestion, place, _plain(suggestion.text))
            for place, suggestion in enumerate(suggestions)
        ]
        starts = [
            (entry.plain[match.start() :], entry.place)
            for entry in self._entries
            for match in _WORD.finditer(entry.plain)
        ]
        starts.sort()
        self._texts = [text for text, _ in starts]
        self._places = [place for _, place in starts]

    def find(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """The best of each kind, in the order of the kinds; what begins as typed comes first."""
        plain = _plain(typed)
        if len(plain) < FEWEST_LETTERS or limit < 1:
            return ()
        ranked = sorted({self._rank(place, plain) for place in self._beginning(plain)})
        fitting = (self._entries[place].suggestion for *_, place in ranked)
        # A theme may fit by its titles in several languages.
        once = {suggestion.id or suggestion.text: suggestion for suggestion in reversed([*fitting])}
        return _mixed([*reversed(once.values())], limit)

    def _beginning(self, plain: str) -> list[int]:
        """The places of what has a word from which on it begins as `plain`."""
        first = bisect_left(self._texts, plain)
        after = bisect_left(self._texts, plain + "\uffff", first)
        return self._places[first:after]

    def _rank(self, place: int, plain: str) -> tuple[int, bool, int]:
        return self._kind(place), not self._entries[place].plain.startswith(plain), place

    def _kind(self, place: int) -> int:
        return _KINDS.index(self._entries[place].suggestion.kind)


class Suggestions:
    """Suggestions for the store as it stands.

    They are made when somebody types first, and again when the store has changed, but at most a
    small part of the time is spent on that. `clock` counts seconds. Threads may share one.
    """

    def __init__(
        self,
        store: Store,
        field: Callable[[], FieldWords],
        is_stop: Callable[[str], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._field = field
        self._is_stop = is_stop
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: Typeahead | None = None
        self._state = ""
        self._rests_until = 0.0

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """How `typed` may go on; nothing for what may be a person's number."""
        if _NUMBER.search(typed) or any(note.code == "cpr" for note in parse_query(typed).notes):
            return ()
        return self._typeahead().find(typed, limit)

    def _typeahead(self) -> Typeahead:
        with self._lock:
            if self._kept is None or self._clock() >= self._rests_until:
                state = self._store.items.last_change()
                if self._kept is None or state != self._state:
                    began = self._clock()
                    self._kept, self._state = Typeahead(self._all()), state
                    ended = self._clock()
                    self._rests_until = ended + _REST * (ended - began)
            return self._kept

    def _all(self) -> list[Suggestion]:
        """Every suggestion, none twice."""
        titles = self._store.titles.newest(MOST_TITLES, _BEGINNING)
        texts = ((titled.source, (titled.title, titled.begins)) for titled in titles)
        found = [
            *self._themes(),
            *(Suggestion(text, "phrase") for text, _ in frequent_phrases(texts, self._is_stop)),
            *(Suggestion(name, "person") for name, _ in self._store.titles.people(MOST_PEOPLE)),
            *(Suggestion(titled.title, "title", titled.id) for titled in titles),
        ]
        once: dict[str, Suggestion] = {}
        for suggestion in found:
            if plain := _plain(suggestion.text):
                once.setdefault(plain, suggestion)
        return list(once.values())

    def _themes(self) -> Iterator[Suggestion]:
        """Themes by their titles in every language, those with most items first."""
        counts = self._store.themes.counts()
        titles = self._field().themes
        ranked = sorted(titles, key=lambda theme: -(counts[theme].about if theme in counts else 0))
        for theme in ranked:
            yield from (Suggestion(title, "theme", theme) for title in titles[theme])


def _mixed(fitting: Sequence[Suggestion], limit: int) -> tuple[Suggestion, ...]:
    """The first `limit`, in their order, but few of a kind while other kinds wait."""
    before = Counter[str]()
    turns = []
    for at, suggestion in enumerate(fitting):
        turns.append((before[suggestion.kind] >= _OF_A_KIND, at))
        before[suggestion.kind] += 1
    return tuple(fitting[at] for at in sorted(at for _, at in sorted(turns)[:limit]))


def _plain(text: str) -> str:
    """The words of `text` as they are compared."""
    return " ".join(_WORD.findall(text.lower().translate(_SPELT)))
