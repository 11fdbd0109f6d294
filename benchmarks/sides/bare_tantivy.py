"""tantivy-py used plainly on the tokens that our analyser made: what our engine is held against.

The same fields of tokens and seven facets; the tokens of all items are made beforehand, so that
its numbers are the library's own.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tantivy import Document, Index, Occur, Query, Schema, SchemaBuilder, SnippetGenerator

from benchmarks.clock import seconds
from benchmarks.collection import settings_of
from benchmarks.mix import Asked
from benchmarks.places import COLLECTION, gone
from benchmarks.sides.port import Filled, folder_of, weight
from hub.cli.composition import Hub, open_hub
from hub.model import Item
from hub.search import PAGE_SIZE
from indexer.documents import to_document
from indexer.engines.port import TEXT_FIELDS

FACETS = ("kind", "form", "theme", "source", "year", "language", "access")
_STORED = "body_exact"  # what snippets are cut from


@dataclass(frozen=True)
class BareTantivy:
    """An index of Tantivy's own."""

    name: str = "bare Tantivy"

    def missing(self) -> str:
        """It comes with the hub."""
        return ""

    def fill(self, root: Path) -> Filled:
        """All items in one commit; making their tokens is not timed."""
        folder = gone(folder_of(self, root))
        folder.mkdir(parents=True)
        index = Index(_schema(), str(folder))
        writer = index.writer()
        spent = 0.0
        with open_hub(settings_of(root / COLLECTION), take_up=False) as hub:
            for item in hub.all_items():
                document = _document(hub, item)
                spent += seconds(partial(writer.add_document, document))
        spent += seconds(writer.commit) + seconds(writer.wait_merging_threads)
        index.reload()
        return Filled(index.searcher().num_docs, spent, weight(folder))

    @contextmanager
    def open(self, root: Path) -> Iterator["_Asker"]:
        """Open for searching; the analyser makes tokens of what is typed."""
        with open_hub(settings_of(root / COLLECTION), take_up=False) as hub:
            yield _Asker(hub, Index.open(str(folder_of(self, root))))


def _schema() -> Schema:
    builder = SchemaBuilder().add_text_field("key", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", stored=True, tokenizer_name="raw")
    for name in TEXT_FIELDS:
        builder.add_text_field(name, stored=name == _STORED, tokenizer_name="whitespace")
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _document(hub: Hub, item: Item) -> Document:
    made = to_document(item, hub.tokens.tokens(item), zone=hub.config.hub.timezone)
    facets = {facet: list(made.facets.get(facet, ())) for facet in FACETS}
    return Document(key=item.id, title=item.title, **made.text, **facets)


@dataclass(frozen=True)
class _Asker:
    """An index to ask."""

    hub: Hub
    index: Index

    def page(self, asked: Asked) -> int:
        """The first page: total, titles, stretches of its hits; facets where filters are."""
        searcher, query = self.index.searcher(), self._query(asked)
        found = searcher.search(query, PAGE_SIZE, count=True)
        snippets = SnippetGenerator.create(searcher, query, self.index.schema, _STORED)
        for _, address in found.hits:
            document = searcher.doc(address)
            document.get_first("title")
            snippets.snippet_from_doc(document).to_html()
        if asked.filters.chosen:
            searcher.aggregate(query, {name: {"terms": {"field": name}} for name in FACETS})
        return len(found.hits)

    def ids(self, asked: Asked) -> Sequence[str]:
        """The keys of the first page's hits."""
        searcher = self.index.searcher()
        hits = searcher.search(self._query(asked), PAGE_SIZE, count=False).hits
        return [searcher.doc(address).get_first("key") or "" for _, address in hits]

    def suggest(self, typed: str) -> Sequence[object]:  # noqa: ARG002 - it has no such thing
        """Nothing."""
        return ()

    def take_up(self, ids: Sequence[str]) -> float:
        """Added, committed and reloaded; their tokens are made before."""
        documents = [_document(self.hub, item) for item in self.hub.store.items.many(ids).values()]
        return seconds(lambda: self._take_up(documents))

    def _take_up(self, documents: Sequence[Document]) -> None:
        writer = self.index.writer()
        for document in documents:
            writer.add_document(document)
        writer.commit()
        self.index.reload()

    # --- queries -------------------------------------------------------------------------------

    def _query(self, asked: Asked) -> Query:
        """The words in any of three fields; all of them, or any where that is what is asked."""
        words = asked.text.replace(" ELLER ", " ").replace('"', "").rstrip("*")
        tokens = self.hub.analyser.tokens(words, "da")
        if asked.kind.startswith("phrase"):
            exact = [token.exact for token in tokens]
            wanted = [_phrase(self.index.schema, exact)]
        elif asked.text.endswith("*"):
            wanted = [self._prefix(tokens[0].exact)]
        else:
            wanted = [self._word(token.main) for token in tokens]
        how = Occur.Should if asked.is_any else Occur.Must
        words_asked = Query.boolean_query([(how, one) for one in wanted])
        chosen = [(Occur.Must, self._value(*pair)) for pair in asked.filters.chosen]
        return Query.boolean_query([(Occur.Must, words_asked), *chosen])

    def _word(self, token: str) -> Query:
        schema = self.index.schema
        fields = ("title_main", "body_main")
        return Query.disjunction_max_query([Query.term_query(schema, f, token) for f in fields])

    def _prefix(self, begun: str) -> Query:
        schema = self.index.schema
        fields = ("title_exact", "body_exact")
        return Query.disjunction_max_query(
            [Query.regex_query(schema, field, f"{begun}.*") for field in fields]
        )

    def _value(self, facet: str, values: Sequence[str]) -> Query:
        terms: Any = Query.term_set_query(self.index.schema, facet, list(values))
        return Query.const_score_query(terms, 0.0)


def _phrase(schema: Schema, words: Sequence[str]) -> Query:
    fields = ("title_exact", "body_exact")
    return Query.disjunction_max_query(
        [
            Query.phrase_query(schema, field, list(words))
            if len(words) > 1
            else Query.term_query(schema, field, words[0])
            for field in fields
        ]
    )
