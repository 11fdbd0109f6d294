"""SQLite's own full-text search, used plainly: unicode61 tokens, bm25, ``snippet()``."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import seconds
from benchmarks.collection import stored_items
from benchmarks.mix import Asked
from benchmarks.places import gone
from benchmarks.sides.port import Filled, folder_of, weight
from hub.model import Item
from hub.search import PAGE_SIZE

FACETS = ("kind", "source", "year")
TABLES = """
CREATE TABLE items (id INTEGER PRIMARY KEY, key TEXT UNIQUE, kind TEXT, source TEXT, year TEXT);
CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize = "unicode61 remove_diacritics 0");
"""
_SNIPPETS = ", snippet(texts, 0, '<b>', '</b>', '…', 20), snippet(texts, 1, '<b>', '</b>', '…', 40)"


@dataclass(frozen=True)
class Fts5:
    """A database with the texts in a virtual table and the facets in columns."""

    name: str = "SQLite FTS5"

    def missing(self) -> str:
        """Some builds of SQLite are without it."""
        with closing(sqlite3.connect(":memory:")) as database:
            options = {option for (option,) in database.execute("PRAGMA compile_options")}
        return "" if "ENABLE_FTS5" in options else "this SQLite was built without it"

    def fill(self, root: Path) -> Filled:
        """All items in one transaction."""
        folder = gone(folder_of(self, root))
        folder.mkdir(parents=True)
        with closing(sqlite3.connect(folder / "texts.db")) as database, stored_items(root) as items:
            database.executescript(TABLES)
            spent = seconds(lambda: _add(database, items))
            many: int = database.execute("SELECT count(*) FROM items").fetchone()[0]
        return Filled(many, spent, weight(folder))

    @contextmanager
    def open(self, root: Path) -> Iterator["_Asker"]:
        """Open for searching."""
        with closing(sqlite3.connect(folder_of(self, root) / "texts.db")) as database:
            yield _Asker(root, database)


def _add(database: sqlite3.Connection, items: Iterator[Item]) -> None:
    with database:
        for item in items:
            year = item.date.iso[:4] if item.date else ""
            row = database.execute(
                "INSERT INTO items (key, kind, source, year) VALUES (?, ?, ?, ?)",
                (item.id, item.kind, item.source, year),
            )
            texts = (row.lastrowid, item.title, f"{item.summary}\n{item.body}")
            database.execute("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", texts)


@dataclass(frozen=True)
class _Asker:
    """A database to ask."""

    root: Path
    database: sqlite3.Connection

    def page(self, asked: Asked) -> int:
        """Ids, the total, snippets; facets where filters are."""
        where, given = _condition(asked)
        self.database.execute(f"SELECT count(*) FROM texts WHERE {where}", given).fetchone()
        if asked.filters.chosen:
            for facet in FACETS:
                self.database.execute(
                    f"SELECT {facet}, count(*) FROM items WHERE id IN"
                    f" (SELECT rowid FROM texts WHERE {where}) GROUP BY {facet}",
                    given,
                ).fetchall()
        return len(self._best(where, given, _SNIPPETS))

    def ids(self, asked: Asked) -> Sequence[str]:
        """The keys of the first page's hits."""
        return [str(row[0]) for row in self._best(*_condition(asked), "")]

    def _best(self, where: str, given: Sequence[str], more: str) -> list[tuple[str, ...]]:
        """The first page's rows, in the order that the virtual table itself finds them in."""
        rows = self.database.execute(
            f"SELECT (SELECT key FROM items WHERE id = texts.rowid){more} FROM texts"
            f" WHERE {where} ORDER BY rank LIMIT {PAGE_SIZE}",
            given,
        )
        return rows.fetchall()

    def suggest(self, typed: str) -> Sequence[object]:  # noqa: ARG002 - it has no such thing
        """Nothing."""
        return ()

    def take_up(self, ids: Sequence[str]) -> float:
        """Read from the store, added, committed."""
        with stored_items(self.root, ids) as items:
            return seconds(lambda: _add(self.database, items))


def _condition(asked: Asked) -> tuple[str, list[str]]:
    """What stands behind WHERE, and its values."""
    where, given = ["texts MATCH ?"], [asked.in_fts5()]
    chosen = [f"{facet} IN ({_marks(values)})" for facet, values in _chosen(asked)]
    if chosen:
        where.append(f"rowid IN (SELECT id FROM items WHERE {' AND '.join(chosen)})")
    return " AND ".join(where), given + [one for _, values in _chosen(asked) for one in values]


def _chosen(asked: Asked) -> list[tuple[str, tuple[str, ...]]]:
    return [(facet, values) for facet, values in asked.filters.chosen if facet in FACETS]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
