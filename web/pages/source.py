"""A source: what it is, how it is doing, and what it has brought."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from starlette.exceptions import HTTPException

from hub.model import KIND_OF, Kind
from hub.search import PAGE_SIZE
from hub.store import StoredSource
from web.asking import page_number
from web.cards import Card, card_of_item
from web.links import safe_link
from web.page import Link, Page, Redirect
from web.paging import Pager, pager
from web.site import Here
from web.standing import Standing, standing_of, years_covered
from web.words import access_word, source_kind_word


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(Page):
    """A source's page. `followed` is the very address we fetch."""

    template: ClassVar[str] = "source.html"

    id: str
    kind: Kind
    kind_word: str
    publisher: str
    access: str
    language_name: str
    years: str
    followed: str
    standing: Standing
    themes: tuple[Link, ...]
    heading: str
    cards: tuple[Card, ...]
    pager: Pager | None


def source(here: Here, source: str) -> SourcePage | Redirect:
    """The page of the source with this id; an id it had before leads to the present one."""
    stored = here.store.sources.get(source)
    if stored is None:
        now = here.store.sources.now(source)
        if now is None or now == source:
            raise HTTPException(404)
        return Redirect(here.links.source(now, here.params.multi_items()))
    return _page(here, stored, page_number(here.params))


def _page(here: Here, stored: StoredSource, page: int) -> SourcePage:
    source = stored.source
    title = here.say(source.title)
    return SourcePage(
        id=source.id,
        title=title,
        index=page == 1,
        query=tuple(_parameters(page)),
        kind=KIND_OF[source.kind],
        kind_word=source_kind_word(here.texts, source.kind),
        publisher=source.publisher if source.publisher and source.publisher != title else "",
        access=access_word(here.texts, source.access),
        language_name=here.formats.language(source.language) if source.language else "",
        years=years_covered(here, stored),
        followed=safe_link(source.url) or "",
        standing=standing_of(here, stored),
        themes=tuple(
            Link(here.theme_titles[theme], here.links.theme(theme))
            for theme in source.themes
            if theme in here.theme_titles
        ),
        heading=_heading(here, stored.items),
        cards=_cards(here, source.id, page),
        pager=pager(here, page, stored.items, partial(_page_address, here, source.id)),
    )


def _heading(here: Here, count: int) -> str:
    text = here.texts.ngettext("%(count)s bidrag fra kilden", "%(count)s bidrag fra kilden", count)
    return text % {"count": here.formats.number(count)}


def _cards(here: Here, source: str, page: int) -> tuple[Card, ...]:
    items = here.store.items.newest(PAGE_SIZE, source=source, offset=(page - 1) * PAGE_SIZE)
    return tuple(card_of_item(here, item) for item in items)


def _page_address(here: Here, source: str, page: int) -> str:
    return here.links.source(source, _parameters(page))


def _parameters(page: int) -> list[tuple[str, str]]:
    return [("page", str(page))] if page > 1 else []
