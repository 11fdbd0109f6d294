"""A plan to what was found: filters, exact counts, one page in order."""

from collections.abc import Sequence

import numpy as np

from indexer.engines.columns import UNDATED, Flags, Ints, Table
from indexer.engines.evaluate import Evaluation, Postings, Scored
from indexer.engines.port import FADED, Clause, Found, FoundHit, Plan
from indexer.engines.scoring import Floats


def answer(plan: Plan, table: Table, postings: Postings) -> Found:
    """What `plan` asks, of the documents in `table` and their `postings`."""
    at, worth = Evaluation(table, postings).scores(plan.clause)
    at, worth = _faded(plan, table, _known_then(plan, table, Scored(at, worth)))
    matching = np.zeros(table.size, np.bool_)
    matching[at] = True
    allowed = _allowed(plan, table)
    found = _within(matching, allowed, "")
    here = found[at]
    total = int(here.sum())
    facets = {}
    for facet in plan.facets:
        counted = _within(matching, allowed, facet) if facet in allowed else found
        facets[facet] = table.counts(facet, counted)
    return Found(total, _hits(table, _page(plan, table, Scored(at[here], worth[here]))), facets)


def matching(
    clauses: Sequence[Clause], keys: Sequence[str], table: Table, postings: Postings
) -> dict[str, frozenset[int]]:
    """Which of `clauses` each of `keys` matches."""
    documents = table.numbers(keys)
    evaluation = Evaluation(table, postings, documents)
    which: list[set[int]] = [set() for _ in documents]
    for number, clause in enumerate(clauses):
        for at in evaluation.scores(clause).at.tolist():
            which[at].add(number)
    names = (table.columns.keys[at] for at in documents.tolist())
    return dict(zip(names, map(frozenset, which), strict=True))


def _known_then(plan: Plan, table: Table, found: Scored) -> Scored:
    """Without what was added after `plan.added_upto`."""
    if plan.added_upto is None:
        return found
    here = table.columns.added[found.at] <= plan.added_upto
    return Scored(found.at[here], found.worth[here])


def _faded(plan: Plan, table: Table, found: Scored) -> Scored:
    """What has ended is worth less."""
    if plan.now is None:
        return found
    ended = table.columns.until[found.at] < plan.now
    return Scored(found.at, np.where(ended, found.worth * FADED, found.worth))


def _allowed(plan: Plan, table: Table) -> dict[str, Flags]:
    """By facet, the documents that its filter lets through, or that it doesn't hide."""
    chosen = {facet: values for facet, values in plan.filters.items() if values}
    hidden = {facet: values for facet, values in plan.hidden.items() if facet not in chosen}
    shown = {facet: ~table.holding(facet, values) for facet, values in hidden.items()}
    return {**{facet: table.holding(facet, values) for facet, values in chosen.items()}, **shown}


def _within(documents: Flags, allowed: dict[str, Flags], ignoring: str) -> Flags:
    for facet, passing in allowed.items():
        if facet != ignoring:
            documents = documents & passing
    return documents


def _hits(table: Table, page: list[tuple[int, float]]) -> tuple[FoundHit, ...]:
    keys, dates = table.columns.keys, table.columns.dates
    return tuple(
        FoundHit(keys[at], worth, None if dates[at] == UNDATED else int(dates[at]))
        for at, worth in page
    )


def _page(plan: Plan, table: Table, found: Scored) -> list[tuple[int, float]]:
    """The documents of the page and their scores."""
    first, limit = max(plan.offset, 0), max(plan.limit, 0)
    if not limit or first >= len(found.at):
        return []
    least_first = _order(plan, table, found)
    candidates = _least(least_first, first + limit)
    keys, at = table.columns.keys, found.at
    rows = zip(least_first[candidates].tolist(), at[candidates].tolist(), candidates, strict=True)
    chosen = sorted((place, keys[number], number, which) for place, number, which in rows)
    return [
        (number, float(found.worth[which])) for _, _, number, which in chosen[first : first + limit]
    ]


def _order(plan: Plan, table: Table, found: Scored) -> "Ints | Floats":
    """Numbers, least for what comes first; undated documents are last both ways."""
    if plan.sort == "relevance":
        return -found.worth
    dates = table.columns.dates[found.at]
    placed = -dates if plan.sort == "newest" else dates
    return np.where(dates == UNDATED, np.iinfo(np.int64).max, placed)


def _least(order: "Ints | Floats", many: int) -> Ints:
    """Where the least `many` are, and whatever is equal to the last of them; in no order."""
    if many >= len(order):
        return np.arange(len(order))
    return np.flatnonzero(order <= np.partition(order, many - 1)[many - 1])
