"""Why a hit is there: which word of the query matched in which part of the item."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.search import All, Any, In, Node, Note, Phrase, Prefix, Query, Word
from indexer.engines.port import Clause, Engine
from indexer.searcher.clauses import ClauseMaker

PARTS = (
    ("why-title", ("title_exact", "title_main", "title_wide")),
    ("why-people", ("people_exact",)),
    ("why-text", ("body_exact", "body_main", "body_wide")),
)


@dataclass(frozen=True, slots=True)
class Reasons:
    """Clauses to ask of the hits, and what each says of one that matches it."""

    clauses: tuple[Clause, ...] = ()
    notes: tuple[Note, ...] = ()

    @classmethod
    def of(cls, query: Query, maker: ClauseMaker) -> "Reasons":
        """One reason per word and part of an item."""
        pairs = [
            (
                ClauseMaker(maker.analyser, maker.values, fields).clause(word),
                Note(code, (("word", shown),)),
            )
            for word, shown in _words(query.node)
            for code, fields in PARTS
        ]
        return cls(tuple(clause for clause, _ in pairs), tuple(note for _, note in pairs))

    def of_hits(self, engine: Engine, keys: Sequence[str]) -> dict[str, tuple[Note, ...]]:
        """The reasons that hold for each of `keys`."""
        if not self.clauses:
            return {}
        matching = engine.matching(self.clauses, keys)
        return {
            key: tuple(self.notes[at] for at in sorted(which)) for key, which in matching.items()
        }


def _words(node: Node | None) -> list[tuple[Node, str]]:
    match node:
        case Word(text):
            return [(node, text)]
        case Prefix(text):
            return [(node, f"{text}…")]
        case Phrase(words):
            return [(node, " ".join(words))]
        case All(parts) | Any(parts):
            return [pair for part in parts for pair in _words(part)]
        case In(name, part) if name in ("title", "person"):
            return _words(part)
        case _:
            return []
