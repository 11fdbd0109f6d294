"""A list as Atom (RFC 4287)."""

from uuid import NAMESPACE_OID, uuid5

from lxml import etree

from hub.model import Enclosure
from web.feeds.dates import rfc3339
from web.feeds.listing import Entry, Listing
from web.feeds.markup import XML_LANG, add, content_html, document

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_HTML = {"type": "html"}


def atom(listing: Listing) -> bytes:
    """`listing` as a feed."""
    spoken = {XML_LANG: listing.language}
    plain = {None: _ATOM}
    feed = etree.Element(f"{{{_ATOM}}}feed", spoken, nsmap=plain)  # type: ignore[arg-type]  # None is lxml's name for the default; its stubs don't know
    _text(feed, "id", _id(listing))
    _text(feed, "title", f"{listing.title} – {listing.hub}")
    _text(feed, "subtitle", listing.about)
    _text(feed, "updated", rfc3339(listing.updated))
    _person(feed, listing.hub)
    _link(feed, "alternate", "text/html", listing.page)
    if listing.known:
        _link(feed, "self", "application/atom+xml", listing.forms.atom)
    _text(feed, "generator", listing.hub)
    for entry in listing.entries:
        _entry(feed, entry)
    return document(feed)


def _id(listing: Listing) -> str:
    """The feed's own address, or a name made of it where nobody knows the host."""
    at = listing.forms.atom
    return at if listing.known else uuid5(NAMESPACE_OID, f"lydhoer{at}").urn


def _entry(feed: etree._Element, entry: Entry) -> None:
    node = add(feed, f"{{{_ATOM}}}entry")
    spoken = {XML_LANG: entry.work.language} if entry.work.language else {}
    _text(node, "id", entry.id)
    add(node, f"{{{_ATOM}}}title", entry.work.title, spoken)
    _text(node, "updated", rfc3339(entry.updated))
    if entry.published:
        _text(node, "published", rfc3339(entry.published))
    for name in dict.fromkeys(person.name for person in entry.people):
        _person(node, name)
    if not entry.people and entry.publisher:
        _person(node, entry.publisher)
    _link(node, "alternate", "text/html", entry.page)
    if entry.original:
        _link(node, "via", "", entry.original)
    for file in entry.files:
        _file(node, file)
    for theme in entry.themes:
        add(node, f"{{{_ATOM}}}category", "", {"term": theme})
    if entry.license:
        _text(node, "rights", entry.license)
    if entry.summary:
        add(node, f"{{{_ATOM}}}summary", "\n\n".join(entry.summary), spoken)
    add(node, f"{{{_ATOM}}}content", content_html(entry), _HTML)


def _text(parent: etree._Element, name: str, text: str) -> None:
    if text:
        add(parent, f"{{{_ATOM}}}{name}", text)


def _person(parent: etree._Element, name: str) -> None:
    _text(add(parent, f"{{{_ATOM}}}author"), "name", name)


def _link(parent: etree._Element, relation: str, kind: str, href: str) -> None:
    told = {"rel": relation, "type": kind, "href": href}
    add(parent, f"{{{_ATOM}}}link", "", {name: value for name, value in told.items() if value})


def _file(parent: etree._Element, file: Enclosure) -> None:
    length = {"length": str(file.length)} if file.length else {}
    told = {"rel": "enclosure", "type": file.type, "href": file.url}
    add(parent, f"{{{_ATOM}}}link", "", {**told, **length})
