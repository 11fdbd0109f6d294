"""The search of lemon24/reader, the library that feed readers are built on: FTS5 inside."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.clock import seconds
from benchmarks.collection import stored_items
from benchmarks.mix import Asked
from benchmarks.places import gone
from benchmarks.sides.port import Filled, folder_of
from hub.model import Item
from hub.search import PAGE_SIZE


@dataclass(frozen=True)
class ReaderSearch:
    """Its store of entries and the index beside it. It knows no facets."""

    name: str = "lemon24/reader"

    def missing(self) -> str:
        """It is no part of the hub."""
        return "" if find_spec("reader") else "it is not installed; make bench installs it"

    def fill(self, root: Path) -> Filled:
        """Entries are stored first, which is not timed: its index, too, is made from its store."""
        folder = gone(folder_of(self, root))
        folder.mkdir(parents=True)
        with _library(folder) as library, stored_items(root) as items:
            _add(library, items)
            library.enable_search()
            spent = seconds(library.update_search)
            many = library.get_entry_counts().total
        return Filled(many, spent, sum(file.stat().st_size for file in folder.glob("*.search*")))

    @contextmanager
    def open(self, root: Path) -> Iterator["_Asker"]:
        """Open for searching."""
        with _library(folder_of(self, root)) as library:
            yield _Asker(root, library)


def _library(folder: Path) -> Any:
    from reader import make_reader

    return make_reader(str(folder / "reader.db"))


def _add(library: Any, items: Iterator[Item]) -> None:
    for item in items:
        library.add_feed(item.source, exist_ok=True, allow_invalid_url=True)
        library.add_entry(
            {
                "feed_url": item.source,
                "id": item.id,
                "title": item.title,
                "summary": item.summary,
                "content": [{"value": item.body, "type": "text/plain"}],
            }
        )


@dataclass(frozen=True)
class _Asker:
    """A library to ask."""

    root: Path
    library: Any

    def page(self, asked: Asked) -> int:
        """Results come with their marked texts; the total is asked for apart."""
        self.library.search_entry_counts(asked.in_fts5())
        return len(self._found(asked))

    def ids(self, asked: Asked) -> Sequence[str]:
        """The same without the total: it has nothing less."""
        return [found.id for found in self._found(asked)]

    def suggest(self, typed: str) -> Sequence[object]:  # noqa: ARG002 - it has no such thing
        """Nothing."""
        return ()

    def take_up(self, ids: Sequence[str]) -> float:
        """Stored, which is not timed, and then indexed."""
        with stored_items(self.root, ids) as items:
            _add(self.library, items)
        return seconds(self.library.update_search)

    def _found(self, asked: Asked) -> list[Any]:
        return list(self.library.search_entries(asked.in_fts5(), limit=PAGE_SIZE))
