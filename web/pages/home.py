"""The front page: search first, then themes, then what is new."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from hub.model import KINDS, Kind
from hub.store import NewestItem, ThemeCount
from web.cards import Card, card_of_item, untitled
from web.following import following
from web.page import Page
from web.site import Here

_NEWEST = 4
_FIRST_THEMES = 6  # shown at once on a phone; the others are to be unfolded there


class Newest(NamedTuple):
    """The newest item about a theme; `language` where it is not the page's."""

    title: str
    language: str
    when: str


class ThemeCard(NamedTuple):
    """A theme in a list: how many items are about it, and the newest of them."""

    title: str
    href: str
    about: str
    amount: str
    newest: Newest | None


class Shelf(NamedTuple):
    """The newest of one kind, and the address of them all."""

    heading: str
    kind: Kind
    cards: tuple[Card, ...]
    href: str
    name: str
    amount: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """Everything the front page shows. `total` says how much there is to search; `more_themes`
    may be folded.
    """

    template: ClassVar[str] = "home.html"

    heading: str
    total: str
    themes: tuple[ThemeCard, ...]
    more_themes: tuple[ThemeCard, ...]
    more_themes_text: str
    shelves: tuple[Shelf, ...]


def home(here: Here) -> HomePage:
    """The front page as it is now."""
    _ = here.texts.gettext
    counts = here.store.items.counts()
    themes = theme_cards(here)
    more = themes[_FIRST_THEMES:]
    folded = here.texts.ngettext("%(count)s tema mere", "%(count)s temaer mere", len(more))
    return HomePage(
        title=here.title,
        description=_("Søg på tværs af podcasts, udgivelser og nyhedsbreve, og find det igen."),
        heading=_("Hvad vil du vide noget om?"),
        own_search=True,
        following=following(here.links, here.title, "/search"),
        total=total_words(here, sum(counts.values())),
        themes=themes[:_FIRST_THEMES],
        more_themes=more,
        more_themes_text=folded % {"count": here.formats.number(len(more))},
        shelves=tuple(_shelf(here, kind, counts[kind]) for kind in KINDS if counts.get(kind)),
    )


def total_words(here: Here, total: int) -> str:
    """How much there is to search; nothing while there is nothing."""
    text = here.texts.ngettext(
        "Søg i %(count)s episode, udgivelse eller nyhedsbrev",
        "Søg i %(count)s episoder, udgivelser og nyhedsbreve",
        total,
    )
    return text % {"count": here.formats.number(total)} if total else ""


def theme_cards(here: Here, *, newest: bool = True) -> tuple[ThemeCard, ...]:
    """The themes in their editors' order, with what there is about each.

    Without `newest` it is one question less to the store: for pages that robots and mistyped
    addresses may ask for by the thousand.
    """
    counts = here.store.themes.counts()
    items = here.store.themes.newest() if newest else {}
    return tuple(
        ThemeCard(
            title=here.say(theme.title),
            href=here.links.theme(theme.id),
            about=here.say(theme.about),
            amount=_amount(here, counts.get(theme.id)),
            newest=_newest(here, items.get(theme.id)),
        )
        for theme in here.themes
    )


def _amount(here: Here, count: ThemeCount | None) -> str:
    about = count.about if count else 0
    text = here.texts.ngettext("%(count)s bidrag", "%(count)s bidrag", about)
    return text % {"count": here.formats.number(about)}


def _newest(here: Here, item: NewestItem | None) -> Newest | None:
    if item is None:
        return None
    title = item.title or untitled(here, item.kind)
    return Newest(title, here.foreign(item.language), here.formats.when(item.date))


def _shelf(here: Here, kind: Kind, count: int) -> Shelf:
    _ = here.texts.gettext
    headings = {
        "episode": _("Nyeste episoder"),
        "publication": _("Nyeste udgivelser"),
        "issue": _("Nyeste nyhedsbreve"),
    }
    names = {
        "episode": _("Episoder"),
        "publication": _("Udgivelser"),
        "issue": _("Nyhedsbreve"),
    }
    more = {
        "episode": _("Alle episoder"),
        "publication": _("Alle udgivelser"),
        "issue": _("Alle nyhedsbreve"),
    }
    items = here.store.items.newest(_NEWEST, kind=kind)
    return Shelf(
        heading=headings[kind],
        kind=kind,
        cards=tuple(card_of_item(here, item) for item in items),
        href=here.links.search([("kind", kind)]),
        name=names[kind],
        amount=here.formats.number(count),
        more=more[kind],
    )
