"""How what is typed may go on: our themes, phrases, people and titles, and nobody's queries."""

import re
import threading
import time
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from heapq import nsmallest

from hub.naming import plain_name
from hub.query import parse_query
from hub.search import Suggestion
from hub.store import Store
from indexer.freeing import give_back
from indexer.searcher.field_words import FieldWords
from indexer.searcher.frequent_phrases import frequent_phrases

MOST_TITLES = 20_000
MOST_PEOPLE = 5_000
FEWEST_LETTERS = 2
_BEGINNING = 120  # letters of a summary, where phrases are sought
_LONGEST = 200  # letters of what is typed that are looked at …
_COMPARED = 40  # … and that are compared
_OF_A_KIND = 3  # before other kinds have their turn
_REST = 50  # times as long as they took to make, suggestions are kept though the store changes
_KINDS = ("theme", "phrase", "person", "title")
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d{6}")  # what a person's number begins with
_SPELT = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "u", "é": "e", "è": "e"}
)


class _Kind:
    """The suggestions of one kind, the worthiest first, by the beginnings of their words."""

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        self._suggestions = suggestions
        starts = []
        for place, suggestion in enumerate(suggestions):
            plain = _plain(suggestion.text)
            for word in _WORD.finditer(plain):
                at = word.start()
                rank = place if at == 0 else place + len(suggestions)
                starts.append((plain[at : at + _COMPARED], rank))
        starts.sort()
        self._texts = [text for text, _ in starts]
        self._ranks = array("l", [rank for _, rank in starts])

    def find(self, plain: str, limit: int) -> list[Suggestion]:
        """The best of those with a word from which on they begin as `plain`."""
        first = bisect_left(self._texts, plain)
        after = bisect_left(self._texts, plain + "\uffff", first)
        # One may fit by two words, a theme also by its titles in two languages.
        best = nsmallest(4 * limit, set(self._ranks[first:after]))
        found = (self._suggestions[rank % len(self._suggestions)] for rank in best)
        once: dict[str, Suggestion] = {}
        for suggestion in found:
            once.setdefault(suggestion.id or suggestion.text, suggestion)
        return list(once.values())[:limit]


class Typeahead:
    """Finds suggestions by the beginning of any of their words. Nothing in it changes.

    `suggestions` are given in the order of their worth. Words are compared without case and marks,
    æ, ø and å as ae, oe and aa.
    """

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        self._kinds = [_Kind([s for s in suggestions if s.kind == kind]) for kind in _KINDS]

    def find(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """The best of each kind, in the order of the kinds; what begins as typed comes first."""
        plain = _plain(typed)[:_COMPARED]
        if len(plain) < FEWEST_LETTERS:
            return ()
        return _mixed([one for kind in self._kinds for one in kind.find(plain, limit)], limit)


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
        typed = typed[:_LONGEST]
        if _NUMBER.search(typed) or any(note.code == "cpr" for note in parse_query(typed).notes):
            return ()
        return self._typeahead().find(typed, limit)

    def prepare(self) -> None:
        """Make the suggestions before somebody types. Raises StoreError."""
        self._typeahead()

    def _typeahead(self) -> Typeahead:
        kept = self._kept
        if kept is not None and (self._clock() < self._rests_until or self._lock.locked()):
            return kept
        with self._lock:
            state = self._store.items.last_change()
            if self._kept is None or state != self._state:
                began = self._clock()
                self._kept, self._state = Typeahead(self._all()), state
                give_back()
                ended = self._clock()
                self._rests_until = ended + _REST * (ended - began)
            return self._kept

    def _all(self) -> list[Suggestion]:
        """Every suggestion, none twice."""
        titles = self._store.titles.newest(MOST_TITLES, _BEGINNING)
        texts = ((titled.source, (titled.title, titled.begins)) for titled in titles)
        named = self._store.titles.people(MOST_PEOPLE)
        found = [
            *self._themes(),
            *(Suggestion(text, "phrase") for text, _ in frequent_phrases(texts, self._is_stop)),
            *(Suggestion(plain_name(name), "person") for name, _ in named),
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
