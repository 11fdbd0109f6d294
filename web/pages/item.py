"""An item: the original first, then what it is, why it is here, and what is said in it."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from starlette.exceptions import HTTPException

from hub.cost import cost_of
from hub.errors import EngineError
from hub.model import Item, Moved, Person, Show, Tombstone
from hub.phrases import in_words
from hub.searched import searched
from hub.slugs import slug
from web.cards import Card, card_of_hit, publisher_of, shortened, untitled
from web.leaves import Leaf, leaves_of
from web.licenses import licence_link
from web.links import safe_link
from web.listening import Listening, asked_second, listening
from web.page import Link, Page, Redirect
from web.pointing import Pointing, pointing
from web.site import Here
from web.why import ThemeReason, theme_reasons
from web.words import access_word, ended_word, form_word, kind_word, searched_word

_DESCRIPTION = 200
_SIMILAR = 5


class Appearing(NamedTuple):
    """A person of the item, with their role in words where it is known."""

    name: str
    role: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage(Page):
    """An item's page. `spoken_language` is the item's where that is not the page's."""

    template: ClassVar[str] = "item.html"

    id: str
    kind: str
    kind_word: str
    word: str
    publisher: str
    spoken_language: str
    original: Link | None
    access: str
    ended: str
    last_day: str
    notes: tuple[str, ...]
    when: str
    machine_date: str
    cost: str
    number: str
    language_name: str
    people_word: str
    people: tuple[Appearing, ...]
    source: Link | None
    also_at: tuple[Link, ...]
    summary: tuple[str, ...]
    body: tuple[str, ...]
    listening: Listening
    leaves: tuple[Leaf, ...]
    searched: str
    license: Link | None
    pointing: Pointing
    themes: tuple[ThemeReason, ...]
    similar: tuple[Card, ...]


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
            return Redirect(_address(here, other, moved.title if moved else ""))
        case Item(visible=True):
            return (
                _page(here, found)
                if _is_right(found, slug)
                else Redirect(_address(here, found.id, found.title))
            )
        case _:
            raise HTTPException(404)


def _is_right(found: Item, given: str) -> bool:
    return given == slug(found.title)


def _address(here: Here, item: str, title: str) -> str:
    return here.links.item(item, title, asked_second(here.params.get("t", "")))


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
    return ItemPage(
        id=item.id,
        title=item.title or untitled(here, item.kind),
        query=() if second is None else (("t", str(second)),),
        description=shortened(summary, _DESCRIPTION),
        kind=item.kind,
        kind_word=kind_word(here.texts, item.kind),
        word=form_word(here.texts, item.form),
        publisher=publisher_of(here, item),
        spoken_language=here.foreign(item.language),
        original=_original(here, item),
        access=access_word(here.texts, item.access),
        ended=ended_word(here.texts, ended=here.has_ended(item.expires)),
        last_day=here.formats.when(item.expires),
        notes=tuple(in_words(note, here.language) for note in here.store.items.notes(item.id)),
        when=here.formats.when(item.date),
        machine_date=here.formats.machine_date(item.date),
        cost=here.formats.cost(cost_of(item)),
        number=_number(here, item),
        language_name=here.formats.language(item.language) if item.language else "",
        people_word=_people_word(here, item),
        people=tuple(_appearing(here, item, person) for person in item.people if person.name),
        source=Link(here.say(source.title), here.links.source(source.id)) if source else None,
        also_at=_also_at(here, item),
        summary=paragraphs(summary),
        body=paragraphs(item.body) if show == "full" else (),
        listening=_heard(here, item, second, show),
        leaves=leaves_of(here, item, show),
        searched=searched_word(here.texts, searched(item)),
        license=licence_link(item.license),
        pointing=pointing(here, item, show),
        themes=theme_reasons(here, item.themes),
        similar=_similar(here, item),
    )


def _similar(here: Here, item: Item) -> tuple[Card, ...]:
    """Items on the same subject; none while there is no index to ask."""
    try:
        found = here.site.searcher.similar(item.id, _SIMILAR)
    except EngineError:
        return ()
    return tuple(card_of_hit(here, hit) for hit in found)


def _heard(here: Here, item: Item, second: int | None, show: Show) -> Listening:
    if show == "link":
        return Listening()
    return listening(here, item, second, whole=show == "full")


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a stored text, which blank lines part."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())


def _original(here: Here, item: Item) -> Link | None:
    """Where the item itself is: its page, else its sound or document."""
    addresses = (item.url, *(enclosure.url for enclosure in item.enclosures))
    href = next((safe for address in addresses if (safe := safe_link(address))), None)
    if href is None:
        return None
    _ = here.texts.gettext
    text = _("Hør hos %(publisher)s") if item.kind == "episode" else _("Læs hos %(publisher)s")
    return Link(text % {"publisher": publisher_of(here, item)}, href)


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


def _people_word(here: Here, item: Item) -> str:
    """People appear in an episode; what is written has authors."""
    if item.kind == "episode":
        return here.texts.gettext("Medvirkende")
    return here.texts.ngettext("Forfatter", "Forfattere", len(item.people))


def _appearing(here: Here, item: Item, person: Person) -> Appearing:
    _ = here.texts.gettext
    roles = {
        "author": _("forfatter"),
        "host": _("vært"),
        "guest": _("gæst"),
        "editor": _("redaktør"),
        "contributor": _("bidragyder"),
    }
    told = person.role.casefold()
    # The heading says it already.
    role = "" if told == "author" and item.kind != "episode" else roles.get(told, person.role)
    return Appearing(person.name, role, here.links.search([("person", person.name)]))


def _also_at(here: Here, item: Item) -> tuple[Link, ...]:
    """The other places where the same work is."""
    links: dict[str, Link] = {}
    for place in item.places:
        href = safe_link(place.url)
        if href and href != item.url and place.source in here.sources:
            links.setdefault(href, Link(here.say(here.sources[place.source].title), href))
    return tuple(links.values())
