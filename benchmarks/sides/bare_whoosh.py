"""whoosh3 used plainly, as its documentation shows: what our engine is held against.

Two TEXT fields with Whoosh's own Danish analyser, three facets, one commit. Questions are asked
as OR: as AND, its default, they find next to nothing and cost next to nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.analysis.analyzers import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import AndGroup, OrGroup
from whoosh.query.compound import And, Or
from whoosh.query.terms import Term

from benchmarks.clock import seconds
from benchmarks.collection import stored_items
from benchmarks.mix import Asked
from benchmarks.places import gone
from benchmarks.sides.port import Filled, folder_of, weight
from hub.model import Item
from hub.search import PAGE_SIZE

FACETS = ("kind", "source", "year")


@dataclass(frozen=True)
class BareWhoosh:
    """An index of Whoosh's own."""

    name: str = "bare Whoosh"

    def missing(self) -> str:
        """It comes with the hub."""
        return ""

    def fill(self, root: Path) -> Filled:
        """All items in one commit."""
        folder = gone(folder_of(self, root))
        folder.mkdir(parents=True)
        with stored_items(root) as items:
            index: Any = create_in(str(folder), _schema())
            spent = seconds(lambda: _add(index, items))
            return Filled(index.doc_count(), spent, weight(folder))

    @contextmanager
    def open(self, root: Path) -> Iterator["_Asker"]:
        """Open for searching."""
        index: Any = open_dir(str(folder_of(self, root)))
        asker = _Asker(root, index)
        yield asker
        asker.searcher.close()
        index.close()


def _schema() -> Schema:
    text = LanguageAnalyzer("da")
    return Schema(
        key=ID(stored=True, unique=True),
        title=TEXT(stored=True, analyzer=text),
        body=TEXT(stored=True, analyzer=text),
        **{facet: ID(sortable=True) for facet in FACETS},
    )


def _add(index: Any, items: Iterator[Item]) -> None:
    writer = index.writer()
    for item in items:
        writer.add_document(**_fields(item))
    writer.commit()


def _fields(item: Item) -> dict[str, str]:
    return {
        "key": item.id,
        "title": item.title,
        "body": f"{item.summary}\n{item.body}",
        "kind": item.kind,
        "source": item.source,
        "year": item.date.iso[:4] if item.date else "",
    }


class _Asker:
    """An index to ask."""

    def __init__(self, root: Path, index: Any) -> None:
        self._root = root
        self._index = index
        self.searcher: Any = index.searcher()
        fields = ["title", "body"]
        self._all = MultifieldParser(fields, index.schema, group=AndGroup)
        self._any = MultifieldParser(fields, index.schema, group=OrGroup)

    def page(self, asked: Asked) -> int:
        """The first page: total, and marked stretches of its hits; facets where filters are."""
        results = self._search(asked, facets=bool(asked.filters.chosen))
        for hit in results:
            hit.highlights("title")
            hit.highlights("body")
        return min(len(results), PAGE_SIZE)

    def ids(self, asked: Asked) -> Sequence[str]:
        """The keys of the first page's hits."""
        return [hit["key"] for hit in self._search(asked, facets=False)]

    def suggest(self, typed: str) -> Sequence[object]:  # noqa: ARG002 - it has no such thing
        """Nothing."""
        return ()

    def take_up(self, ids: Sequence[str]) -> float:
        """Read from the store, added, committed, and open for searching again."""
        with stored_items(self._root, ids) as items:
            return seconds(lambda: self._take_up(items))

    def _take_up(self, items: Iterator[Item]) -> None:
        writer = self._index.writer()
        for item in items:
            writer.update_document(**_fields(item))
        writer.commit()
        self.searcher = self.searcher.refresh()

    def _search(self, asked: Asked, *, facets: bool) -> Any:
        parser = self._any if asked.is_question else self._all
        parsed = parser.parse(asked.text.replace(" ELLER ", " OR "))
        wanted = [
            Or([Term(facet, value) for value in values])
            for facet, values in asked.filters.chosen
            if facet in FACETS
        ]
        more: dict[str, Any] = {"groupedby": list(FACETS)} if facets else {}
        if wanted:
            more["filter"] = And(wanted)
        return self.searcher.search(parsed, limit=PAGE_SIZE, **more)
