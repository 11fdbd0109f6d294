"""whoosh3 used plainly, as its documentation shows: what our engine is held against.

Two TEXT fields with Whoosh's own Danish analyser, three facets, one commit. Questions are asked
as OR: as AND, its default, they find next to nothing and cost next to nothing.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh.analysis.analyzers import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, open_dir
from whoosh.qparser.default import MultifieldParser
from whoosh.qparser.syntax import AndGroup, OrGroup
from whoosh.query.compound import And, Or
from whoosh.query.terms import Term

from benchmarks.mix import Asked
from hub.model import Item
from hub.search import PAGE_SIZE

FACETS = ("kind", "source", "year")


def fill(folder: Path, items: Iterable[Item]) -> None:
    """Index all `items` in one commit."""
    folder.mkdir(parents=True)
    text = LanguageAnalyzer("da")
    schema = Schema(
        key=ID(stored=True),
        title=TEXT(stored=True, analyzer=text),
        body=TEXT(stored=True, analyzer=text),
        **{facet: ID(sortable=True) for facet in FACETS},
    )
    writer: Any = create_in(str(folder), schema).writer()
    for item in items:
        writer.add_document(
            key=item.id,
            title=item.title,
            body=f"{item.summary}\n{item.body}",
            kind=item.kind,
            source=item.source,
            year=item.date.iso[:4] if item.date else "",
        )
    writer.commit()


class BareWhoosh:
    """An index to ask."""

    def __init__(self, folder: Path) -> None:
        self._index: Any = open_dir(str(folder))
        self._searcher: Any = self._index.searcher()
        fields = ["title", "body"]
        self._all = MultifieldParser(fields, self._index.schema, group=AndGroup)
        self._any = MultifieldParser(fields, self._index.schema, group=OrGroup)

    def page(self, asked: Asked) -> int:
        """The first page: total, and marked stretches of its hits; facets where filters are."""
        results = self._search(asked, facets=bool(asked.filters.chosen))
        for hit in results:
            hit.highlights("title")
            hit.highlights("body")
        return len(results)

    def ids(self, asked: Asked) -> list[str]:
        """The keys of the first page's hits."""
        return [hit["key"] for hit in self._search(asked, facets=False)]

    def close(self) -> None:
        """Close its files."""
        self._searcher.close()
        self._index.close()

    def _search(self, asked: Asked, *, facets: bool) -> Any:
        parser = self._any if asked.kind.startswith("question") else self._all
        parsed = parser.parse(asked.text.replace(" ELLER ", " OR "))
        wanted = [
            Or([Term(facet, value) for value in values])
            for facet, values in asked.filters.chosen
            if facet in FACETS
        ]
        more: dict[str, Any] = {"groupedby": list(FACETS)} if facets else {}
        if wanted:
            more["filter"] = And(wanted)
        return self._searcher.search(parsed, limit=PAGE_SIZE, **more)
