"""A person: where they appear, in what roles, and about what. Namesakes are kept apart."""

from dataclasses import dataclass
from typing import ClassVar

from starlette.exceptions import HTTPException

from hub.naming import person_slug
from hub.people import Individual
from hub.search import PAGE_SIZE
from web.asking import PageAsked, read_page
from web.cards import Card, card_of_item
from web.following import following
from web.page import Link, Page, Redirect
from web.paging import Pager, pager
from web.people import role_word
from web.site import Here
from web.tallies import Tally, kind_amount, source_tallies, theme_tallies

_FEW = 3  # items of each of several people
_MOST_PEOPLE = 12  # of one name on a page
_MOST_THEMES = 8
_MOST_SOURCES = 8
_NAMED_SOURCES = 2


@dataclass(frozen=True, slots=True)
class Namesake:
    """One of several people of a name, known by their sources; `more` leads to all of theirs."""

    heading: str
    facts: tuple[str, ...]
    cards: tuple[Card, ...]
    more: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage(Page):
    """A person's page; `facts` are roles and how many of each kind, `search` looks among their
    items, `apart` says that others of the name are elsewhere.
    """

    template: ClassVar[str] = "person.html"

    facts: tuple[str, ...]
    search: str
    cards: tuple[Card, ...]
    pager: Pager | None
    themes: tuple[Tally, ...]
    sources: tuple[Tally, ...]
    apart: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesakesPage(Page):
    """Several people of one name, as far as we can tell."""

    template: ClassVar[str] = "namesakes.html"

    search: str
    people: tuple[Namesake, ...]
    more: str


def person(here: Here, person: str) -> PersonPage | NamesakesPage | Redirect:
    """The page of whoever is called so. A source in the address says which one is meant; a name
    as it is written ("Karen Holm") leads to its address.
    """
    found = here.store.people.named(person)
    if not found:
        return _as_written(here, person)
    source = here.params.get("source", "")
    chosen = next((one for one in found if source and one.anchor(person) == source), None)
    if chosen is None and len(found) > 1:
        return _namesakes(here, person, found)
    others = len(found) - 1
    return _page(here, person, chosen or found[0], others, read_page(here.params))


def _as_written(here: Here, name: str) -> Redirect:
    slug = person_slug(name)
    if slug == name or not here.store.people.known(slug):
        raise HTTPException(404)
    return Redirect(here.links.person(slug, here.params.multi_items()), lasting=False)


def _page(here: Here, slug: str, one: Individual, others: int, asked: PageAsked) -> PersonPage:
    chosen = _choosing(one, slug) if others else []
    items = one.items_upto(asked.seen_upto)
    return PersonPage(
        title=one.name,
        description=_description(here, one),
        index=asked.page == 1 and not chosen and slug == one.slug,
        query=(*chosen, *asked.parameters()),
        following=following(here.links, one.name, f"/people/{slug}", chosen),
        facts=_facts(here, one),
        search=_search(here, (one,)),
        cards=_cards(here, items[asked.offset : asked.offset + PAGE_SIZE]),
        pager=_pager(here, slug, len(items), chosen, asked),
        themes=theme_tallies(here, here.store.people.themes(one.items)[:_MOST_THEMES]),
        sources=source_tallies(here, one.sources[:_MOST_SOURCES]),
        apart=_apart(here, slug, one, others),
    )


def _namesakes(here: Here, slug: str, found: tuple[Individual, ...]) -> NamesakesPage:
    shown, left = found[:_MOST_PEOPLE], found[_MOST_PEOPLE:]
    text = here.texts.ngettext(
        "Og %(count)s til med samme navn.", "Og %(count)s til med samme navn.", len(left)
    )
    return NamesakesPage(
        title=found[0].name,
        description=_description(here, found[0]),
        following=following(here.links, found[0].name, f"/people/{slug}"),
        search=_search(here, found),
        people=tuple(_namesake(here, slug, one) for one in shown),
        more=text % {"count": here.formats.number(len(left))} if left else "",
    )


def _namesake(here: Here, slug: str, one: Individual) -> Namesake:
    _ = here.texts.gettext
    titles = [here.say(here.sources[source].title) for source, _items in one.sources]
    named = here.formats.all_of(titles[:_NAMED_SOURCES])
    if len(titles) > _NAMED_SOURCES:
        named = _("%(sources)s m.fl.") % {"sources": ", ".join(titles[:_NAMED_SOURCES])}
    text = _("Se alle %(count)s bidrag") if len(one.items) > _FEW else _("Vis for sig")
    return Namesake(
        heading=_("I %(sources)s") % {"sources": named},
        facts=_facts(here, one),
        cards=_cards(here, one.items[:_FEW]),
        more=Link(
            text % {"count": here.formats.number(len(one.items))},
            here.links.person(slug, _choosing(one, slug)),
        ),
    )


def _choosing(one: Individual, slug: str) -> list[tuple[str, str]]:
    return [("source", one.anchor(slug))]


def _facts(here: Here, one: Individual) -> tuple[str, ...]:
    """Roles, then how many items of each kind."""
    roles = here.formats.all_of([role_word(here.texts, role) for role in one.roles])
    kinds = (kind_amount(here, kind, items) for kind, items in one.kinds)
    return tuple(fact for fact in (roles[:1].upper() + roles[1:], *kinds) if fact)


def _description(here: Here, one: Individual) -> str:
    kinds = here.formats.all_of([kind_amount(here, kind, items) for kind, items in one.kinds])
    return here.texts.gettext("%(name)s i %(amounts)s.") % {"name": one.name, "amounts": kinds}


def _search(here: Here, people: tuple[Individual, ...]) -> str:
    """A search among what these appear in, by all forms of the name."""
    names = dict.fromkeys(seen.name for one in people for seen in one.appearances)
    return here.links.search([("person", name) for name in sorted(names)])


def _cards(here: Here, items: tuple[str, ...]) -> tuple[Card, ...]:
    return tuple(card_of_item(here, item) for item in here.store.items.listed(items))


def _pager(
    here: Here, slug: str, total: int, chosen: list[tuple[str, str]], asked: PageAsked
) -> Pager | None:
    def address(page: int) -> str:
        return here.links.person(slug, [*chosen, *asked.turned(page, here.newest).parameters()])

    return pager(here, asked.page, total, address)


def _apart(here: Here, slug: str, one: Individual, others: int) -> Link | None:
    if not others:
        return None
    text = here.texts.gettext("Vis alle, der hedder %(name)s") % {"name": one.name}
    return Link(text, here.links.person(slug))
