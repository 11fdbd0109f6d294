"""What other programs read in a page's head: Open Graph (ogp.me) for who shows a link to it, and
citation_* (Highwire's tags, as Google Scholar and Zotero read them) for who keeps references.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hub.model import Item, Show
from web.citing.work import Work
from web.item.linked_data import theme_titles
from web.item.original import document_of
from web.listening.sound import sound_of
from web.site import Here

_LOCALES = {"da": "da_DK", "en": "en_GB"}


class Tag(NamedTuple):
    """A name and what it says."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Tags:
    """`properties` are RDFa's (Open Graph), `names` plain ones."""

    properties: tuple[Tag, ...] = ()
    names: tuple[Tag, ...] = ()


def tags_of(here: Here, item: Item, work: Work, show: Show, description: str) -> Tags:
    """The tags of `item`; what is not known, or not to be shown, is left out."""
    properties = _open_graph(here, item, work, show, description)
    names = _citation(here, item, work, show) if item.kind == "publication" else iter(())
    return Tags(
        tuple(tag for tag in properties if tag.content),
        tuple(tag for tag in names if tag.content),
    )


def _open_graph(here: Here, item: Item, work: Work, show: Show, description: str) -> Iterator[Tag]:
    yield Tag("og:title", work.title)
    yield Tag("og:type", "article")
    yield Tag("og:url", here.links.absolute(here.links.item(item.id, item.title)))
    yield Tag("og:site_name", here.title)
    yield Tag("og:description", description)
    yield Tag("og:locale", _LOCALES.get(here.language, ""))
    sound = sound_of(item.enclosures) if show != "link" else None
    if sound:
        yield Tag("og:audio", sound.src)
        yield Tag("og:audio:type", sound.type)
    if work.date and work.date.precision == "day":
        yield Tag("article:published_time", work.date.iso)
    for title in theme_titles(here, item):
        yield Tag("article:tag", title)


def _citation(here: Here, item: Item, work: Work, show: Show) -> Iterator[Tag]:
    yield Tag("citation_title", work.title)
    for name in work.authors:
        yield Tag("citation_author", name.in_order)
    yield Tag("citation_publication_date", work.date.iso.replace("-", "/") if work.date else "")
    held = "citation_technical_report_institution" if work.form == "report" else ""
    yield Tag(
        "citation_journal_title" if work.within else held or "citation_publisher", work.publisher
    )
    yield Tag("citation_doi", work.doi)
    yield Tag("citation_isbn", work.isbn)
    yield Tag("citation_issn", work.issn)
    yield Tag("citation_language", work.language)
    yield Tag("citation_abstract", work.summary)
    yield Tag("citation_pdf_url", document_of(item) if show != "link" else "")
    yield Tag("citation_public_url", work.url)
    yield Tag("citation_keywords", "; ".join(theme_titles(here, item)))
