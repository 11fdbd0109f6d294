"""A theme: what it is, where to start, and what there is about it."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import ClassVar, NamedTuple
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from hub.model import Pick, Strength, Theme
from hub.search import PAGE_SIZE
from hub.store import ThemeCount
from web.asking import PageAsked, read_page
from web.cards import Card, card_of_item
from web.following import Following, following
from web.links import safe_link
from web.overview import ThemeOverview, theme_overview
from web.page import Link, Page, Redirect
from web.pages.search import Choice
from web.paging import Pager, pager
from web.rules import ReadableRule, readable
from web.site import Here

NO_ITEMS = ThemeCount(0, 0, None)


class Start(NamedTuple):
    """A hand-picked way into a theme; `host` says where the link leads, if that has a name."""

    title: str
    href: str
    host: str
    note: str


class Listed(NamedTuple):
    """Which items of a theme are listed and in what order: those it is about, newest first."""

    strength: Strength = "about"
    central: bool = False

    @property
    def mentions(self) -> bool:
        """Whether the list holds what only mentions the theme."""
        return self.strength == "mentions"

    def parameters(self, asked: PageAsked) -> tuple[tuple[str, str], ...]:
        """The parameters of the address, in their one order."""
        mentions, sort = "1" if self.mentions else "", "central" if self.central else ""
        return (("mentions", mentions), ("sort", sort), *asked.parameters())


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage(Page):
    """A theme's page. `mentions` says whether the list holds what only mentions it, `central` that
    it begins with what is most about it. `overview` stands on the first page alone.
    """

    template: ClassVar[str] = "theme.html"

    id: str
    about: str
    starts: tuple[Start, ...]
    mentions: bool
    central: bool
    heading: str
    sorts: tuple[Choice, ...]
    cards: tuple[Card, ...]
    pager: Pager | None
    others: Link | None
    overview: ThemeOverview | None
    rule: ReadableRule


def theme(here: Here, theme: str) -> ThemePage | Redirect:
    """The page of the theme with this id; an id it had before leads to the present one."""
    if here.config is None:
        raise HTTPException(404)
    known = here.config.theme(theme)
    if known is not None:
        return _page(here, known)
    now = here.config.theme_now(theme)
    if now is None:
        raise HTTPException(404)
    return Redirect(here.links.theme(now, here.params.multi_items()))


def _page(here: Here, known: Theme) -> ThemePage:
    listed, asked = _listed(here), read_page(here.params)
    title, about = here.say(known.title), here.say(known.about)
    count = here.store.themes.counts().get(known.id, NO_ITEMS)
    total = count.mentions if listed.mentions else count.about
    first = not listed.mentions and asked.page == 1
    return ThemePage(
        id=known.id,
        title=title,
        description=about,
        about=about,
        index=first and not listed.central,
        query=listed.parameters(asked),
        following=_following(here, known.id, title),
        starts=tuple(start for pick in known.start if (start := _start(pick))) if first else (),
        mentions=listed.mentions,
        central=listed.central,
        heading=_heading(here, total, listed.mentions),
        sorts=_sorts(here, known.id, listed) if total > 1 else (),
        cards=_cards(here, known.id, listed, asked),
        pager=_pager(here, known.id, listed, asked, total),
        others=_others(here, known.id, count, listed.mentions),
        overview=theme_overview(here, known.id) if first else None,
        rule=readable(here, known.match),
    )


def _listed(here: Here) -> Listed:
    if here.params.get("mentions") == "1":
        return Listed("mentions")
    return Listed(central=here.params.get("sort") == "central")


def _following(here: Here, theme: str, title: str) -> Following:
    return following(here.links, title, f"/themes/{theme}")


def _sorts(here: Here, theme: str, listed: Listed) -> tuple[Choice, ...]:
    """The two ways to order what it is about; what only mentions it has none but by date."""
    if listed.mentions:
        return ()
    _ = here.texts.gettext
    orders = ((_("Nyeste"), Listed()), (_("Mest centrale"), Listed(central=True)))
    return tuple(
        Choice(name, here.links.theme(theme, order.parameters(PageAsked())), order == listed)
        for name, order in orders
    )


def _cards(here: Here, theme: str, listed: Listed, asked: PageAsked) -> tuple[Card, ...]:
    items = here.store.items.newest(
        PAGE_SIZE,
        theme=theme,
        strength=listed.strength,
        seen_upto=asked.seen_upto,
        offset=asked.offset,
        central=listed.central,
    )
    return tuple(card_of_item(here, item, within=theme) for item in items)


def _pager(here: Here, theme: str, listed: Listed, asked: PageAsked, total: int) -> Pager | None:
    """The pager; `total` is how many there are now."""
    upto = asked.seen_upto
    if upto:
        total = here.store.items.count(theme=theme, strength=listed.strength, seen_upto=upto)

    def address(page: int) -> str:
        return here.links.theme(theme, listed.parameters(asked.turned(page, here.newest)))

    return pager(here, asked.page, total, address)


def _start(pick: Pick) -> Start | None:
    href = safe_link(pick.url)
    if href is None:
        return None
    host = (urlsplit(href).hostname or "").removeprefix("www.")
    return Start(pick.title, href, "" if _is_number(host) else host, pick.note)


def _is_number(host: str) -> bool:
    """Whether `host` is an IP address, which tells a reader nothing."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _heading(here: Here, total: int, mentions: bool) -> str:
    texts = here.texts
    if mentions:
        text = texts.ngettext(
            "%(count)s bidrag nævner temaet", "%(count)s bidrag nævner temaet", total
        )
    else:
        text = texts.ngettext("%(count)s bidrag om temaet", "%(count)s bidrag om temaet", total)
    return text % {"count": here.formats.number(total)}


def _others(here: Here, theme: str, counts: ThemeCount, mentions: bool) -> Link | None:
    """The way to what mentions it, or back to what is about it."""
    count = counts.about if mentions else counts.mentions
    if not count:
        return None
    texts = here.texts
    words = {"count": here.formats.number(count)}
    if mentions:
        text = texts.ngettext(
            "Se %(count)s, der handler om det", "Se %(count)s, der handler om det", count
        )
        return Link(text % words, here.links.theme(theme))
    text = texts.ngettext(
        "%(count)s bidrag mere nævner temaet", "%(count)s bidrag mere nævner temaet", count
    )
    return Link(text % words, here.links.theme(theme, [("mentions", "1")]))
