"""The front page: search first, then themes, then what is new."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from hub.model import KINDS, Kind
from hub.store import ThemeCount
from web.cards import Card, card_of_item
from web.page import Page
from web.site import Here

_NEWEST = 4


class ThemeCard(NamedTuple):
    """A theme in a list: how many items are about it, and when the newest came."""

    title: str
    href: str
    about: str
    count: str
    newest: str


class Shelf(NamedTuple):
    """The newest of one kind, and the address of them all."""

    heading: str
    kind: Kind
    cards: tuple[Card, ...]
    href: str
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """Everything the front page shows. `total` says how much there is to search."""

    template: ClassVar[str] = "home.html"

    heading: str
    total: str
    themes: tuple[ThemeCard, ...]
    shelves: tuple[Shelf, ...]


def home(here: Here) -> HomePage:
    """The front page as it is now."""
    _ = here.texts.gettext
    counts = here.store.items.counts()
    return HomePage(
        title=here.title,
        description=_("Søg på tværs af podcasts, udgivelser og nyhedsbreve, og find det igen."),
        heading=_("Hvad vil du vide noget om?"),
        own_search=True,
        total=total_words(here, sum(counts.values())),
        themes=theme_cards(here),
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


def theme_cards(here: Here) -> tuple[ThemeCard, ...]:
    """The themes in their editors' order, with what there is about each."""
    counts = here.store.themes.counts()
    return tuple(
        ThemeCard(
            title=here.say(theme.title),
            href=here.links.theme(theme.id),
            about=here.say(theme.about),
            count=_count_words(here, counts.get(theme.id)),
            newest=_newest_words(here, counts.get(theme.id)),
        )
        for theme in here.themes
    )


def _count_words(here: Here, count: ThemeCount | None) -> str:
    about = count.about if count else 0
    text = here.texts.ngettext("%(count)s bidrag", "%(count)s bidrag", about)
    return text % {"count": here.formats.number(about)}


def _newest_words(here: Here, count: ThemeCount | None) -> str:
    if count is None or count.newest is None:
        return ""
    _ = here.texts.gettext
    return _("nyeste %(day)s") % {"day": here.formats.day(count.newest)}


def _shelf(here: Here, kind: Kind, count: int) -> Shelf:
    _ = here.texts.gettext
    headings = {
        "episode": _("Nyeste episoder"),
        "publication": _("Nyeste udgivelser"),
        "issue": _("Nyeste nyhedsbreve"),
    }
    more = {
        "episode": _("Alle episoder (%(count)s)"),
        "publication": _("Alle udgivelser (%(count)s)"),
        "issue": _("Alle nyhedsbreve (%(count)s)"),
    }
    items = here.store.items.newest(_NEWEST, kind=kind)
    return Shelf(
        heading=headings[kind],
        kind=kind,
        cards=tuple(card_of_item(here, item) for item in items),
        href=here.links.search([("kind", kind)]),
        more=more[kind] % {"count": here.formats.number(count)},
    )
