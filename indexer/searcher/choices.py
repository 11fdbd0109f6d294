"""What is chosen of facets, as an engine takes it."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from hub.dates import microseconds
from hub.model import Source
from hub.query_dates import days
from hub.search import Filters
from indexer.engines.port import Between, Clause
from indexer.searcher.clauses import NOTHING, every_year


def plan_filters(filters: Filters) -> dict[str, tuple[str, ...]]:
    """Filters as an engine takes them: ranges of years written out."""
    return {
        facet: tuple(dict.fromkeys(year for value in values for year in every_year(value)))
        if facet == "year"
        else values
        for facet, values in filters.chosen
    }


def known_values(sources: Iterable[Source]) -> Callable[[str, str], Sequence[str]]:
    """Publishers by a part of their name; every other facet by its very value."""
    publishers = {source.publisher or source.title.to("") for source in sources}

    def values(facet: str, typed: str) -> Sequence[str]:
        if facet != "publisher":
            return ()
        return sorted(name for name in publishers if _plain(typed) in _plain(name))

    return values


def days_in(zone: ZoneInfo) -> Callable[[str], Clause]:
    """Spans of days (``2024-03..``), which begin and end in `zone`; else what matches nothing."""

    def clause(span: str) -> Clause:
        found = days(span)
        if found is None:
            return NOTHING
        first, after = (
            microseconds(datetime.combine(d, time(), zone)) if d else None for d in found
        )
        return Between(first, after)

    return clause


def _plain(name: str) -> str:
    """`name` without marks and case: phrases have lost theirs."""
    return " ".join(re.findall(r"\w+", name.casefold()))
