"""A plan to what was found: filters, exact counts, one page in order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from heapq import nlargest, nsmallest

from indexer.engines.columns import Table
from indexer.engines.evaluate import Evaluation, Postings, Scores
from indexer.engines.port import FADED, Clause, Found, FoundHit, Plan


def answer(plan: Plan, table: Table, postings: Postings) -> Found:
    """What `plan` asks, of the documents in `table` and their `postings`."""
    evaluation = Evaluation(table, postings)
    scores = _faded(plan, table, _known_then(plan, table, evaluation.scores(plan.clause)))
    allowed = _allowed(plan, table, scores.keys())
    found = _within(scores.keys(), allowed)
    columns = table.columns
    page = _page(plan, table, scores, found)
    hits = tuple(FoundHit(columns.keys[at], scores[at], columns.dates[at]) for at in page)
    facets = {}
    for facet in plan.facets:
        others = {name: values for name, values in allowed.items() if name != facet}
        counted = found if len(others) == len(allowed) else _within(scores.keys(), others)
        facets[facet] = _counts(table, facet, counted)
    return Found(len(found), hits, facets)


def matching(
    clauses: Sequence[Clause], keys: Sequence[str], table: Table, postings: Postings
) -> dict[str, frozenset[int]]:
    """Which of `clauses` each of `keys` matches."""
    evaluation = Evaluation(table, postings)
    found = [evaluation.scores(clause).keys() for clause in clauses]
    there = {key: table.number_of[key] for key in keys if key in table.number_of}
    return {
        key: frozenset(which for which, documents in enumerate(found) if at in documents)
        for key, at in there.items()
    }


def _known_then(plan: Plan, table: Table, scores: Scores) -> Scores:
    """Without what was added after `plan.added_upto`."""
    upto = plan.added_upto
    if upto is None:
        return scores
    added = table.columns.added
    return {at: score for at, score in scores.items() if added[at] <= upto}


def _faded(plan: Plan, table: Table, scores: Scores) -> Scores:
    """What has ended is worth less."""
    if plan.now is None:
        return scores
    now = plan.now
    ended = [at for at, until in table.ending.items() if until < now and at in scores]
    return {**scores, **{at: scores[at] * FADED for at in ended}} if ended else scores


def _allowed(plan: Plan, table: Table, documents: Set[int]) -> dict[str, Set[int]]:
    """By facet, the documents that its filter lets through, or that it doesn't hide."""

    def holding(facet: str, values: Iterable[str]) -> set[int]:
        return set[int]().union(*(table.holders(facet, value) for value in values))

    chosen = {facet: values for facet, values in plan.filters.items() if values}
    hidden = {facet: values for facet, values in plan.hidden.items() if facet not in chosen}
    shown = {facet: documents - holding(facet, values) for facet, values in hidden.items()}
    return {**{facet: holding(facet, values) for facet, values in chosen.items()}, **shown}


def _within(documents: Set[int], allowed: Mapping[str, Set[int]]) -> Set[int]:
    for values in sorted(allowed.values(), key=len):
        documents = documents & values
    return documents


def _counts(table: Table, facet: str, documents: Set[int]) -> tuple[tuple[str, int], ...]:
    counts = Counter(table.values(facet, iter(documents)))
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _page(plan: Plan, table: Table, scores: Scores, found: Set[int]) -> list[int]:
    first, limit = max(plan.offset, 0), max(plan.limit, 0)
    if not limit or first >= len(found):
        return []
    if plan.sort == "relevance":
        return _most_relevant(table, scores, found, first + limit)[first:]
    ranks = table.newest if plan.sort == "newest" else table.oldest
    return nsmallest(first + limit, found, key=ranks.__getitem__)[first:]


def _most_relevant(table: Table, scores: Scores, found: Set[int], many: int) -> list[int]:
    """The best `many`; only those that can be among them are sorted with their keys."""
    keys = table.columns.keys
    worst = nlargest(many, map(scores.__getitem__, found))[-1]
    candidates = (at for at in found if scores[at] >= worst)
    return nsmallest(many, candidates, key=lambda at: (-scores[at], keys[at]))
