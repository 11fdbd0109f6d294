"""A parsed query to what it asks: spelling mended, a kind's name taken for a filter, ways to ask.

Nothing of this is done to a strict query, nor to a literal one, which is the way back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hub.query import print_query
from hub.query_tree import leaves
from hub.search import (
    All,
    Analyser,
    Any,
    Guess,
    In,
    Node,
    Not,
    Note,
    Phrase,
    Prefix,
    Query,
    Word,
)
from indexer.engines.port import Adjacent, Clause, Everything, Keys, Value
from indexer.searcher.bridges import Bridges
from indexer.searcher.clauses import ClauseMaker
from indexer.searcher.concepts import ConceptReader, Read
from indexer.searcher.field_words import FieldWords
from indexer.searcher.relaxing import Step, steps
from indexer.searcher.repair import Repairer
from indexer.searcher.synonyms import Synonyms
from indexer.searcher.tuning import Tuning

THEME = 0.4  # what being about a theme is worth whose title has a word of the query
POINTED = 100.0
MOST_MENDED = 24  # words that are looked at for slips, the first


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it is asked. `query` is without what was made of it; `mains` are the lemmas of
    all words in their order; `themes` those whose titles the query's words are in.
    """

    query: Query
    read: Read = field(default_factory=Read)
    steps: Sequence[Step] = (Step(Everything()),)
    mains: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    repaired: str | None = None


class Understanding:
    """Understands queries by the field's words."""

    def __init__(
        self,
        analyser: Analyser,
        words: FieldWords,
        bridges: Bridges,
        repairer: Repairer,
        tuning: Tuning,
    ) -> None:
        self._analyser = analyser
        self._synonyms = Synonyms(words.synonyms, analyser)
        self._bridges = bridges
        self._repairer = repairer
        self._tuning = tuning
        self._themes: Mapping[str, frozenset[str]] = {
            theme: frozenset(main for title in titles for main in self._mains(title))
            for theme, titles in words.themes.items()
        }

    def pointed(self, query: Query, items: Sequence[str]) -> Asked:
        """`query` as the question for the items that it names."""
        return Asked(query, steps=(Step(Keys(tuple(items), POINTED)),))

    def guessed(self, query: Query, guess: Guess, maker: ClauseMaker) -> Asked:
        """`query` with the name of a kind in it as a filter. Raises EngineError."""
        filters = query.filters.with_value(guess.facet, guess.value)
        notes = (*query.notes, Note("kind-read", (("word", guess.word),)))
        return self.asked(replace(query, node=guess.node, filters=filters, notes=notes), maker)

    def asked(self, query: Query, maker: ClauseMaker) -> Asked:
        """How to ask for `query`. Raises EngineError."""
        if query.node is None:
            return Asked(query)
        reader = ConceptReader(
            self._analyser,
            maker,
            self._synonyms,
            self._bridges,
            self._repairer.has,
            self._tuning,
            tuple(self._themes),
        )
        if query.strict or _is_facet(query.node):
            read = reader.strict(query.node)
            clause = maker.clause(query.node)
            return Asked(query, read, (Step(clause),), self._typed(query.node))
        mended = self._mended(query)
        node = mended.node or query.node
        read, mains = reader.read(node), self._typed(node)
        themes = self._themes_of(mains)
        bonus: list[Clause] = []
        if self._tuning.bonuses:
            bonus += [Value("theme", theme, THEME) for theme in themes]
            bonus += [Adjacent("title_main", mains)] if len(mains) > 1 else []
        repaired = print_query(node) if mended is not query else None
        return Asked(mended, read, steps(read, bonus), mains, themes, repaired)

    def spelt(self, query: Query) -> str | None:
        """`query` with words that nothing has as they should have been; None if that changes
        nothing. For what was asked as it stands and found nothing. Raises EngineError.
        """
        node = query.node
        if query.literal or node is None or not self._tuning.repair:
            return None
        words = sum(len(one.words) if isinstance(one, Phrase) else 1 for one, _ in leaves(node))
        better = self._spelt(node) if words <= MOST_MENDED else node
        return print_query(better) if better != node else None

    def _spelt(self, node: Node) -> Node:
        match node:
            case All(parts):
                return All(tuple(self._spelt(part) for part in parts))
            case Any(parts):
                return Any(tuple(self._spelt(part) for part in parts))
            case In("title" | "person", part):
                return In(node.field, self._spelt(part))
            case Phrase(words):
                return Phrase(tuple(self._repairer.repair(word) or word for word in words))
            case In() | Not():
                return node
            case _:
                return self._better(node)

    def _mended(self, query: Query) -> Query:
        """`query` with words that nothing has as they should have been, and a note for each."""
        if query.literal or query.node is None or not self._tuning.repair:
            return query
        parts = query.node.parts if isinstance(query.node, All) else (query.node,)
        looked_at = [self._better(part) for part in parts[:MOST_MENDED]]
        better = [*looked_at, *parts[MOST_MENDED:]]
        if all(one is part for one, part in zip(better, parts, strict=True)):
            return query
        notes = [
            Note("repaired", (("typed", print_query(part)), ("found", print_query(one))))
            for part, one in zip(parts, better, strict=True)
            if one is not part
        ]
        node = All(tuple(better)) if len(better) > 1 else better[0]
        return replace(query, node=node, notes=(*query.notes, *notes))

    def _better(self, part: Node) -> Node:
        if isinstance(part, Prefix):
            begun = self._repairer.beginning(part.text)
            return Prefix(begun) if begun else part
        if not isinstance(part, Word) or part.exact:
            return part
        found = self._repairer.repair(part.text)
        return Word(found) if found else part

    def _typed(self, node: Node) -> tuple[str, ...]:
        """The lemmas of plain words side by side; nothing for any other query."""
        parts = node.parts if isinstance(node, All) else (node,)
        words = [part.text for part in parts if isinstance(part, Word) and not part.exact]
        return self._mains(" ".join(words)) if len(words) == len(parts) else ()

    def _mains(self, text: str) -> tuple[str, ...]:
        return tuple(token.main for token in self._analyser.tokens(text, "da"))

    def _themes_of(self, mains: Sequence[str]) -> tuple[str, ...]:
        telling = {main for main in mains if not self._analyser.is_stop(main)}
        return tuple(theme for theme, title in self._themes.items() if title & telling)


def _is_facet(node: Node) -> bool:
    """Whether nothing in `node` is words to be looked for (``-ord`` alone is none either)."""
    return not any(field in ("", "title", "person") for _, field in leaves(node))
