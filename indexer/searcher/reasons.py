"""Why a hit is there: which word of the query matched in which part of the item."""

from dataclasses import dataclass

from hub.search import All, Any, In, Node, Phrase, Prefix, Query, Word
from indexer.engines.port import Clause, FoundHit
from indexer.searcher.clauses import ClauseMaker

PARTS = (
    ("the title", ("title_exact", "title_main", "title_wide")),
    ("the people", ("people_exact",)),
    ("the text", ("body_exact", "body_main", "body_wide")),
)


@dataclass(frozen=True, slots=True)
class Reasons:
    """The clauses to name in a plan, and what each says when a hit matches it."""

    clauses: tuple[Clause, ...] = ()
    texts: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: Query, maker: ClauseMaker) -> "Reasons":
        """One reason per word and part of an item."""
        pairs = [
            (ClauseMaker(maker.analyser, maker.values, fields).clause(word), f"{shown} in {part}")
            for word, shown in _words(query.node)
            for part, fields in PARTS
        ]
        return cls(tuple(clause for clause, _ in pairs), tuple(text for _, text in pairs))

    def of_hit(self, hit: FoundHit) -> tuple[str, ...]:
        """The reasons that hold for a hit."""
        return tuple(self.texts[at] for at in sorted(hit.matched))


def _words(node: Node | None) -> list[tuple[Node, str]]:
    match node:
        case Word(text):
            return [(node, f"“{text}”")]
        case Prefix(text):
            return [(node, f"“{text}…”")]
        case Phrase(words):
            return [(node, f"“{' '.join(words)}”")]
        case All(parts) | Any(parts):
            return [pair for part in parts for pair in _words(part)]
        case In(name, part) if name in ("title", "person"):
            return _words(part)
        case _:
            return []
