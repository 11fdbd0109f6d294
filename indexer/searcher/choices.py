"""What is chosen of facets, as an engine takes it."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from hub.dates import microseconds
from hub.model import Source
from hub.query_dates import days
from hub.search import Filters
from indexer.engines.port import Between, Clause
from indexer.searcher.clauses import NOTHING, every_year

_NO_THEMES: Mapping[str, Sequence[str]] = MappingProxyType({})


def plan_filters(filters: Filters) -> dict[str, tuple[str, ...]]:
    """Filters as an engine takes them: ranges of years written out."""
    return {
        facet: tuple(dict.fromkeys(year for value in values for year in every_year(value)))
        if facet == "year"
        else values
        for facet, values in filters.chosen
    }


def known_values(
    sources: Iterable[Source], themes: Mapping[str, Sequence[str]] = _NO_THEMES
) -> Callable[[str, str], Sequence[str]]:
    """Publishers by a part of their name; sources and themes by their id or how a title or one of
    its words begins; every other facet by its very value. `themes` are titles by id.
    """
    known = tuple(sources)
    publishers = {source.publisher or source.title.to("") for source in known}
    named: dict[str, Mapping[str, Sequence[str]]] = {
        "source": {source.id: (source.title.to("da"), source.title.to("en")) for source in known},
        "theme": themes,
    }

    def values(facet: str, typed: str) -> Sequence[str]:
        if facet == "publisher":
            return sorted(name for name in publishers if _plain(typed) in _plain(name))
        return _named(typed, named.get(facet, {}))

    return values


def _named(typed: str, titles: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The ids that `typed` stands for: an id in any case, else those whose titles have it."""
    wanted = _plain(typed)
    same = [id_ for id_ in titles if _plain(id_) == wanted]
    return same or sorted(
        id_
        for id_, names in titles.items()
        if wanted and any(f" {wanted}" in f" {_plain(name)}" for name in names)
    )


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
