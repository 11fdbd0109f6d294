"""A list as RSS 2.0 (rssboard.org), with Apple's and the podcast namespace where it can be heard.

By hand over lxml: see "Decisions that differ" in CONTRIBUTING.md.
"""

from uuid import UUID, uuid5

from lxml import etree

from hub.model import Enclosure, Person
from web.feeds.dates import rfc822
from web.feeds.listing import Entry, Listing
from web.feeds.markup import add, content_html, document, summary_html

MEDIA_TYPE = "application/rss+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_PODCAST = "https://podcastindex.org/namespace/1.0"
_NAMESPACES = {
    "atom": _ATOM,
    "content": _CONTENT,
    "dc": _DC,
    "itunes": _ITUNES,
    "podcast": _PODCAST,
}
_PODCAST_GUIDS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")  # podcastindex.org/namespace/1.0#guid
_MINUTES = "60"  # between two visits of who follows the list
_MADE_BY = ("", "author", "host", "editor")
_EPISODE_TYPES = ("trailer", "bonus")


def rss(listing: Listing) -> bytes:
    """`listing` as a feed that feed readers and podcast apps follow."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap=_NAMESPACES)
    channel = add(root, "channel")
    add(channel, "title", _title(listing))
    add(channel, "link", listing.page)
    if listing.known:
        itself = {"rel": "self", "type": "application/rss+xml", "href": listing.forms.rss}
        add(channel, f"{{{_ATOM}}}link", "", itself)
    add(channel, "description", listing.about or listing.title)
    add(channel, "language", listing.language)
    if listing.entries:
        add(channel, "lastBuildDate", rfc822(listing.updated))
    add(channel, "generator", listing.hub)
    add(channel, "docs", "https://www.rssboard.org/rss-specification")
    add(channel, "ttl", _MINUTES)
    if listing.sounds:
        _podcast(channel, listing)
    for entry in listing.entries:
        _item(channel, entry)
    return document(root)


def _title(listing: Listing) -> str:
    return f"{listing.title} – {listing.hub}"


def _podcast(channel: etree._Element, listing: Listing) -> None:
    """What apps need to play it. It is blocked in directories: the shows are their makers'."""
    add(channel, f"{{{_ITUNES}}}author", listing.hub)
    add(channel, f"{{{_ITUNES}}}summary", listing.about or listing.title)
    add(channel, f"{{{_ITUNES}}}explicit", "false")
    add(channel, f"{{{_ITUNES}}}category", "", {"text": "Education"})
    add(channel, f"{{{_ITUNES}}}type", "episodic")
    add(channel, f"{{{_ITUNES}}}block", "Yes")
    if listing.cover:
        add(channel, f"{{{_ITUNES}}}image", "", {"href": listing.cover})
    if listing.known:
        bare = listing.forms.rss.partition("://")[2].rstrip("/")
        add(channel, f"{{{_PODCAST}}}guid", str(uuid5(_PODCAST_GUIDS, bare)))


def _item(channel: etree._Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.work.title)
    add(item, "link", entry.page)
    add(item, "guid", entry.id, {"isPermaLink": "false"})
    if entry.published:
        add(item, "pubDate", rfc822(entry.published))
    add(item, "description", summary_html(entry) or content_html(entry))
    add(item, f"{{{_CONTENT}}}encoded", content_html(entry))
    for person in entry.people:
        _person(item, entry, person)
    if entry.publisher:
        add(item, f"{{{_DC}}}publisher", entry.publisher)
    if entry.work.language:
        add(item, f"{{{_DC}}}language", entry.work.language)
    if entry.license:
        add(item, f"{{{_DC}}}rights", entry.license)
    for theme in entry.themes:
        add(item, "category", theme)
    if entry.source:
        add(item, "source", entry.source.text, {"url": entry.source.href})
    if entry.sound:
        _sound(item, entry, entry.sound)


def _person(item: etree._Element, entry: Entry, person: Person) -> None:
    """Who made it, as every reader understands it; who is heard in it, as podcast apps do."""
    if person.role.casefold() in _MADE_BY:
        add(item, f"{{{_DC}}}creator", person.name)
    if entry.sound and person.role:
        add(item, f"{{{_PODCAST}}}person", person.name, {"role": person.role})


def _sound(item: etree._Element, entry: Entry, sound: Enclosure) -> None:
    length = str(sound.length or 0)  # required; 0 is what is written where nobody knows
    add(item, "enclosure", "", {"url": sound.url, "length": length, "type": sound.type})
    add(item, f"{{{_ITUNES}}}explicit", "false")
    made = [person.name for person in entry.people if person.role.casefold() in _MADE_BY]
    add(item, f"{{{_ITUNES}}}author", ", ".join(dict.fromkeys(made)) or entry.publisher)
    if entry.seconds:
        add(item, f"{{{_ITUNES}}}duration", str(entry.seconds))
    if entry.work.form in _EPISODE_TYPES:
        add(item, f"{{{_ITUNES}}}episodeType", entry.work.form)
    if said := entry.transcript:
        told = {"url": said.url, "type": said.type}
        spoken = {"language": said.language} if said.language else {}
        add(item, f"{{{_PODCAST}}}transcript", "", {**told, **spoken})
