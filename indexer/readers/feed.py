"""RSS 0.9 to 2.0, RSS 1.0 (RDF) and Atom, with podcast fields; JSON Feed is handed on.

The only user of feedparser.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.sax import SAXParseException

import feedparser

from hub.addresses import folded, web_address
from hub.errors import ReadError
from hub.model import Listing, Person, Source, Trouble
from hub.text import one_line
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.readers.entry import to_draft
from indexer.readers.fields import Fields
from indexer.readers.jsonfeed import is_json, read_json_feed
from indexer.readers.languages import language_tag
from indexer.readers.markup import to_line
from indexer.readers.people import names
from indexer.readers.podcast import Show, read_show, without_live_items
from indexer.readers.surroundings import Surroundings
from indexer.readers.xml import parse_xml, tidy, unwrapped

VERSION = "feed 3"
MOST_ENTRIES = 20_000
_HEADERS = {"content-type": "application/xml; charset=utf-8"}


def read_feed(source: Source, answer: Answer) -> Listing:
    """The entries of a feed as drafts, in its own order, as far as it can be read.

    Raises ReadError: "empty", "not-a-feed" (a web page), "no-feed" (anything else), "unreadable".
    """
    text = decode(answer.body, answer.content_type).strip()
    if is_json(text):
        return read_json_feed(source, answer, text)
    text = without_live_items(tidy(unwrapped(text))).strip()
    if not text:
        raise ReadError("empty")
    parsed = _parse(text)
    entries = parsed.entries[:MOST_ENTRIES]
    if not entries and not parsed.version:
        raise ReadError("not-a-feed" if _is_page(text) else "no-feed")
    show = read_show(parse_xml(text)[0], answer.url)
    around = _surroundings(source, answer, parsed, show)
    extras = show.matched_to([one_line(_guid(entry)) for entry in entries])
    told = [(entry, more) for entry, more in zip(entries, extras, strict=True) if not more.blocked]
    drafts = [to_draft(entry, more, around) for entry, more in told]
    blocked = len(entries) - len(told)
    return Listing(
        tuple(draft for draft in drafts if draft),
        to_line(_string(parsed.feed, "title")),
        tuple(_notes(parsed, drafts.count(None), blocked)),
        _next_page(parsed, answer.url),
        pace=show.pace,
        complete=show.complete,
        blocked=show.blocked,
        moved_to=_moved_to(show, source, answer),
    )


def _moved_to(show: Show, source: Source, answer: Answer) -> str:
    """Where the feed says that it is from now on; most hosts name the address that it has."""
    known = {folded(url) for url in (answer.url, source.url) if url}
    return "" if not show.moved_to or folded(show.moved_to) in known else show.moved_to


def _next_page(parsed: feedparser.FeedParserDict, base: str) -> str | None:
    """The older entries of a paged feed, or of an archived one (RFC 5005, 3 and 4)."""
    links = [link for link in parsed.feed.get("links", []) if isinstance(link, dict)]
    for relation in ("next", "prev-archive"):
        for link in links:
            if _string(link, "rel") == relation and (
                url := web_address(_string(link, "href"), base)
            ):
                return url
    return None


def _parse(text: str) -> feedparser.FeedParserDict:
    # A stream, since feedparser would take bytes for a file name first.
    stream = BytesIO(text.encode("utf-8"))
    try:
        return feedparser.parse(
            stream, response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # its handlers raise whatever odd input makes them stumble over
        raise ReadError("unreadable", reason=f"{type(error).__name__}: {error}") from error


def _is_page(text: str) -> bool:
    return bool(re.search(r"<!doctype\s+html|<html\b", text[:2_000], re.IGNORECASE))


def _surroundings(
    source: Source, answer: Answer, parsed: feedparser.FeedParserDict, show: Show
) -> Surroundings:
    title = to_line(_string(parsed.feed, "title"))
    publishers = {title, source.publisher or "", *(text for _, text in source.title.texts)}
    # An Atom entry without an author has the feed's (RFC 4287, 4.2.1)
    authors = names(_string(parsed.feed, "author"))
    atom = parsed.version.startswith("atom")
    return Surroundings(
        source,
        base=answer.url,
        language=language_tag(_string(parsed.feed, "language")),
        people=show.people or tuple(Person(name, "author") for name in authors if atom),
        authors=authors,
        publishers=tuple(sorted(publishers - {""})),
        license=show.license,
    )


def _string(fields: Fields, key: str) -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else ""


def _guid(entry: Fields) -> str:
    return _string(entry, "id")


def _notes(parsed: feedparser.FeedParserDict, skipped: int, blocked: int) -> Iterator[Trouble]:
    if parsed.bozo:
        yield Trouble("ill-formed", (("reason", _reason(parsed.bozo_exception)),))
    if skipped:
        yield Trouble("entry-skipped", (("count", str(skipped)),))
    if blocked:
        yield Trouble("entry-blocked", (("count", str(blocked)),))
    if len(parsed.entries) > MOST_ENTRIES:
        yield Trouble("too-many-entries", (("limit", str(MOST_ENTRIES)),))


def _reason(error: Exception) -> str:
    if isinstance(error, SAXParseException):
        return f"{error.getLineNumber()}:{error.getColumnNumber()} {error.getMessage()}"
    return one_line(str(error))[:200]
