"""A source: what it is, how it is doing, and what it has brought."""

from dataclasses import dataclass
from typing import ClassVar

from starlette.exceptions import HTTPException

from hub.model import KIND_OF, Kind
from hub.search import PAGE_SIZE
from hub.store import StoredSource
from web.asking import PageAsked, read_page
from web.cards import Card, card_of_item
from web.following import following
from web.links import safe_link
from web.page import Link, Page, Redirect
from web.paging import Pager, pager
from web.site import Here
from web.standing import Fact, Standing, facts_of, in_short, standing_of, years_covered
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
    in_short: str
    facts: tuple[Fact, ...]
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
    return _page(here, stored, read_page(here.params))


def _page(here: Here, stored: StoredSource, asked: PageAsked) -> SourcePage:
    source, standing = stored.source, standing_of(here, stored)
    title = here.say(source.title)
    return SourcePage(
        id=source.id,
        title=title,
        index=asked.page == 1,
        following=following(here.links, title, f"/sources/{source.id}"),
        query=tuple(asked.parameters()),
        kind=KIND_OF[source.kind],
        kind_word=source_kind_word(here.texts, source.kind),
        publisher=source.publisher if source.publisher and source.publisher != title else "",
        access=access_word(here.texts, source.access),
        language_name=here.formats.language(source.language) if source.language else "",
        years=years_covered(here, stored),
        followed=safe_link(source.url) or "",
        standing=standing,
        in_short=in_short(here, stored, standing),
        facts=facts_of(here, stored, here.store.figures.of(source.id)),
        themes=tuple(
            Link(here.theme_titles[theme], here.links.theme(theme))
            for theme in source.themes
            if theme in here.theme_titles
        ),
        heading=_heading(here, here.store.items.count(source=source.id)),
        cards=_cards(here, source.id, asked),
        pager=_pager(here, stored, asked),
    )


def _heading(here: Here, count: int) -> str:
    text = here.texts.ngettext("%(count)s bidrag fra kilden", "%(count)s bidrag fra kilden", count)
    return text % {"count": here.formats.number(count)}


def _cards(here: Here, source: str, asked: PageAsked) -> tuple[Card, ...]:
    items = here.store.items.newest(
        PAGE_SIZE, source=source, seen_upto=asked.seen_upto, offset=asked.offset
    )
    return tuple(card_of_item(here, item) for item in items)


def _pager(here: Here, stored: StoredSource, asked: PageAsked) -> Pager | None:
    source, upto = stored.source.id, asked.seen_upto
    total = here.store.items.count(source=source, seen_upto=upto)

    def address(page: int) -> str:
        return here.links.source(source, asked.turned(page, here.newest).parameters())

    return pager(here, asked.page, total, address)
