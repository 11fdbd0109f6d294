"""Reads the word lists in ``words/*.txt``: words parted by blanks, ``#`` begins a comment.

Each list says in its first lines what it is for. A change of any of them changes `digest`, and so
the version of the analysis, and so what must be indexed anew.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

_FILLER = "filler.txt"


@dataclass(frozen=True, slots=True)
class WordLists:
    """Every list, ready to ask. Words are lower-cased, without accents, as tokens are."""

    overrides: Mapping[str, str]  # form -> lemma
    key_families: Mapping[str, str]  # lemma -> the word that names its family
    agents: tuple[str, ...]
    no_split: frozenset[str]
    particles: frozenset[str]
    no_left: frozenset[str]
    no_right: frozenset[str]
    short_left: frozenset[str]
    short_right: frozenset[str]
    extra_left: Mapping[str, str]  # form -> lemma
    stop_da: frozenset[str]
    stop_en: frozenset[str]
    stop_sv: frozenset[str]
    stop_nb: frozenset[str]
    stop_other: frozenset[str]
    distinct_da: frozenset[str]
    filler: frozenset[str]
    digest: str


def load_word_lists() -> WordLists:
    """The lists that are shipped with this package."""
    folder = files(__package__) / "words"
    return WordLists(
        overrides=_named_by_first(folder / "overrides.txt"),
        key_families=_named_by_first(folder / "key_families.txt"),
        agents=tuple(sorted(_words(folder / "agents.txt"))),
        no_split=_words(folder / "no_split.txt"),
        particles=_words(folder / "particles.txt"),
        no_left=_words(folder / "no_left.txt"),
        no_right=_words(folder / "no_right.txt"),
        short_left=_words(folder / "short_left.txt"),
        short_right=_words(folder / "short_right.txt"),
        extra_left={line[0]: line[-1] for line in _lines(folder / "extra_left.txt")},
        stop_da=_words(folder / "stop_da.txt"),
        stop_en=_words(folder / "stop_en.txt"),
        stop_sv=_words(folder / "stop_sv.txt"),
        stop_nb=_words(folder / "stop_nb.txt"),
        stop_other=_words(folder / "stop_other.txt"),
        distinct_da=_words(folder / "distinct_da.txt"),
        filler=_words(folder / _FILLER),
        digest=_digest(folder),
    )


def _lines(file: Traversable) -> list[list[str]]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [words for line in lines if (words := line.partition("#")[0].split())]


def _words(file: Traversable) -> frozenset[str]:
    return frozenset(word for line in _lines(file) for word in line)


def _named_by_first(file: Traversable) -> dict[str, str]:
    return {word: line[0] for line in _lines(file) for word in line}


def _digest(folder: Traversable) -> str:
    """A digest of the words that make tokens: not of filler words, comments and layout."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".txt") and file.name != _FILLER:
            lines = "\n".join(" ".join(line) for line in _lines(file))
            digest.update(f"{file.name}\n{lines}\n".encode())
    return digest.hexdigest()[:12]
