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
from web.links import safe_link
from web.page import Link, Page, Redirect
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage(Page):
    """A theme's page. `mentions` says whether the list holds what only mentions it."""

    template: ClassVar[str] = "theme.html"

    id: str
    about: str
    starts: tuple[Start, ...]
    mentions: bool
    heading: str
    cards: tuple[Card, ...]
    pager: Pager | None
    others: Link | None
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
    mentions = here.params.get("mentions") == "1"
    strength: Strength = "mentions" if mentions else "about"
    asked = read_page(here.params)
    count = here.store.themes.counts().get(known.id, NO_ITEMS)
    total = count.mentions if mentions else count.about
    return ThemePage(
        id=known.id,
        title=here.say(known.title),
        description=here.say(known.about),
        about=here.say(known.about),
        index=not mentions and asked.page == 1,
        query=_parameters(strength, asked),
        starts=tuple(start for pick in known.start if (start := _start(pick))),
        mentions=mentions,
        heading=_heading(here, total, mentions),
        cards=_cards(here, known.id, strength, asked),
        pager=_pager(here, known.id, strength, asked, total),
        others=_others(here, known.id, count.about if mentions else count.mentions, mentions),
        rule=readable(here, known.match),
    )


def _cards(here: Here, theme: str, strength: Strength, asked: PageAsked) -> tuple[Card, ...]:
    items = here.store.items.newest(
        PAGE_SIZE, theme=theme, strength=strength, seen_upto=asked.seen_upto, offset=asked.offset
    )
    return tuple(card_of_item(here, item, within=theme) for item in items)


def _pager(
    here: Here, theme: str, strength: Strength, asked: PageAsked, total: int
) -> Pager | None:
    """The pager; `total` is how many there are now."""
    upto = asked.seen_upto
    if upto:
        total = here.store.items.count(theme=theme, strength=strength, seen_upto=upto)

    def address(page: int) -> str:
        return here.links.theme(theme, _parameters(strength, asked.turned(page, here.newest)))

    return pager(here, asked.page, total, address)


def _parameters(strength: Strength, asked: PageAsked) -> tuple[tuple[str, str], ...]:
    return (("mentions", "1" if strength == "mentions" else ""), *asked.parameters())


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


def _others(here: Here, theme: str, count: int, mentions: bool) -> Link | None:
    """The way to what mentions it, or back to what is about it."""
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
