"""All themes on one page."""

from dataclasses import dataclass
from typing import ClassVar

from web.page import Page
from web.pages.home import ThemeCard, theme_cards
from web.site import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemesPage(Page):
    """Every theme with what there is about it."""

    template: ClassVar[str] = "themes.html"

    themes: tuple[ThemeCard, ...]


def themes(here: Here) -> ThemesPage:
    """The themes, in their editors' order."""
    _ = here.texts.gettext
    return ThemesPage(
        title=_("Temaer"),
        description=_("De emner, vi samler viden om."),
        themes=theme_cards(here),
    )
