"""One element of the podcast namespace, or of Podlove Simple Chapters -> a value, or nothing.

https://podcasting2.org/podcast-namespace and https://podlove.org/simple-chapters
"""

from itertools import islice

from lxml import etree

from hub.addresses import web_address
from hub.model import Chapter, Enclosure, Person, Soundbite, Transcript
from hub.text import one_line
from indexer.readers.markup import to_line
from indexer.readers.media import MOST_FILES, guessed_type, media_type
from indexer.readers.numbers import seconds, size
from indexer.readers.xml import name_of, text_of

_MOST_CHAPTERS = 1_000
_LONGEST_TAG = 50
_LONGEST_TITLE = 300
_LONGEST_BITE = 3_600.0  # seconds; "between 15 and 120 seconds is recommended"
_TORRENT = "application/x-bittorrent"


def transcript(node: etree._Element, base: str) -> Transcript | None:
    """A <podcast:transcript>."""
    url = web_address(node.get("url"), base)
    language = one_line((node.get("language") or "")[:_LONGEST_TAG])
    return Transcript(url, media_type(node.get("type") or ""), language) if url else None


def person(node: etree._Element) -> Person | None:
    """A <podcast:person>: "If missing, the role host is assumed"."""
    who = to_line(text_of(node), 200)
    return Person(who, one_line(node.get("role") or "host").lower()[:50]) if who else None


def soundbite(node: etree._Element) -> Soundbite | None:
    """A <podcast:soundbite>; without a title it is the episode's own."""
    start, lasts = seconds(node.get("startTime")), seconds(node.get("duration"))
    if start is None or not lasts or lasts > _LONGEST_BITE:
        return None
    return Soundbite(start, lasts, to_line(text_of(node), _LONGEST_TITLE))


def alternate(node: etree._Element, base: str) -> Enclosure | None:
    """A <podcast:alternateEnclosure>: its sources are one file by several ways, of which the
    first over the web will do.
    """
    given = media_type(node.get("type") or "")
    for source in islice(node, MOST_FILES):
        if name_of(source)[1].lower() != "source":
            continue
        own = media_type(source.get("contentType") or "") or given
        url = web_address(source.get("uri"), base)
        if url and own != _TORRENT and guessed_type(url) != _TORRENT:
            length = size((node.get("length") or "").strip())
            return Enclosure(url, own or guessed_type(url), length)
    return None


def podlove_chapters(parent: etree._Element) -> tuple[Chapter, ...]:
    """The chapters within a <psc:chapters>, by time."""
    found = []
    for node in parent.iter():
        start, title = seconds(node.get("start")), to_line(node.get("title") or "", _LONGEST_TITLE)
        if name_of(node)[1] == "chapter" and start is not None and title:
            found.append(Chapter(start, title))
    return tuple(sorted(found[:_MOST_CHAPTERS], key=lambda chapter: chapter.start))


def said_yes(text: str) -> bool:
    """Whether a switch of Apple's or the podcast namespace is on."""
    return one_line(text).lower() == "yes"
