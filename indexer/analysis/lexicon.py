"""The word lexicon: a file of two tries in one, built once and memory-mapped afterwards.

Words are keys; left parts of compounds are keys behind a mark. A value holds a flag and how to make
the lemma: how many characters to cut, and what to put on. The file ends in a trailer with its
version and a checksum, for a damaged trie would take the process down instead of raising.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import marisa_trie

from hub.errors import EngineError
from indexer.analysis.entries import left_forms, read_forms, source_version

_FORMAT = 1  # of the file, and of what `entries` makes for it
_NAME = "danish.lexicon"
_LEFT = "\x01"  # no word holds it
_FORM, _LEMMA = 1, 2
_TRAILER: Final = 64


class Lexicon:
    """Look-ups in a mapped lexicon. Safe to share between threads; nothing in it changes."""

    def __init__(self, path: Path) -> None:
        self._trie = marisa_trie.BytesTrie()
        self._trie.mmap(str(path))

    def lemma(self, word: str) -> str | None:
        """The lemma of `word`; the word itself where it is a lemma; None where it is unknown."""
        found = self._trie.get_value(word) if word.isalpha() else None
        return _lemma(word, found[0]) if found else None

    def is_known(self, word: str) -> bool:
        """Whether `word` is a form or a lemma."""
        return word.isalpha() and bool(self._trie.get_value(word))

    def left_parts(self, word: str) -> list[tuple[str, str]]:
        """What `word` may begin with as a compound: left forms with their lemmas, short first."""
        if not word.isalpha():
            return []
        keys: list[str] = self._trie.prefixes(_LEFT + word)
        return [(key[1:], _lemma(key[1:], self._trie.get_value(key)[0])) for key in keys]

    def left_lemma(self, form: str) -> str | None:
        """The lemma of a left part, None where `form` is none."""
        found = self._trie.get_value(_LEFT + form) if form.isalpha() else None
        return _lemma(form, found[0]) if found else None


def open_lexicon(folder: Path, agents: tuple[str, ...]) -> Lexicon:
    """The lexicon in `folder`, which is built where it is missing, damaged or of another version.

    Two processes may do this at once: each writes a file of its own, and the last one stays.
    Raises EngineError when the folder can't be written.
    """
    path, version = folder / _NAME, _version(agents)
    try:
        if not _is_whole(path, version):
            _build(path, version, agents)
        return Lexicon(path)
    except (OSError, RuntimeError) as error:
        raise EngineError(
            f"The word lexicon {path} can't be written or read: {error}. "
            "See to it that the folder can be written and that the disk has room."
        ) from error


def _version(agents: tuple[str, ...]) -> str:
    digest = hashlib.sha256(" ".join(agents).encode()).hexdigest()[:12]
    return f"{_FORMAT} {source_version()} {digest}"


def _is_whole(path: Path, version: str) -> bool:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return False
    return content[-_TRAILER:] == _trailer(content[:-_TRAILER], version)


def _trailer(content: bytes, version: str) -> bytes:
    return hashlib.blake2b(content, digest_size=_TRAILER, key=version.encode()).digest()


def _build(path: Path, version: str, agents: tuple[str, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content: bytes = marisa_trie.BytesTrie(_values(agents)).tobytes()
    new = path.with_name(f"{_NAME}.{secrets.token_hex(4)}")
    try:
        with new.open("xb") as file:
            file.write(content)
            file.write(_trailer(content, version))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _values(agents: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    forms, lemmas = read_forms(agents)
    for word in forms.keys() | lemmas:
        if word.isalpha():
            flag = _FORM * (word in forms) + _LEMMA * (word in lemmas)
            yield word, bytes([flag]) + _recipe(word, forms.get(word, word))
    for form, lemma in dict(left_forms(forms, lemmas)).items():
        yield _LEFT + form, bytes([_FORM]) + _recipe(form, lemma)


def _recipe(word: str, lemma: str) -> bytes:
    """How to make `lemma` of `word`: how many characters to cut, and what to put on."""
    same = next(
        (at for at, (a, b) in enumerate(zip(word, lemma, strict=False)) if a != b),
        min(len(word), len(lemma)),
    )
    return bytes([len(word) - same]) + lemma[same:].encode()


def _lemma(word: str, value: bytes) -> str:
    cut = value[1]
    return (word[:-cut] if cut else word) + value[2:].decode()
