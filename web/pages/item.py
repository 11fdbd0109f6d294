"""An item: the original first, then what it is, why it is here, and what is said in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup
from starlette.exceptions import HTTPException

from hub.cost import cost_of
from hub.errors import EngineError
from hub.model import Item, Moved, Show, Tombstone
from hub.phrases import in_words
from hub.search import Hit
from hub.searched import searched
from hub.slugs import slug
from web.alive import Endings, endings
from web.cards import Card, card_of_hit, publisher_of, shortened, untitled
from web.citing.page import Citing, citing
from web.citing.work import work_of
from web.item.address import present_address
from web.item.appearing import Appearing, appearing, byline, people_word
from web.item.finding import Finding, asked_words, finding
from web.item.linked_data import linked_data
from web.item.older import Older, is_old, older
from web.item.original import Original, original_of
from web.item.places import also_at
from web.item.sharing import Sharing, sharing
from web.item.tags import Tags, tags_of
from web.item.text import Paragraph, body_of, paragraphs
from web.leaves import Leaf, leaves_of
from web.licenses import licence_link
from web.listening import Listening, asked_second, listening
from web.page import Link, Page, Redirect
from web.pointing import Pointing, pointing
from web.site import Here
from web.why import ThemeReason, theme_reasons
from web.words import access_word, ended_word, form_word, kind_word, searched_word

_DESCRIPTION = 200
_SIMILAR = 5
_LOOKED_AT = 15  # similar ones among which newer are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage(Page):
    """An item's page. `spoken_language` is the item's where that is not the page's; `data` and
    `tags` are for machines.
    """

    template: ClassVar[str] = "item.html"
    scripts: ClassVar[tuple[str, ...]] = ("share.js",)

    id: str
    kind: str
    kind_word: str
    word: str
    publisher: str
    spoken_language: str
    original: Original
    access: str
    ended: str
    last_day: str
    notes: tuple[str, ...]
    when: str
    machine_date: str
    cost: str
    number: str
    byline: str
    language_name: str
    people_word: str
    people: tuple[Appearing, ...]
    source: Link | None
    also_at: tuple[Link, ...]
    older: Older | None
    held_back: str
    summary: tuple[str, ...]
    body: tuple[Paragraph, ...]
    finding: Finding | None
    listening: Listening
    leaves: tuple[Leaf, ...]
    searched: str
    license: Link | None
    citing: Citing
    sharing: Sharing
    pointing: Pointing
    endings: Endings
    themes: tuple[ThemeReason, ...]
    similar: tuple[Card, ...]
    tags: Tags
    data: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePage(Page):
    """What is left of an item that was removed on request."""

    template: ClassVar[str] = "gone.html"
    status: ClassVar[int] = 410

    day: str
    reason: str


def item(here: Here, item: str, slug: str = "") -> ItemPage | GonePage | Redirect:
    """The page of the item with this id; the id decides, the slug is only for reading."""
    found = here.store.items.find(item)
    match found:
        case Tombstone():
            return _gone(here, found)
        case Moved(to=other):
            moved = here.store.items.get(other)
            return Redirect(present_address(here, other, moved.title if moved else ""))
        case Item(visible=True):
            return (
                _page(here, found)
                if _is_right(found, slug)
                else Redirect(present_address(here, found.id, found.title))
            )
        case _:
            raise HTTPException(404)


def _is_right(found: Item, given: str) -> bool:
    return given == slug(found.title)


def _gone(here: Here, stone: Tombstone) -> GonePage:
    _ = here.texts.gettext
    return GonePage(
        title=_("Fjernet efter ønske"),
        typed=stone.title,
        index=False,
        own_search=True,
        day=here.formats.day(stone.at),
        reason=stone.reason,
    )


def _page(here: Here, item: Item) -> ItemPage:
    source = here.sources.get(item.source)
    show: Show = source.show if source else "excerpt"
    second = asked_second(here.params.get("t", ""))
    summary = item.summary if show != "link" else ""
    description = shortened(summary, _DESCRIPTION)
    original = original_of(here, item)
    heard = _heard(here, item, second, show)
    pointed = pointing(here, item, show)
    work = work_of(here, item)
    alike = _alike(here, item)
    past = older(here, item, alike) if is_old(here, item) else None
    newer = {card.href for card in past.newer} if past else set()
    similar = (card_of_hit(here, hit) for hit in alike)
    asked = (("t", "" if second is None else str(second)), ("find", asked_words(here)))
    return ItemPage(
        id=item.id,
        title=item.title or untitled(here, item.kind),
        query=tuple((name, value) for name, value in asked if value),
        description=description,
        kind=item.kind,
        kind_word=kind_word(here.texts, item.kind),
        word=form_word(here.texts, item.form),
        publisher=publisher_of(here, item),
        spoken_language=here.foreign(item.language),
        original=original,
        access=access_word(here.texts, item.access),
        ended=ended_word(here.texts, ended=here.has_ended(item.expires)),
        last_day=here.formats.when(item.expires),
        notes=tuple(in_words(note, here.language) for note in here.store.items.notes(item.id)),
        when=here.formats.when(item.date),
        machine_date=here.formats.machine_date(item.date),
        cost=here.formats.cost(cost_of(item)),
        number=_number(here, item),
        byline=byline(here, item),
        language_name=here.formats.language(item.language) if item.language else "",
        people_word=people_word(here, item),
        people=appearing(here, item),
        source=Link(here.say(source.title), here.links.source(source.id)) if source else None,
        also_at=also_at(here, item),
        older=past,
        held_back=_held_back(here, item) if show == "link" else "",
        summary=paragraphs(summary),
        body=body_of(item) if show == "full" else (),
        finding=finding(here, item, show, second),
        listening=heard,
        leaves=leaves_of(here, item, show),
        searched=searched_word(here.texts, searched(item)),
        license=licence_link(item.license),
        citing=citing(here, work),
        sharing=sharing(here, item, second),
        pointing=pointed,
        endings=_endings(here, item, original, heard, pointed),
        themes=theme_reasons(here, item.themes),
        similar=tuple(card for card in similar if card.href not in newer)[:_SIMILAR],
        tags=tags_of(here, item, work, show, description),
        data=linked_data(here, item, work, show),
    )


def _held_back(here: Here, item: Item) -> str:
    told = here.texts.gettext("Her viser vi kun titel og link. Resten står hos %(publisher)s.")
    return told % {"publisher": publisher_of(here, item)}


def _alike(here: Here, item: Item) -> Sequence[Hit]:
    """Items on the same subject, for an old one so many that there may be newer among them; none
    while there is no index to ask.
    """
    try:
        return here.site.searcher.similar(item.id, _LOOKED_AT if is_old(here, item) else _SIMILAR)
    except EngineError:
        return ()


def _endings(
    here: Here, item: Item, original: Original, heard: Listening, pointed: Pointing
) -> Endings:
    """What answers no more of all that the page leads to."""
    return endings(
        here,
        item,
        original.first.href if original.first else "",
        heard.player.src if heard.player else "",
        [*pointed.addresses, *(link.href for link in (*original.beside, *also_at(here, item)))],
    )


def _heard(here: Here, item: Item, second: int | None, show: Show) -> Listening:
    if show == "link":
        return Listening()
    return listening(here, item, second, whole=show == "full")


def _number(here: Here, item: Item) -> str:
    """Season and number of an episode, as far as they are known."""
    _ = here.texts.gettext
    if item.episode is None:
        return ""
    if item.season is None:
        return _("Episode %(episode)s") % {"episode": item.episode}
    return _("Sæson %(season)s, episode %(episode)s") % {
        "season": item.season,
        "episode": item.episode,
    }
