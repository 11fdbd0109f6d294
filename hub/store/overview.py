"""What a theme is made of: who, from where, when, and what it has in common with other themes.

Each is one question that the theme's index begins: its cost follows the theme, not the store.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.dates import microseconds, time_of
from hub.store.engine import Database
from hub.store.people import Named, names_of
from hub.store.tables import ASSIGNMENTS, PEOPLE, PLACES, SOURCES
from hub.store.types import UNDATED

Counted = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Of the visible items about a theme: `people`, `sources` and the other themes (`related`) that
    most of them have, with how many, most first; how many are from each of the `years`, in order,
    and how many are `undated`.
    """

    people: tuple[Named, ...] = ()
    sources: Counted = ()
    related: Counted = ()
    years: tuple[tuple[int, int], ...] = ()
    undated: int = 0


class ThemeOverviews:
    """Overviews of themes; years count in `zone`."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone

    def of(self, theme: str, most: int) -> Overview:
        """The overview of a theme, with so many of each kind at most."""
        with self._database.read() as connection:
            people = connection.execute(_people(theme).limit(most)).all()
            sources = connection.execute(_sources(theme).limit(most)).all()
            related = connection.execute(_related(theme).limit(most)).all()
            times = connection.scalars(sa.select(ASSIGNMENTS.c.sort_at).where(*_about(theme))).all()
        dated = [at for at in times if at > UNDATED]
        return Overview(
            people=names_of(people),
            sources=tuple((row.name, row.items) for row in sources),
            related=tuple((row.theme, row.items) for row in related),
            years=_per_year(dated, self._zone),
            undated=len(times) - len(dated),
        )


def _about(theme: str) -> tuple[sa.ColumnElement[bool], ...]:
    own = ASSIGNMENTS.c
    return (own.theme == theme, own.strength == "about", own.visible)


_ITEMS: sa.ColumnElement[int] = sa.column("items", sa.Integer)


def _people(theme: str) -> sa.Select[Any]:
    """A name written in several ways counts as one."""
    items = sa.func.count(PEOPLE.c.item.distinct()).label("items")
    chosen = sa.select(PEOPLE.c.slug, sa.func.max(PEOPLE.c.name).label("name"), items)
    chosen = chosen.join_from(ASSIGNMENTS, PEOPLE, PEOPLE.c.item == ASSIGNMENTS.c.item)
    named = chosen.where(*_about(theme), PEOPLE.c.slug != "").group_by(PEOPLE.c.slug)
    return named.order_by(_ITEMS.desc(), PEOPLE.c.slug)


def _sources(theme: str) -> sa.Select[Any]:
    """A work that several sources have counts for each."""
    items = sa.func.count(PLACES.c.item.distinct()).label("items")
    chosen = sa.select(SOURCES.c.name, items)
    chosen = chosen.join_from(ASSIGNMENTS, PLACES, PLACES.c.item == ASSIGNMENTS.c.item)
    chosen = chosen.join(SOURCES).where(*_about(theme)).group_by(SOURCES.c.id, SOURCES.c.name)
    return chosen.order_by(_ITEMS.desc(), SOURCES.c.name)


def _related(theme: str) -> sa.Select[Any]:
    other = ASSIGNMENTS.alias("other")
    shared = sa.and_(other.c.item == ASSIGNMENTS.c.item, other.c.theme != theme)
    chosen = sa.select(other.c.theme, sa.func.count().label("items"))
    chosen = chosen.join_from(ASSIGNMENTS, other, shared).where(*_about(theme))
    own = chosen.where(other.c.strength == "about").group_by(other.c.theme)
    return own.order_by(_ITEMS.desc(), other.c.theme)


def _per_year(dated: Sequence[int], zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """How many of these times (microseconds since 1970) lie in each year of `zone`."""
    if not dated:
        return ()
    years = range(max(1, _year(min(dated)) - 1), min(9999, _year(max(dated)) + 1) + 1)
    begins = [microseconds(datetime(year, 1, 1, tzinfo=zone)) for year in years]
    counts = Counter(years[bisect_right(begins, at) - 1] for at in dated)
    return tuple(sorted(counts.items()))


def _year(at: int) -> int:
    """The year in UTC, which no zone is further from than a day."""
    return time_of(at).year
