"""What every side does: make its index from the collection's store, answer, take up items."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.mix import Asked
from benchmarks.places import SIDES


@dataclass(frozen=True, slots=True)
class Filled:
    """What making an index took: items, seconds, and bytes on disk."""

    items: int
    seconds: float
    bytes: int


class Asker(Protocol):
    """A side's index, open."""

    def page(self, asked: Asked) -> int:
        """The whole first page as this side makes one; how many hits it has."""
        ...

    def ids(self, asked: Asked) -> Sequence[str]:
        """The keys of the first page's hits, best first, and nothing else."""
        ...

    def suggest(self, typed: str) -> Sequence[object]:
        """How `typed` may go on; nothing where the side has no such thing."""
        ...

    def take_up(self, ids: Sequence[str]) -> float:
        """Seconds until these items of the collection's store, new ones, can be found."""
        ...


class Side(Protocol):
    """One who is compared."""

    @property
    def name(self) -> str:
        """For the table."""
        ...

    def missing(self) -> str:
        """Why it can't be measured here; empty where it can."""
        ...

    def fill(self, root: Path) -> Filled:
        """Make the index of the collection below `root`."""
        ...

    def open(self, root: Path) -> AbstractContextManager[Asker]:
        """Open what was filled."""
        ...


def folder_of(side: Side, root: Path) -> Path:
    """Where a side keeps its index."""
    return root / SIDES / side.name.replace(" ", "-").lower()


def weight(folder: Path) -> int:
    """Bytes of all files in `folder`."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
