"""Search: what was found, how it was read, and every way on."""

from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

from hub.query import parse_query
from hub.search import PAGE_SIZE, Query, Results, Sort
from web.asking import NO_FILTERS, Asked, read_asked
from web.cards import Card, cards_of_hits
from web.facets import Chip, FacetBox, chips, facet_boxes
from web.following import following
from web.item import finding
from web.notes import SAYS_IT_ALL, Told, notes_of
from web.nothing import Nothing, nothing
from web.page import Link, Page
from web.paging import Pager, pager
from web.people import people_told
from web.site import Here


class Choice(NamedTuple):
    """One of several ways to order a list."""

    text: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage(Page):
    """A page of results. `kept` are the parameters that a new search in the box keeps."""

    template: ClassVar[str] = "search.html"

    kept: tuple[tuple[str, str], ...]
    heading: str
    count: str
    read_as: str
    notes: tuple[Told, ...]
    did_you_mean: Link | None
    cards: tuple[Card, ...]
    facets: tuple[FacetBox, ...]
    chips: tuple[Chip, ...]
    clear: str
    sorts: tuple[Choice, ...]
    pager: Pager | None
    first: str
    nothing: Nothing | None


def search(here: Here) -> SearchPage:
    """Answers a search address. Raises EngineError when there is no index to ask."""
    read = read_asked(here.params)
    query = _read_query(read)
    asked = replace(read, typed=query.typed)  # without what looks like a CPR number
    results = here.site.searcher.search(
        query,
        offset=(asked.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        upto=asked.upto,
        explain=True,
    )
    _ = here.texts.gettext
    bare = asked.with_filters(NO_FILTERS)
    return SearchPage(
        title=f"{_heading(here, asked)} – {_count(here, results.total)}",
        typed=asked.typed,
        index=False,
        query=tuple(asked.parameters()),
        following=following(here.links, _heading(here, asked), "/search", asked.followed()),
        own_search=True,
        kept=tuple((n, v) for n, v in asked.with_words("").parameters() if v),
        heading=_heading(here, asked),
        count=_count(here, results.total),
        read_as=_read_as(asked, results),
        notes=(*notes_of(here, asked, results), *people_told(here, asked)),
        did_you_mean=_did_you_mean(here, asked, results),
        cards=cards_of_hits(here, results.hits, _carried(asked)),
        facets=facet_boxes(here, asked, results.facets, results.total),
        chips=chips(here, asked),
        clear=here.links.search(bare.parameters()),
        sorts=_sorts(here, asked),
        pager=_pager(here, asked, results),
        first=here.links.search(asked.with_page(1, "").parameters()),
        nothing=None if results.total else nothing(here, asked, results),
    )


def _read_query(asked: Asked) -> Query:
    """The query of a search address."""
    query = parse_query(asked.typed, literal=asked.literal)
    return query.choose(asked.filters, asked.order)


def _heading(here: Here, asked: Asked) -> str:
    _ = here.texts.gettext
    return _("”%(words)s”") % {"words": asked.typed} if asked.typed else _("Alt, vi har")


def _count(here: Here, total: int) -> str:
    text = here.texts.ngettext("%(count)s resultat", "%(count)s resultater", total)
    return text % {"count": here.formats.number(total)}


def _read_as(asked: Asked, results: Results) -> str:
    """How the words were read, where that is not simply what was typed."""
    same = results.read_as.casefold() == asked.typed.casefold()
    unsaid = any(note.code not in SAYS_IT_ALL for note in results.notes)
    tells = results.query.strict or unsaid or not results.total
    return results.read_as if tells and not same else ""


def _carried(asked: Asked) -> str:
    """The words an item shows the places of; none where they are more than it looks for."""
    return asked.typed if len(asked.typed) <= finding.LONGEST else ""


def _did_you_mean(here: Here, asked: Asked, results: Results) -> Link | None:
    """Another spelling to try; where it found something, its results are what is shown."""
    words = results.did_you_mean
    if not words or results.total:
        return None
    return Link(words, here.links.search(asked.with_words(words).parameters()))


def _sorts(here: Here, asked: Asked) -> tuple[Choice, ...]:
    _ = here.texts.gettext
    names: list[tuple[Sort, str]] = [("newest", _("Nyeste")), ("oldest", _("Ældste"))]
    if asked.typed:
        names.insert(0, ("relevance", _("Mest relevante")))
    return tuple(
        Choice(name, here.links.search(asked.with_sort(sort).parameters()), sort == asked.order)
        for sort, name in names
    )


def _pager(here: Here, asked: Asked, results: Results) -> Pager | None:
    upto = asked.upto or results.newest

    def address(page: int) -> str:
        return here.links.search(asked.with_page(page, upto).parameters())

    return pager(here, asked.page, results.total, address)
