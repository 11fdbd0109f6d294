"""A plan to what Tantivy found: filters, exact counts, one page in order.

Tantivy breaks ties by where a document happens to lie. So a page is asked for with all that ties
with its last hit, and ordered here.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from tantivy import DocAddress, Occur, Order, Query, Searcher

from indexer.engines.port import FADED, Found, FoundHit, Plan
from indexer.engines.tantivy_clauses import (
    Part,
    Translation,
    any_of,
    is_constant,
    joined,
    plain,
    within,
)
from indexer.engines.tantivy_fields import decoded
from indexer.engines.tantivy_folder import Snapshot, total

MOST_VALUES = 65_000  # in one answer of Tantivy's; of a facet with more, those in most documents
TOO_MANY = "bucket limit"
MORE = 50  # hits asked for beyond a page, at first

Counts = tuple[tuple[str, int], ...]


class Placed(NamedTuple):
    """A document by what it is ordered by, lowest first."""

    place: float
    address: DocAddress


class Answer:
    """What `plan` asks of one state of an index."""

    def __init__(self, plan: Plan, snapshot: Snapshot) -> None:
        self._plan = plan
        self._snapshot = snapshot
        self._searcher = snapshot.searcher
        self._asked = Translation(snapshot).query(plan.clause)
        self._base: list[Part] = [(Occur.Must, self._asked)]
        if plan.added_upto is not None:
            early = within(snapshot, "added", None, plan.added_upto + 1)
            self._base.append((Occur.Must, early))
        self._limits = self._filters()

    def found(self) -> Found:
        """The answer."""
        first, limit = max(self._plan.offset, 0), max(self._plan.limit, 0)
        query = joined([*self._base, *self._limits.values()])
        many, page = self._page(query, first, limit)
        return Found(many, tuple(page), self._facets())

    def _filters(self) -> dict[str, Part]:
        """By facet: what its filter lets through, or what it hides."""
        plan, known = self._plan, self._snapshot.shape.facets
        chosen = {facet: values for facet, values in plan.filters.items() if values}
        parts: dict[str, Part] = {
            facet: (Occur.MustNot, any_of(self._snapshot, facet, values))
            for facet, values in plan.hidden.items()
            if values and facet in known and facet not in chosen
        }
        for facet, values in chosen.items():
            there = any_of(self._snapshot, facet, values) if facet in known else None
            parts[facet] = (Occur.Must, there or Query.empty_query())
        return parts

    # --- counts --------------------------------------------------------------------------------

    def _facets(self) -> dict[str, Counts]:
        counts: dict[str, Counts] = dict.fromkeys(self._plan.facets, ())
        known = [facet for facet in counts if facet in self._snapshot.shape.facets]
        limited = [facet for facet in known if facet in self._limits]
        counts |= self._counts([facet for facet in known if facet not in limited], "")
        for facet in limited:
            counts |= self._counts([facet], facet)
        return counts

    def _counts(self, facets: Sequence[str], ignoring: str) -> dict[str, Counts]:
        """Counts per value, the filter of the facet `ignoring` left out.

        If the values of all `facets` are too many for one answer, each is asked for by itself.
        """
        others = [part for facet, part in self._limits.items() if facet != ignoring]
        query = joined([*self._base, *others])
        if facets and not self._snapshot.apart:
            try:
                return self._counted(query, facets)
            except ValueError as error:
                if TOO_MANY not in str(error):
                    raise
                self._snapshot.apart = True
        return {name: part for one in facets for name, part in self._counted(query, [one]).items()}

    def _counted(self, query: Query, facets: Sequence[str]) -> dict[str, Counts]:
        asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in facets}
        answer: dict[str, Any] = self._searcher.aggregate(query, asked)
        return {name: _sorted(part["buckets"]) for name, part in answer.items()}

    # --- pages ---------------------------------------------------------------------------------

    def _page(self, query: Query, first: int, limit: int) -> tuple[int, list[FoundHit]]:
        many = min(first + limit, self._searcher.num_docs)
        if not limit or first >= many:
            return total(self._searcher.search(plain(query), 1)), []
        found, placed = self._placed(query, many)
        ordered = self._in_order(placed)[first:many]
        return found, self._hits(ordered)

    def _placed(self, query: Query, many: int) -> tuple[int, list[Placed]]:
        """The total, and at least the first `many` with all that tie with the last of them."""
        plan, searcher = self._plan, self._searcher
        if plan.sort != "relevance":
            sign = -1 if plan.sort == "newest" else 1
            order = Order.Desc if plan.sort == "newest" else Order.Asc
            found, dated = _top(searcher, plain(query), many, "date", order)
            return found, [Placed(_after(date, sign), address) for date, address in dated]
        ended = self._ended()
        if ended is None and is_constant(plan.clause):
            found, ranked = _top(searcher, plain(query), many, "rank", Order.Asc)
            return found, [Placed(0.0, address) for _, address in ranked]
        found, scored = _top(searcher, _but(query, ended), many)
        placed = [Placed(-score, address) for score, address in scored]
        if ended is not None:
            both = joined([(Occur.Must, query), (Occur.Must, ended)])
            gone, faded = _top(searcher, both, many)
            placed += [Placed(-score * FADED, address) for score, address in faded]
            found += gone
        return found, placed

    def _ended(self) -> Query | None:
        """What has ended, if anything has."""
        if self._plan.now is None:
            return None
        ended = within(self._snapshot, "until", None, self._plan.now)
        return ended if total(self._searcher.search(ended, 1)) else None

    def _in_order(self, placed: Sequence[Placed]) -> list[Placed]:
        """By place, ties by key; keys are read only where their ranks are the same."""
        ranks = self._searcher.fast_field_values("rank", [one.address for one in placed])
        places = [(one.place, rank) for one, rank in zip(placed, ranks, strict=True)]
        several = {place for place, count in Counter(places).items() if count > 1}
        keyed = [
            (*place, key_of(self._searcher, one.address) if place in several else "", at)
            for at, (place, one) in enumerate(zip(places, placed, strict=True))
        ]
        return [placed[at] for *_, at in sorted(keyed, key=_without_last)]

    def _hits(self, page: Sequence[Placed]) -> list[FoundHit]:
        addresses = [one.address for one in page]
        keys = [key_of(self._searcher, address) for address in addresses]
        dates = self._searcher.fast_field_values("date", addresses)
        scores = self._scores(keys, page)
        return [
            FoundHit(key, score, None if date is None else int(date))
            for key, score, date in zip(keys, scores, dates, strict=True)
        ]

    def _scores(self, keys: Sequence[str], page: Sequence[Placed]) -> Iterable[float]:
        """The scores of a page: what it is ordered by, or asked for its documents alone."""
        plan = self._plan
        if plan.sort == "relevance" and not is_constant(plan.clause):
            return [-one.place for one in page]
        these = any_of(self._snapshot, "key", keys)
        query = joined([(Occur.Must, self._asked), (Occur.Must, these)])
        scores = {
            where(address): score
            for score, address in self._searcher.search(query, max(len(keys), 1)).hits
        }
        untils = self._searcher.fast_field_values("until", [one.address for one in page])
        return [
            scores[where(one.address)] * (FADED if self._is_over(until) else 1.0)
            for one, until in zip(page, untils, strict=True)
        ]

    def _is_over(self, until: float | None) -> bool:
        return until is not None and self._plan.now is not None and until < self._plan.now


def _sorted(buckets: Iterable[dict[str, Any]]) -> Counts:
    """Values and their counts, most first, then in the order of the values."""
    counts = ((decoded(one["key"]), int(one["doc_count"])) for one in buckets)
    return tuple(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def where(address: DocAddress) -> tuple[int, int]:
    """An address as a value."""
    return address.segment_ord, address.doc


def key_of(searcher: Searcher, address: DocAddress) -> str:
    """The key of a document."""
    return decoded(str(searcher.doc(address).get_first("key")))


def _top(
    searcher: Searcher, query: Query, many: int, field: str | None = None, order: Order = Order.Desc
) -> tuple[int, list[tuple[Any, DocAddress]]]:
    """The total, and at least the first `many` hits with all that tie with the last of them."""
    asked = many + MORE
    while True:
        result = searcher.search(query, asked, order_by_field=field, order=order)
        hits = result.hits
        if len(hits) < asked or hits[many - 1][0] != hits[-1][0]:
            return total(result), hits
        asked *= 4


def _after(date: int | None, sign: int) -> float:
    """Where a date stands; none is last."""
    return float("inf") if date is None else sign * date


def _but(query: Query, unwanted: Query | None) -> Query:
    return joined([(Occur.Must, query), (Occur.MustNot, unwanted)]) if unwanted else query


def _without_last(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[:-1]
