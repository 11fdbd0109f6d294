"""The word lexicon: a trie in a file, built once and memory-mapped afterwards.

Words are keys; the left parts of compounds are keys behind a mark. A value holds an `Entry`, the
lemma as what to cut off the word and what to put on; English words, behind another mark, have none.
"""

from collections.abc import Iterator
from pathlib import Path

import marisa_trie

from hub.errors import EngineError
from indexer.analysis.entries import Entries, Entry, Words
from indexer.analysis.triefile import is_whole, write

_FORMAT = 2  # raise it when this file or `entries` makes another lexicon of the same words
_NAME = "danish.lexicon"
_LEFT, _ENGLISH = "\x01", "\x02"  # no word holds them


class Lexicon:
    """Look-ups in a mapped file. Safe to share between threads; nothing in it changes."""

    def __init__(self, path: Path) -> None:
        self._trie = marisa_trie.BytesTrie()
        self._trie.mmap(str(path))

    def lemma(self, word: str) -> str | None:
        """The lemma of `word`; the word itself where it is a lemma; None where it is unknown."""
        found = self._trie.get_value(word) if word.isalpha() else None
        return _follow(word, found[0]) if found else None

    def word(self, word: str) -> Entry | None:
        """What is known of `word` as the last part of compounds."""
        found = self._trie.get_value(word) if word.isalpha() else None
        return _entry(word, found[0]) if found else None

    def left(self, form: str) -> Entry | None:
        """What is known of `form` as the first or a middle part of compounds."""
        found = self._trie.get_value(_LEFT + form) if form.isalpha() else None
        return _entry(form, found[0]) if found else None

    def is_english(self, word: str) -> bool:
        """Whether `word` is a form of an English word."""
        return word.isalpha() and (_ENGLISH + word) in self._trie

    def lefts(self, word: str) -> list[str]:
        """The left parts that `word` may begin with, shortest first."""
        if not word.isalpha():
            return []
        keys: list[str] = self._trie.prefixes(_LEFT + word)
        return [key[1:] for key in keys]


def open_lexicon(folder: Path, words: Words) -> Lexicon:
    """The lexicon in `folder`, which is built where it is missing, damaged or of another version.

    Raises EngineError when the folder can't be written.
    """
    path, version = folder / _NAME, f"{_FORMAT} {words.version}"
    try:
        if not is_whole(path, version):
            write(path, version, _trie_of(words.read()))
        return Lexicon(path)
    except (OSError, RuntimeError) as error:
        raise EngineError(
            f"The word lexicon {path} can't be written or read: {error}. "
            "See to it that the folder can be written and that the disk has room."
        ) from error


def _trie_of(entries: Entries) -> bytes:
    content: bytes = marisa_trie.BytesTrie(_values(entries)).tobytes()
    return content


def _values(entries: Entries) -> Iterator[tuple[str, bytes]]:
    for word, entry in entries.words:
        if word.isalpha():
            yield word, _value(word, entry)
    for form, entry in entries.lefts:
        yield _LEFT + form, _value(form, entry)
    for word in entries.english:
        if word.isalpha():
            yield _ENGLISH + word, b""


def _value(word: str, entry: Entry) -> bytes:
    """How often it was seen, how many characters to cut for the lemma, and what to put on then."""
    same = 0
    for letter, other in zip(word, entry.lemma, strict=False):
        if letter != other:
            break
        same += 1
    return bytes([min(entry.seen, 255), len(word) - same]) + entry.lemma[same:].encode()


def _entry(word: str, value: bytes) -> Entry:
    return Entry(_follow(word, value), value[0])


def _follow(word: str, value: bytes) -> str:
    return word[: len(word) - value[1]] + value[2:].decode()
