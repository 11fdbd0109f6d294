"""A clause to the documents that match it, with their scores; term by term over whole postings.

Whoosh's own matchers go document by document in Python and know no "at least n"; arrays with a
place per document do the same work in C, many times faster, and the totals are exact.
"""

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple, Protocol

import numpy as np

from indexer.engines import scoring
from indexer.engines.columns import Ints, Table
from indexer.engines.port import (
    WITHOUT_POSITIONS,
    Adjacent,
    Also,
    AtLeast,
    Best,
    Between,
    But,
    Clause,
    Either,
    Every,
    Everything,
    Keys,
    Starts,
    Term,
    Value,
)
from indexer.engines.scoring import Floats

Tokens = Term | Starts | Adjacent
PLACE_BITS = 32  # of a place within its document; the document's number stands above them


class Counts(NamedTuple):
    """The documents that have something, in order, and how often each of them does."""

    at: Ints
    many: Ints


class Scored(NamedTuple):
    """The documents that match, in order, and what each of them is worth."""

    at: Ints
    worth: Floats


NONE = np.empty(0, np.int64)
NOWHERE = Counts(NONE, NONE)


class Postings(Protocol):
    """Which documents that count hold which tokens."""

    def counts(self, field: str, token: str) -> Counts:
        """How often each document that has `token` has it."""
        ...

    def places(self, field: str, token: str, documents: Ints) -> Ints:
        """Where `documents` (in order) have `token`, in order: number << PLACE_BITS | place."""
        ...

    def expand(self, field: str, prefix: str) -> Sequence[str]:
        """The tokens that `prefix` stands for."""
        ...


