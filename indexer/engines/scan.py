"""The obvious way to answer a plan: look at every document. The measure of other engines."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from indexer.engines import scoring
from indexer.engines.port import (
    FACET_FIELDS,
    FADED,
    MOST_WORDS,
    TEXT_FIELDS,
    WINDOW_FIELDS,
    WITHOUT_POSITIONS,
    Adjacent,
    Also,
    AtLeast,
    Best,
    Between,
    But,
    Clause,
    Document,
    Either,
    Every,
    Everything,
    Found,
    FoundHit,
    FoundWindow,
    Keys,
    Leaf,
    Plan,
    Starts,
    Term,
    Value,
)

Tokens = Term | Starts | Adjacent
Rarity = Callable[[Tokens], float]


def _tokens(document: Document, field: str) -> list[str]:
    return document.text.get(field, "").split() if field in TEXT_FIELDS else []


def _values(document: Document, facet: str) -> tuple[str, ...]:
    return document.facets.get(facet, ()) if facet in FACET_FIELDS else ()


def _between(date: int | None, low: int | None, high: int | None) -> bool:
    return date is not None and (low is None or low <= date) and (high is None or date < high)


def windows(
    documents: Mapping[str, Document],
    clause: Clause,
    keys: Sequence[str],
    most: int,
    rarity: Rarity | None = None,
) -> dict[str, tuple[FoundWindow, ...]]:
    """See Engine: every window of every document as a document of its own.

    `rarity` tells how rare something is, where `documents` are not all there are.
    """
    spans = {
        f"{key} {at}": (key, window)
        for key, document in documents.items()
        for at, window in enumerate(document.windows)
    }
    pieces = {name: Document(name, _own(window.text)) for name, (_, window) in spans.items()}
    scan, wanted = Scan(pieces, rarity), set(keys)
    found: dict[str, list[FoundWindow]] = {}
    for name, (key, window) in spans.items():
        score = scan.score(clause, pieces[name]) if key in wanted else None
        if score is not None:
            found.setdefault(key, []).append(FoundWindow(window.start, window.end, score))
    return {
        key: tuple(sorted(here, key=lambda one: (-one.score, one.start))[:most])
        for key, here in found.items()
    }


def _own(text: Mapping[str, str]) -> dict[str, str]:
    return {name: tokens for name, tokens in text.items() if name in WINDOW_FIELDS}


def words(documents: Iterable[Document], field: str, prefix: str) -> Counter[str]:
    """In how many documents each token of `field` that begins with `prefix` is."""
    counts: Counter[str] = Counter()
    for document in documents:
        tokens = set(_tokens(document, field))
        counts.update(token for token in tokens if token.startswith(prefix))
    return counts


class Scan:
    """One question to the documents."""

    def __init__(self, documents: Mapping[str, Document], rarity: Rarity | None = None) -> None:
        self._documents = documents
        self._reckoned = rarity or self._counted
        self._expanded: dict[tuple[str, str], frozenset[str]] = {}
        self._means: dict[str, float] = {}
        self._rarities: dict[Tokens, float] = {}

    def find(self, plan: Plan) -> Found:
        """What `plan` asks."""
        scores = {
            key: score
            for key, document in self._documents.items()
            if plan.added_upto is None or document.added <= plan.added_upto
            if (score := self._worth(plan, document)) is not None
        }
        found = [key for key in scores if self._passes(plan, self._documents[key])]
        found.sort(key=lambda key: self._place(plan, key, scores[key]))
        first = max(plan.offset, 0)
        page = found[first : first + max(plan.limit, 0)]
        hits = tuple(FoundHit(key, scores[key], self._documents[key].date) for key in page)
        facets = {facet: self._counts(plan, facet, scores) for facet in plan.facets}
        return Found(len(found), hits, facets)

    def _worth(self, plan: Plan, document: Document) -> float | None:
        """Its score, less if it has ended."""
        score = self.score(plan.clause, document)
        if score is None or plan.now is None or document.until is None:
            return score
        return score * FADED if document.until < plan.now else score

    def _passes(self, plan: Plan, document: Document, ignoring: str = "") -> bool:
        chosen = {facet: values for facet, values in plan.filters.items() if values}
        wanted = all(
            set(values) & set(_values(document, facet))
            for facet, values in chosen.items()
            if facet != ignoring
        )
        return wanted and not any(
            set(values) & set(_values(document, facet))
            for facet, values in plan.hidden.items()
            if facet not in (*chosen, ignoring)
        )

    def _counts(self, plan: Plan, facet: str, keys: Iterable[str]) -> tuple[tuple[str, int], ...]:
        counts: Counter[str] = Counter()
        for key in keys:
            document = self._documents[key]
            if self._passes(plan, document, ignoring=facet):
                counts.update(set(_values(document, facet)))
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def _place(self, plan: Plan, key: str, score: float) -> tuple[float, float, str]:
        if plan.sort == "relevance":
            return (0, -score, key)
        date = self._documents[key].date
        if date is None:
            return (1, 0, key)
        return (0, -date if plan.sort == "newest" else date, key)

    def matching(self, clauses: Sequence[Clause], keys: Sequence[str]) -> dict[str, frozenset[int]]:
        """Which of `clauses` each of `keys` matches."""
        return {
            key: frozenset(
                at
                for at, clause in enumerate(clauses)
                if self.score(clause, self._documents[key]) is not None
            )
            for key in keys
            if key in self._documents
        }

    def score(self, clause: Clause, document: Document) -> float | None:
        """What `document` is worth for `clause`; None if it doesn't match."""
        match clause:
            case Also(wanted, bonus):
                score = self.score(wanted, document)
                return None if score is None else score + (self.score(bonus, document) or 0.0)
            case But(wanted, without):
                score = self.score(wanted, document)
                return score if self.score(without, document) is None else None
            case Best(clauses):
                return max(self._scores(clauses, document), default=None)
            case Every(clauses):
                return self._at_least(len(clauses), clauses, document)
            case Either(clauses):
                return self._at_least(1, clauses, document)
            case AtLeast(n, clauses):
                return self._at_least(n, clauses, document)
            case _:
                return self._leaf(clause, document)

    def _leaf(self, leaf: Leaf, document: Document) -> float | None:
        match leaf:
            case Value(facet, value, boost):
                return boost if value in _values(document, facet) else None
            case Between(low, high):
                return 0.0 if _between(document.date, low, high) else None
            case Keys(keys, boost):
                return boost if document.key in keys else None
            case Everything():
                return 1.0
            case _:
                return self._weight(leaf, document)

    def _scores(self, clauses: Iterable[Clause], document: Document) -> list[float]:
        scores = (self.score(clause, document) for clause in clauses)
        return [score for score in scores if score is not None]

    def _at_least(self, n: int, clauses: Iterable[Clause], document: Document) -> float | None:
        scores = self._scores(clauses, document)
        return sum(scores, 0.0) if len(scores) >= n else None

    # --- tokens --------------------------------------------------------------------------------

    def _weight(self, leaf: Tokens, document: Document) -> float | None:
        count = self._occurrences(leaf, document)
        if not count:
            return None
        length = len(_tokens(document, leaf.field))
        against = scoring.ballast(length, self._mean(leaf.field))
        return leaf.boost * (self._rarity(leaf) * scoring.weight(count, against))

    def _mean(self, field: str) -> float:
        if field not in self._means:
            total = sum(len(_tokens(held, field)) for held in self._documents.values())
            self._means[field] = total / len(self._documents)
        return self._means[field]

    def _rarity(self, leaf: Tokens) -> float:
        if leaf not in self._rarities:
            self._rarities[leaf] = self._reckoned(leaf)
        return self._rarities[leaf]

    def _counted(self, leaf: Tokens) -> float:
        holding = sum(1 for held in self._documents.values() if self._occurrences(leaf, held))
        return scoring.rarity(len(self._documents), holding)

    def _occurrences(self, leaf: Tokens, document: Document) -> int:
        tokens = _tokens(document, leaf.field)
        match leaf:
            case Term():
                return tokens.count(leaf.token)
            case Starts():
                wanted = self._expand(leaf.field, leaf.prefix)
                return sum(1 for token in tokens if token in wanted)
            case Adjacent():
                return self._in_a_row(leaf, tokens)

    def _in_a_row(self, leaf: Adjacent, tokens: list[str]) -> int:
        if not leaf.tokens or leaf.field in WITHOUT_POSITIONS:
            return 0
        wanted = [frozenset({token}) for token in leaf.tokens]
        if leaf.prefix_last:
            wanted[-1] = self._expand(leaf.field, leaf.tokens[-1])
        starts = range(len(tokens) - len(wanted) + 1)
        return sum(1 for at in starts if all(tokens[at + i] in one for i, one in enumerate(wanted)))

    def _expand(self, field: str, prefix: str) -> frozenset[str]:
        if (field, prefix) not in self._expanded:
            counts = words(self._documents.values(), field, prefix)
            most = sorted(counts, key=lambda token: (-counts[token], token))[:MOST_WORDS]
            self._expanded[field, prefix] = frozenset(most)
        return self._expanded[field, prefix]
