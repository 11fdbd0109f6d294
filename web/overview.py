"""What a theme is made of: who, from where, what it has in common with others, and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from web.site import Here
from web.tallies import Tally, people_tallies, source_tallies, theme_tallies
from web.years import YearChart, year_chart

_MOST = 6  # of each


@dataclass(frozen=True, slots=True)
class ThemeOverview:
    """The lists beside a theme's items; what there is nothing of is empty."""

    people: tuple[Tally, ...]
    sources: tuple[Tally, ...]
    related: tuple[Tally, ...]
    years: YearChart | None


def theme_overview(here: Here, theme: str) -> ThemeOverview | None:
    """The overview of a theme; None where nothing is about it yet."""
    found = here.store.overviews.of(theme, _MOST)
    if not found.sources:
        return None

    def in_year(year: int) -> str:
        return here.links.search([("theme", theme), ("year", str(year))])

    return ThemeOverview(
        people=people_tallies(here, found.people),
        sources=source_tallies(here, found.sources),
        related=_related(here, found.related),
        years=year_chart(here, dict(found.years), found.undated, in_year),
    )


def _related(here: Here, counted: Iterable[tuple[str, int]]) -> tuple[Tally, ...]:
    """The themes that share items with it, and how many."""
    return tuple(
        tally._replace(amount=_shared(here, items))
        for theme, items in counted
        for tally in theme_tallies(here, [(theme, items)])
    )


def _shared(here: Here, items: int) -> str:
    text = here.texts.ngettext("%(count)s fælles", "%(count)s fælles", items)
    return text % {"count": here.formats.number(items)}