class Evaluation:
    """Evaluates the clauses of one plan; what two clauses share is read once.

    `only`: look at no other documents than these (numbers, in order), as if there were no more;
    what is found then counts in places of `only`. How rare something is counts among all.
    """

    def __init__(self, table: Table, postings: Postings, only: Ints | None = None) -> None:
        self._table = table
        self._postings = postings
        self._only = only
        self._size = table.size if only is None else len(only)
        self._leaves: dict[Tokens, Scored] = {}

    def scores(self, clause: Clause) -> Scored:
        """The documents that match `clause` and their scores. Don't change what you get."""
        match clause:
            case Term() | Starts() | Adjacent():
                return self._leaf(clause)
            case Every(clauses):
                return self._at_least(len(clauses), [self.scores(one) for one in clauses])
            case Either(clauses):
                return self._at_least(1, [self.scores(one) for one in clauses])
            case AtLeast(n, clauses):
                return self._at_least(n, [self.scores(one) for one in clauses])
            case Best(clauses):
                return self._best([self.scores(one) for one in clauses])
            case _:
                return self._plain(clause)

    def _plain(self, clause: Value | Between | Keys | Also | But | Everything) -> Scored:
        table = self._table
        match clause:
            case Value(facet, value, boost):
                return self._all(np.flatnonzero(table.holding(facet, (value,)) & table.live), boost)
            case Between(low, high):
                return self._all(np.flatnonzero(table.dated(low, high) & table.live), 0.0)
            case Keys(keys, boost):
                return self._all(table.numbers(keys), boost)
            case Everything():
                return self._all(np.flatnonzero(table.live), 1.0)
            case Also(wanted, bonus):
                found, more = self.scores(wanted), self.scores(bonus)
                worth = np.zeros(self._size)
                worth[more.at] = more.worth
                return Scored(found.at, found.worth + worth[found.at])
            case But(wanted, without):
                kept = np.ones(self._size, np.bool_)
                kept[self.scores(without).at] = False
                found = self.scores(wanted)
                here = kept[found.at]
                return Scored(found.at[here], found.worth[here])

    def _all(self, documents: Ints, worth: float) -> Scored:
        at = self._within(Counts(documents, documents)).at
        return Scored(at, np.full(len(at), worth))

    def _at_least(self, n: int, parts: list[Scored]) -> Scored:
        if n == 1 and len(parts) == 1:
            return parts[0]
        worth, times = np.zeros(self._size), np.zeros(self._size, np.uint32)
        for at, worths in parts:
            if at.size:
                worth[at] += worths
                times[at] += 1
        found = np.flatnonzero(times >= n) if n > 0 else self.scores(Everything()).at
        return Scored(found, worth[found])

    def _best(self, parts: list[Scored]) -> Scored:
        if len(parts) == 1:
            return parts[0]
        worth = np.full(self._size, -np.inf)
        for at, worths in parts:
            if at.size:
                worth[at] = np.maximum(worth[at], worths)
        found = np.flatnonzero(worth > -np.inf)
        return Scored(found, worth[found])

    def _within(self, counts: Counts) -> Counts:
        """Of `counts`, what is of the documents that we look at."""
        if self._only is None or not counts.at.size:
            return counts
        where = np.minimum(np.searchsorted(counts.at, self._only), len(counts.at) - 1)
        here = counts.at[where] == self._only
        return Counts(np.flatnonzero(here), counts.many[where[here]])

    # --- tokens --------------------------------------------------------------------------------

    def _leaf(self, leaf: Tokens) -> Scored:
        if leaf not in self._leaves:
            self._leaves[leaf] = self._weigh(leaf)
        return self._leaves[leaf]

    def rarity(self, leaf: Tokens) -> float:
        """How much it says that a document has `leaf`."""
        return scoring.rarity(self._table.count, len(self._counts(leaf).at))

    def _weigh(self, leaf: Tokens) -> Scored:
        counts = self._counts(leaf)
        if not counts.at.size:
            return Scored(NONE, np.empty(0))
        rarity = scoring.rarity(self._table.count, len(counts.at))
        at, many = self._within(counts)
        documents = at if self._only is None else self._only[at]
        against = self._table.against(leaf.field)[documents]
        return Scored(at, leaf.boost * (rarity * scoring.weight(many.astype(np.float64), against)))

    def _counts(self, leaf: Tokens) -> Counts:
        match leaf:
            case Term(field, token):
                return self._postings.counts(field, token)
            case Starts(field, prefix):
                return self._any(field, self._postings.expand(field, prefix))
            case Adjacent():
                return self._in_a_row(leaf)

    def _any(self, field: str, tokens: Sequence[str]) -> Counts:
        """The documents that have any of `tokens`, and how often they have them together."""
        if len(tokens) == 1:
            return self._postings.counts(field, tokens[0])
        parts = [self._postings.counts(field, token) for token in tokens]
        if not parts:
            return NOWHERE
        total = np.bincount(
            np.concatenate([part.at for part in parts]),
            np.concatenate([part.many for part in parts]),
            minlength=self._table.size,
        )
        at = np.flatnonzero(total)
        return Counts(at, total[at].astype(np.int64))

    def _in_a_row(self, leaf: Adjacent) -> Counts:
        if not leaf.tokens or leaf.field in WITHOUT_POSITIONS:
            return NOWHERE
        columns: list[Sequence[str]] = [[token] for token in leaf.tokens]
        if leaf.prefix_last:
            columns[-1] = self._postings.expand(leaf.field, leaf.tokens[-1])
        parts = sorted((self._any(leaf.field, tokens).at for tokens in columns), key=len)
        documents = reduce(_both, parts)
        if self._only is not None:
            documents = _both(documents, self._only)
        if not documents.size:
            return NOWHERE
        starts = [
            self._places(leaf.field, tokens, documents) - offset
            for offset, tokens in enumerate(columns)
        ]
        starts.sort(key=len)
        at, many = np.unique(reduce(_both, starts) >> PLACE_BITS, return_counts=True)
        return Counts(at, many)

    def _places(self, field: str, tokens: Sequence[str], documents: Ints) -> Ints:
        places = [self._postings.places(field, token, documents) for token in tokens]
        return places[0] if len(places) == 1 else np.sort(np.concatenate(places))


def _both(few: Ints, many: Ints) -> Ints:
    """What is in both; each is in order and has nothing twice. Fast where the first is short."""
    if not many.size:
        return many
    where = np.minimum(np.searchsorted(many, few), len(many) - 1)
    both: Ints = few[many[where] == few]
    return both
