"""Reads ``bridges/*.txt``: words that mean nearly the same, in Danish, in English, across both.

They are used when something is looked for, never when it is indexed, so a change of them changes
no token and no version of the analysis.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

Side = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BridgeLists:
    """`across`: Danish words and English ones for the same; `danish`, `english`: near words."""

    across: tuple[tuple[Side, Side], ...]
    danish: tuple[Side, ...]
    english: tuple[Side, ...]


def load_bridge_lists() -> BridgeLists:
    """The lists that are shipped with this package."""
    folder = files(__package__) / "bridges"
    return BridgeLists(
        tuple(_lines(folder / "danish_english.txt")),
        tuple((*left, *right) for left, right in _lines(folder / "near_danish.txt")),
        tuple((*left, *right) for left, right in _lines(folder / "near_english.txt")),
    )


def _lines(file: Traversable) -> Iterator[tuple[Side, Side]]:
    """``word[, word] = word[, word]``, as both sides."""
    for line in file.read_text(encoding="utf-8").splitlines():
        said = line.partition("#")[0]
        if said.strip():
            left, _, right = said.partition("=")
            yield _side(left), _side(right)


def _side(text: str) -> Side:
    return tuple(word for part in text.split(",") if (word := " ".join(part.split())))
