"""Words looked for within one item: the places where they stand, each leading right there."""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from hub.cost import LONG
from hub.errors import EngineError
from hub.model import Item, Show
from hub.query import parse_query
from hub.search import Marked, Moment
from hub.slugs import slug
from hub.text import one_line
from web.formats import clock
from web.item.original import document_of
from web.item.text import paragraph_anchor
from web.links import safe_link
from web.page import Link
from web.site import Here
from web.words import the_form

LONGEST = 200  # characters looked for
_A_FEW, _MANY = 5, 30  # places, where an excerpt may be shown and where all may
_POINTED = 60  # characters of the text by which a browser finds a place on another's page
_ENDS = "… \t\n"


class Place(NamedTuple):
    """Where the words stand: 12:31, Side 4 or nothing, the text around, and the address there.
    `second` is where it is heard, None where it is read.
    """

    where: str
    text: Marked
    href: str
    second: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Looking for words in an item. `kept` are the other parameters of its address; `told` says
    what came of it, empty while nothing was looked for; `everywhere` looks in all we have.
    """

    label: str
    action: str
    typed: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    told: str = ""
    places: tuple[Place, ...] = ()
    everywhere: Link | None = None


def asked_words(here: Here) -> str:
    """What ``?find=`` looks for, on one line."""
    return one_line(here.params.get("find", "")[: LONGEST + 1])[:LONGEST]


def finding(here: Here, item: Item, show: Show, second: int | None) -> Finding | None:
    """The form, and what was found; None for an item with nothing to look through."""
    if show == "link" or not _has_text(item):
        return None
    _ = here.texts.gettext
    it = {"it": the_form(here.texts, item.form)}
    typed = asked_words(here)
    action = here.links.to(f"/items/{item.id}/{slug(item.title)}".rstrip("/"), fragment="find")
    kept = (("t", str(second)),) if second is not None else ()
    label = _("Søg i %(it)s") % it
    if not typed:
        return Finding(label, action, kept=kept)
    everywhere = Link(_("Søg i alt, vi har"), here.links.search([("q", typed)]))
    most = _MANY if _shows_all(item, show) else _A_FEW
    try:
        moments = here.site.searcher.within(item.id, parse_query(typed), most)
    except EngineError:
        told = _("Søgningen er ikke klar endnu. Prøv igen om lidt.")
        return Finding(label, action, typed, kept, told)
    places = tuple(_place(here, item, show, moment, typed) for moment in moments)
    return Finding(
        label, action, typed, kept, _told(here, it, len(places), most), places, everywhere
    )


def _has_text(item: Item) -> bool:
    return bool(item.passages or item.chapters) or len(item.body.split()) >= LONG


def _shows_all(item: Item, show: Show) -> bool:
    """Whether as much as is asked for may be shown: our own choice, or what its makers published
    as the transcript.
    """
    return show == "full" or item.heard in ("published", "hand")


def _told(here: Here, it: dict[str, str], count: int, most: int) -> str:
    _ = here.texts.gettext
    if not count:
        return _("Det står ikke i %(it)s. Prøv et andet ord.") % it
    number = {"count": here.formats.number(count)}
    if count == most:
        return _("De %(count)s bedste steder") % number
    return here.texts.ngettext("%(count)s sted", "%(count)s steder", count) % number


def _place(here: Here, item: Item, show: Show, moment: Moment, typed: str) -> Place:
    if moment.start is not None:
        href = here.links.item(item.id, item.title, moment.start, find=typed)
        return Place(clock(moment.start), moment.text, href, int(moment.start))
    if moment.page is not None:
        where = here.texts.gettext("Side %(page)s") % {"page": here.formats.number(moment.page)}
        document = document_of(item).partition("#")[0]
        leaf = here.links.leaf(item.id, item.title, moment.page)
        return Place(where, moment.text, f"{document}#page={moment.page}" if document else leaf)
    return Place(moment.section, moment.text, _in_text(item, show, moment))


def _in_text(item: Item, show: Show, moment: Moment) -> str:
    """The paragraph on our page, else the place on its own, which most browsers find by the words
    (WICG URL Fragment Text Directives).
    """
    if show == "full":
        return f"#{paragraph_anchor(item, moment.text)}"
    page = (safe_link(item.url) or "").partition("#")[0]
    bare = moment.text.text.strip(_ENDS)[:_POINTED].rpartition(" ")[0]
    words = quote(bare, safe="").replace("-", "%2D")
    return f"{page}#:~:text={words}" if page and words else page
