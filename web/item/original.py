"""Where the work itself is, in words that tell what one gets there."""

from dataclasses import dataclass

from hub.having import pdf_addresses
from hub.identifiers import doi
from hub.model import Item
from hub.search import Cost
from web.cards import publisher_of
from web.citing.work import identifier
from web.links import safe_link
from web.page import Link
from web.site import Here
from web.words import the_form

_LOOKED_AT = ("tool", "course", "grant", "advert")  # not read from end to end


@dataclass(frozen=True, slots=True)
class Original:
    """The way to the work itself, None where no address is known, and what stands beside it: the
    page of a document.
    """

    first: Link | None = None
    beside: tuple[Link, ...] = ()


def original_of(here: Here, item: Item) -> Original:
    """A document before the page that only tells of it; an episode's page before its bare sound."""
    page, document = _page_of(item), document_of(item)
    if item.kind == "episode":
        href = page or document or _sound_of(item)
        return Original(Link(_at(here, item, _hear(here)), href)) if href else Original()
    if document:
        first = Link(_in_pages(here, item), document)
        beside = (Link(_at(here, item, _page_word(here)), page),) if page else ()
        return Original(first, beside)
    return Original(Link(_at(here, item, _read(here, item)), page)) if page else Original()


def document_of(item: Item) -> str:
    """The address of its PDF, or empty."""
    return next((href for found in pdf_addresses(item) if (href := safe_link(found))), "")


def _page_of(item: Item) -> str:
    """Its page, else what its DOI leads to; empty where that is the document itself."""
    page = safe_link(item.url) or doi(identifier(item, "doi")) or ""
    return "" if page and page in pdf_addresses(item) else page


def _sound_of(item: Item) -> str:
    return next((href for each in item.enclosures if (href := safe_link(each.url))), "")


def _at(here: Here, item: Item, what: str) -> str:
    told = here.texts.gettext("%(what)s hos %(publisher)s")
    return told % {"what": what, "publisher": publisher_of(here, item)}


def _in_pages(here: Here, item: Item) -> str:
    """ "Læs rapporten (PDF, 48 sider)"."""
    pages = here.formats.cost(Cost(pages=item.pages))
    return f"{_read(here, item)} ({', '.join(filter(None, ('PDF', pages)))})"


def _hear(here: Here) -> str:
    return here.texts.gettext("Hør")


def _page_word(here: Here) -> str:
    return here.texts.gettext("Se siden")


def _read(here: Here, item: Item) -> str:
    _ = here.texts.gettext
    if item.kind == "issue":
        return _("Læs hele nyhedsbrevet")
    told = _("Se %(it)s") if item.form in _LOOKED_AT else _("Læs %(it)s")
    return told % {"it": the_form(here.texts, item.form)}
