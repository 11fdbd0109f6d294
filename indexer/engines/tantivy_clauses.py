"""A clause as Tantivy asks it.

Terms weigh as Tantivy reckons BM25 (with lengths in 256 steps). What it knows nothing of gets the
weight that the reference gives it: a prefix counts as one token, so does a phrase.
"""

from collections.abc import Iterable, Sequence

from tantivy import FieldType, Occur, Query

from indexer.engines.port import (
    MOST_WORDS,
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
from indexer.engines.scoring import rarity
from indexer.engines.tantivy_fields import encoded
from indexer.engines.tantivy_folder import Several, Snapshot, total

FURTHER = 0.25  # what a second token of a prefix adds, as BM25 has it for a second occurrence
WEIGHED = 250  # tokens of a prefix that are weighed by themselves; those in most documents
_LEAST, _MOST = -(2**63), 2**63 - 1

Part = tuple[Occur, Query]


def joined(parts: Sequence[Part], at_least: int | None = None) -> Query:
    """All of `parts` in one query."""
    return Query.boolean_query(parts, minimum_number_should_match=at_least)


def plain(query: Query, score: float = 0.0) -> Query:
    """What `query` matches, all with the same score."""
    return Query.const_score_query(query, score)


def is_constant(clause: Clause) -> bool:
    """Whether all that match have the same score."""
    match clause:
        case Everything() | Value() | Between() | Keys():
            return True
        case Every(clauses):
            return all(is_constant(one) for one in clauses)
        case But(wanted, _):
            return is_constant(wanted)
        case _:
            return False


def within(snapshot: Snapshot, name: str, low: int | None, high: int | None) -> Query:
    """A whole number in `name` is `low` or more and below `high`; one of them may be open."""
    if low is None and high is None:
        return plain(Query.exists_query(name))
    return plain(
        Query.range_query(
            snapshot.shape.schema,
            name,
            FieldType.Integer,
            None if low is None else min(max(low, _LEAST), _MOST),
            None if high is None else min(max(high, _LEAST), _MOST),
            include_upper=high is None,
        )
    )


def any_of(snapshot: Snapshot, name: str, values: Iterable[str], score: float = 0.0) -> Query:
    """One of `values` stands in the facet `name`, or is the key."""
    texts = [encoded(value) for value in values]
    return plain(Query.term_set_query(snapshot.shape.schema, name, texts), score)


class Translation:
    """Clauses to queries, for one state of an index. Where nobody asks for scores nothing need
    `weigh`, which for rows of tokens takes a search of its own.
    """

    def __init__(self, snapshot: Snapshot, *, weigh: bool = True) -> None:
        self._snapshot = snapshot
        self._weigh = weigh
        self._shape = snapshot.shape
        self._searcher = snapshot.searcher
        self._all = max(snapshot.searcher.num_docs, 1)

    def query(self, clause: Clause) -> Query:
        """`clause` as a query; of fields that the index hasn't, one that matches nothing."""
        match clause:
            case Every(()):
                return plain(Query.all_query())
            case Every(clauses):
                return joined(self._parts(Occur.Must, clauses))
            case Either(clauses):
                return joined(self._parts(Occur.Should, clauses))
            case Best(clauses):
                return Query.disjunction_max_query([self.query(one) for one in clauses])
            case AtLeast(n, clauses):
                return self._at_least(n, clauses)
            case Also(wanted, bonus):
                parts = (Occur.Must, self.query(wanted)), (Occur.Should, self.query(bonus))
                return joined(parts)
            case But(wanted, without):
                parts = (Occur.Must, self.query(wanted)), (Occur.MustNot, self.query(without))
                return joined(parts)
            case _:
                return self._leaf(clause)

    def _leaf(self, leaf: Term | Starts | Adjacent | Value | Between | Keys | Everything) -> Query:
        match leaf:
            case Term(field, token, boost) if field in self._shape.texts:
                return _boosted(self._term(field, token), boost)
            case Starts(field, prefix, boost) if field in self._shape.texts:
                return _boosted(self._starts(field, prefix), boost)
            case Adjacent(field) if field in self._shape.texts - {*WITHOUT_POSITIONS}:
                return _boosted(self._adjacent(leaf), leaf.boost)
            case Value(facet, value, boost) if facet in self._shape.facets:
                return any_of(self._snapshot, facet, (value,), boost)
            case Between(low, high) if self._shape.whole:
                return within(self._snapshot, "date", low, high)
            case Keys(keys, boost) if self._shape.whole:
                return any_of(self._snapshot, "key", keys, boost)
            case Everything():
                return plain(Query.all_query(), 1.0)
            case _:
                return Query.empty_query()

    def _parts(self, occur: Occur, clauses: Iterable[Clause]) -> list[Part]:
        return [(occur, self.query(one)) for one in clauses]

    def _at_least(self, n: int, clauses: Sequence[Clause]) -> Query:
        if n > len(clauses):
            return Query.empty_query()
        parts = self._parts(Occur.Should, clauses)
        if n <= 0:
            return joined([(Occur.Must, plain(Query.all_query())), *parts])
        return joined(parts, n)

    # --- tokens --------------------------------------------------------------------------------

    def _term(self, field: str, token: str) -> Query:
        return Query.term_query(self._shape.schema, field, encoded(token), "freq")

    def _words(self, field: str, prefix: str) -> list[tuple[str, int]]:
        return self._searcher.terms_with_prefix(field, encoded(prefix), limit=MOST_WORDS)

    def _rarity(self, holding: int) -> float:
        return rarity(self._all, min(holding, self._all))

    def _starts(self, field: str, prefix: str) -> Query:
        words = self._words(field, prefix)
        schema = self._shape.schema
        every = Query.term_set_query(schema, field, [word for word, _ in words])
        if not self._weigh:
            return every
        rare = self._rarity(self._holding((field, (prefix,), True), [every]))
        parts = [
            _boosted(Query.term_query(schema, field, word, "freq"), rare / self._rarity(count))
            for word, count in words[:WEIGHED]
        ]
        rest = [word for word, _ in words[WEIGHED:]]
        if rest:
            parts.append(plain(Query.term_set_query(schema, field, rest), rare))
        return Query.disjunction_max_query(parts, FURTHER)

    def _adjacent(self, row: Adjacent) -> Query:
        if not row.tokens:
            return Query.empty_query()
        if len(row.tokens) == 1:
            token = row.tokens[0]
            starts = row.prefix_last
            return self._starts(row.field, token) if starts else self._term(row.field, token)
        *heads, last = (encoded(token) for token in row.tokens)
        lasts = self._lasts(row) if row.prefix_last else [last]
        rows = [Query.phrase_query(self._shape.schema, row.field, [*heads, one]) for one in lasts]
        if not self._weigh:
            return joined([(Occur.Should, query) for query in rows])
        rare = self._rarity(self._holding((row.field, row.tokens, row.prefix_last), rows))
        shared = sum(self._frequent(row.field, token) for token in heads)
        weighed = [
            _boosted(query, rare / (shared + self._frequent(row.field, one)))
            for query, one in zip(rows, lasts, strict=True)
        ]
        return joined([(Occur.Should, query) for query in weighed])

    def _lasts(self, row: Adjacent) -> list[str]:
        """What the last token may be: of the words of its prefix those that go with the rest."""
        before = joined([(Occur.Must, self._term(row.field, token)) for token in row.tokens[:-1]])
        known = {word for word, _ in self._words(row.field, row.tokens[-1])}
        there = self._searcher.terms_with_prefix(row.field, encoded(row.tokens[-1]), before)
        return [word for word, count in there if count and word in known]

    def _holding(self, name: Several, queries: list[Query]) -> int:
        """How many documents match one of `queries`; it is kept by `name`."""
        if name not in self._snapshot.held:
            either = joined([(Occur.Should, plain(query)) for query in queries])
            self._snapshot.held[name] = total(self._searcher.search(either, 1))
        return self._snapshot.held[name]

    def _frequent(self, field: str, token: str) -> float:
        return self._rarity(self._searcher.doc_freq(field, token))


def _boosted(query: Query, boost: float) -> Query:
    return query if boost == 1.0 else Query.boost_query(query, boost)
