"""The forms of the words that our texts have, in a file that is mapped: a look-up instead of a
search for lemma and parts, which takes ten times as long.

Nobody needs the file: it only spares work. So what is wrong with it, or can't be written, costs
time and nothing else.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import marisa_trie

from indexer.analysis.triefile import is_whole, write

_NAME = "met.words"
_FORMAT = 1  # raise it when the values look otherwise
_FEWEST = 30_000  # new words that are worth a new file: some 6 MB of memory
_SHARE = 3  # … and one for so many that the file has
MOST = 1_000_000  # words; what comes later is found anew each time
_LONGEST = 60  # letters
_PARTED = "\x00"

WordForms = tuple[str, tuple[str, ...]]  # lemma, keys


class WordBook:
    """Forms of folded words of letters, for one `version` of the analysis; `find` makes those of a
    word that is not known yet. Threads may share one.
    """

    def __init__(self, folder: Path, version: str, find: Callable[[str], WordForms]) -> None:
        self._path = folder / _NAME
        self._version = f"{_FORMAT} {version}"
        self._find = find
        self._new: dict[str, bytes] = {}
        self._lock = threading.Lock()
        self._trie = self._opened()

    def forms(self, word: str) -> WordForms:
        """Lemma and keys of `word`."""
        known = self._trie.get_value(word) if word.isalpha() else None
        value = known[0] if known else self._new.get(word)
        if value is not None:
            return _forms(word, value)
        found = self._find(word)
        if word.isalpha() and len(word) <= _LONGEST and len(self._trie) + len(self._new) < MOST:
            self._new[word] = _value(word, found)
        return found

    def keep(self) -> bool:
        """Write down what is new, if that is much; whether it was written."""
        if len(self._new) < max(_FEWEST, len(self._trie) // _SHARE):
            return False
        with self._lock, suppress(OSError, RuntimeError):
            new = dict(self._new)
            content = marisa_trie.BytesTrie(self._all(new)).tobytes()
            write(self._path, self._version, content)
            self._trie = self._opened()
            for word in new:
                self._new.pop(word, None)
            return True
        return False

    def _all(self, new: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
        yield from self._trie.iteritems()
        yield from new.items()

    def _opened(self) -> marisa_trie.BytesTrie:
        trie = marisa_trie.BytesTrie()
        with suppress(OSError, RuntimeError):
            if is_whole(self._path, self._version):
                trie.mmap(str(self._path))
        return trie


def _value(word: str, forms: WordForms) -> bytes:
    """Lemma and keys; what is the same as before it is left out."""
    lemma, keys = forms
    same = ("" if lemma == word else lemma, *("" if key == lemma else key for key in keys))
    return _PARTED.join(same).encode()


def _forms(word: str, value: bytes) -> WordForms:
    first, *rest = value.decode().split(_PARTED)
    lemma = first or word
    return lemma, tuple([key or lemma for key in rest])
