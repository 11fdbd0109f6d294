"""What a person typed as concepts: each a word, or words that mean one thing, and its other names.

An item has a concept by its own words, by all the parts of a compound, by a synonym of feeds.yaml,
or, weakest, by a bridge: a word that comes close, or the same in the other language.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from hub.query_tree import leaves, wanted_leaves
from hub.search import All, Analyser, Node, Not, Phrase, Word
from indexer.engines.port import Clause, Either, Every, Value, every
from indexer.searcher.bridges import Bridge, Bridges
from indexer.searcher.clauses import ClauseMaker, scaled
from indexer.searcher.synonyms import Synonyms
from indexer.searcher.tuning import Tuning

SYNONYM = 0.5  # what a synonym of one word is worth beside the word typed (LANGUAGE.md's optimum)
PARTS = 0.25
BRIDGE = 0.3
MOST_BRIDGED = 8  # things looked for at once; a longer question has words enough of its own
ABBREVIATION = 4  # letters; a synonym as short as this may mean something else


@dataclass(frozen=True, slots=True)
class Way:
    """Another way to say a concept: the words, what has to match, and how close they are."""

    phrase: str
    clause: Clause
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is looked for. `text` is as typed; `own` its own words, in any form."""

    text: str
    own: Clause
    together: Clause | None = None  # every part of a compound, wherever they stand
    synonyms: tuple[Way, ...] = ()
    bridges: tuple[Way, ...] = ()
    known: bool = True  # whether any text has it in a form of its own

    def direct(self) -> Clause:
        """By all that means the same."""
        ways = [scaled(way.clause, SYNONYM) for way in self.synonyms]
        parts = [scaled(self.together, PARTS)] if self.together else []
        return Either((self.own, *parts, *ways)) if ways or parts else self.own

    def bridged(self) -> Clause:
        """By what comes close, too."""
        if not self.bridges:
            return self.direct()
        close = tuple(scaled(way.clause, BRIDGE * way.strength) for way in self.bridges)
        return Either((self.direct(), *close))


@dataclass(frozen=True, slots=True)
class Read:
    """A query's concepts; the `small` words beside them, which rank; and what must not be there."""

    concepts: tuple[Concept, ...] = ()
    small: tuple[Clause, ...] = ()
    without: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class ConceptReader:
    """Finds the concepts of queries that are not strict."""

    analyser: Analyser
    maker: ClauseMaker
    synonyms: Synonyms
    bridges: Bridges
    has: Callable[[str], bool]  # whether any text has the word
    tuning: Tuning
    themes: tuple[str, ...] = ()

    def read(self, node: Node) -> Read:
        """The concepts of `node`: of a strict query its words and phrases as they stand."""
        parts = node.parts if isinstance(node, All) else (node,)
        wanted = [part for part in parts if not isinstance(part, Not)]
        counts = [part for part in wanted if not self._is_small(part)]
        if not counts:
            counts = [part for part in wanted if not self._is_stop(part)] or wanted
        wanted = list(dict.fromkeys(wanted))
        found = list(self._joined(wanted, counts))
        return Read(
            tuple(concept for concept, counted in found if counted),
            tuple(concept.direct() for concept, counted in found if not counted),
            tuple(self.maker.clause(part.part) for part in parts if isinstance(part, Not)),
        )

    def strict(self, node: Node) -> Read:
        """The words that a strict query wants, for telling why a hit is there."""
        shown = {
            leaf: Concept(leaf_text(leaf), self.maker.clause(leaf))
            for leaf, field in wanted_leaves(node)
            if field in ("", "title", "person")
        }
        return Read(tuple(shown.values()))

    def _is_stop(self, part: Node) -> bool:
        if not isinstance(part, Word) or part.exact:
            return False
        tokens = self.analyser.tokens(part.text, "da")
        return all(self.analyser.is_stop(token.exact) for token in tokens)

    def _is_small(self, part: Node) -> bool:
        if not isinstance(part, Word) or part.exact:
            return False
        tokens = self.analyser.tokens(part.text, "da")
        return all(
            self.analyser.is_stop(token.exact) or self.analyser.is_filler(token.exact)
            for token in tokens
        )

    def _joined(
        self, parts: Sequence[Node], counts: Sequence[Node]
    ) -> Iterator[tuple[Concept, bool]]:
        """Concepts in the order of the words, and whether they count; words that are together one
        name with synonyms are one concept.
        """
        words = [part.text if isinstance(part, Word) and not part.exact else "" for part in parts]
        may_bridge = self.tuning.bridges and len(counts) <= MOST_BRIDGED
        close = self.bridges.across(words) if may_bridge else ()
        at = 0
        while at < len(parts):
            length, phrases = self.synonyms.at(words, at) if self.tuning.synonyms else (0, ())
            size = max(length, 1)
            run = parts[at : at + size]
            counted = any(part in counts for part in run)
            over = [bridge for bridge in close if counted and _is_over(bridge, at, size)]
            yield self._concept(run, phrases, over), counted
            at += size

    def _concept(
        self, run: Sequence[Node], phrases: Sequence[str], close: Sequence[Bridge]
    ) -> Concept:
        text = " ".join(leaf_text(part) for part in run)
        parts = [part for part in run if not self._is_stop(part)] or list(run)
        concept = Concept(text, every([self.maker.clause(part) for part in parts]))
        word = run[0]
        if self.tuning.wide and len(run) == 1 and isinstance(word, Word) and not word.exact:
            concept = replace(concept, together=self.maker.together(word.text))
        synonyms = tuple(self._synonym(phrase, phrases, text) for phrase in phrases)
        known = len(run) > 1 or not isinstance(word, Word) or self.has(text)
        if self.tuning.bridges and not known:
            close = (*close, *self.bridges.fallbacks(text))
        bridges = tuple(self._way(bridge.phrase, bridge.strength) for bridge in close)
        return replace(concept, synonyms=synonyms, bridges=bridges, known=known)

    def _way(self, phrase: str, strength: float = 1.0) -> Way:
        return Way(phrase, self.maker.said(phrase), strength)

    def _synonym(self, phrase: str, group: Sequence[str], typed: str) -> Way:
        """A synonym; an abbreviation only beside a word of its longer names, or in a theme."""
        way = self._way(phrase)
        if len(phrase) > ABBREVIATION or " " in phrase:
            return way
        names = [other for other in (*group, typed) if " " in other]
        words = {word for name in names for word in name.split() if not self._is_stop(Word(word))}
        context = [self.maker.clause(Word(word)) for word in sorted(words)]
        context += [Value("theme", theme) for theme in self.themes]
        if not context:
            return way
        return Way(phrase, Every((way.clause, scaled(Either(tuple(context)), 0.0))))


def leaf_text(node: Node) -> str:
    """A word, prefix or phrase as a person typed it."""
    if isinstance(node, Phrase):
        return " ".join(node.words)
    found = next((leaf for leaf, _ in leaves(node)), None)
    if found is None:
        return ""
    return " ".join(found.words) if isinstance(found, Phrase) else found.text


def _is_over(bridge: Bridge, at: int, size: int) -> bool:
    return bridge.start < at + size and at < bridge.start + bridge.length
