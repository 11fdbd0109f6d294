"""A theme: what it is, where to start, and what there is about it."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar, NamedTuple
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from hub.model import Pick, Strength, Theme
from hub.search import PAGE_SIZE
from hub.store import ThemeCount
from web.asking import page_number
from web.cards import Card, card_of_item
from web.links import safe_link
from web.page import Link, Page, Redirect
from web.paging import Pager, pager
from web.rules import ReadableRule, readable
from web.site import Here

NO_ITEMS = ThemeCount(0, 0, None)


class Start(NamedTuple):
    """A hand-picked way into a theme; `host` says where the link leads."""

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
    page = page_number(here.params)
    count = here.store.themes.counts().get(known.id, NO_ITEMS)
    total = count.mentions if mentions else count.about
    return ThemePage(
        id=known.id,
        title=here.say(known.title),
        description=here.say(known.about),
        about=here.say(known.about),
        index=not mentions and page == 1,
        query=tuple(_parameters(mentions, page)),
        starts=tuple(start for pick in known.start if (start := _start(pick))),
        mentions=mentions,
        heading=_heading(here, total, mentions),
        cards=_cards(here, known, "mentions" if mentions else "about", page),
        pager=pager(here, page, total, partial(_page_address, here, known.id, mentions)),
        others=_others(here, known.id, count.about if mentions else count.mentions, mentions),
        rule=readable(here, known.match),
    )


def _cards(here: Here, theme: Theme, strength: Strength, page: int) -> tuple[Card, ...]:
    offset = (page - 1) * PAGE_SIZE
    items = here.store.items.newest(PAGE_SIZE, theme=theme.id, strength=strength, offset=offset)
    return tuple(card_of_item(here, item, within=theme.id) for item in items)


def _start(pick: Pick) -> Start | None:
    href = safe_link(pick.url)
    if href is None:
        return None
    host = (urlsplit(href).hostname or "").removeprefix("www.")
    return Start(pick.title, href, host, pick.note)


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


def _page_address(here: Here, theme: str, mentions: bool, page: int) -> str:
    return here.links.theme(theme, _parameters(mentions, page))


def _parameters(mentions: bool, page: int) -> list[tuple[str, str]]:
    return [("mentions", "1" if mentions else ""), ("page", str(page) if page > 1 else "")]
