"""The published query mix: ``mix.txt``."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.texts import read_lines
from hub.query import parse_query
from hub.search import Filters, Query

# DESIGN wants these reported apart: their cost is that of reading places, or of many words.
APART = ("phrase with stop words", "prefix")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as typed, with the filters that were chosen."""

    kind: str
    text: str
    filters: Filters

    @property
    def is_question(self) -> bool:
        """Whether most words may be missing: plain engines are asked for any of them."""
        return self.kind.startswith("question")

    @property
    def is_any(self) -> bool:
        """Whether any of the words will do."""
        return self.is_question or self.kind.startswith("any")

    def in_fts5(self) -> str:
        """In the query language of SQLite's FTS5."""
        if self.is_question:
            return " OR ".join(self.text.split())
        return self.text.replace(" ELLER ", " OR ")

    def read(self) -> Query:
        """The query, as the site reads it."""
        return parse_query(self.text).choose(self.filters, "relevance")


def load_mix(of_each: int) -> list[Asked]:
    """The first `of_each` queries of every kind."""
    asked: dict[str, list[Asked]] = {}
    kind = ""
    for line in read_lines(Path(__file__).with_name("mix.txt")):
        if line.startswith("["):
            kind = line.strip("[]")
        else:
            text, _, chosen = line.partition("|")
            asked.setdefault(kind, []).append(Asked(kind, text.strip(), _filters(chosen)))
    return [one for queries in asked.values() for one in queries[:of_each]]


def _filters(chosen: str) -> Filters:
    pairs = (pair.partition("=") for pair in chosen.split())
    return Filters.of(**{facet: values.split(",") for facet, _, values in pairs})
