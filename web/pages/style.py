"""Every component with every state, so that whoever builds with them can see them at once."""

from dataclasses import dataclass
from typing import ClassVar

from web import samples
from web.cards import Card
from web.facets import Chip, FacetBox
from web.following import Following, following
from web.notes import Told
from web.page import Example, Page
from web.pages.home import ThemeCard
from web.pages.search import Choice
from web.pages.sources import SourceCard
from web.paging import Pager
from web.site import Here
from web.standing import Standing

COLOURS = (
    "ground", "surface", "raised", "wash", "line", "edge", "soft", "ink", "accent", "accent-deep",
    "hit", "well",
)  # fmt: skip
ICONS = (
    "episode",
    "publication",
    "issue",
    "search",
    "play",
    "pause",
    "earlier",
    "later",
    "link",
    "out",
    "remove",
    "check",
    "lock",
    "follow",
    "filters",
    "on",
    "back",
    "info",
)
SPACES = ("s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8")


@dataclass(frozen=True, slots=True, kw_only=True)
class StylePage(Page):
    """Made-up values of everything that a template can show; `shown` is a list's other forms."""

    template: ClassVar[str] = "style.html"

    colours: tuple[str, ...]
    spaces: tuple[str, ...]
    icons: tuple[str, ...]
    cards: tuple[Card, ...]
    themes: tuple[ThemeCard, ...]
    facets: tuple[FacetBox, ...]
    chips: tuple[Chip, ...]
    sorts: tuple[Choice, ...]
    pagers: tuple[Pager, ...]
    notes: tuple[Told, ...]
    standings: tuple[Standing, ...]
    sources: tuple[SourceCard, ...]
    examples: tuple[Example, ...]
    shown: Following


def style(here: Here) -> StylePage:
    """The page of components; for those who build, so no search engine lists it."""
    _ = here.texts.gettext
    return StylePage(
        title=_("Sidens byggeklodser"),
        index=False,
        colours=COLOURS,
        spaces=SPACES,
        icons=ICONS,
        cards=samples.cards(here),
        themes=samples.themes(here),
        facets=samples.facets(here),
        chips=samples.chips(here),
        sorts=samples.sorts(here),
        pagers=samples.pagers(here),
        notes=samples.notes(here),
        standings=samples.standings(here),
        sources=samples.sources(here),
        examples=samples.examples(here),
        shown=following(here.links, _("Temaer"), "/search"),
    )
