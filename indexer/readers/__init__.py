"""What came back from a source -> drafts: one reader per `via`, chosen here and nowhere else.

Every reader is a plain function of its arguments, so it can run in a process of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from hub.errors import ReadError
from hub.model import Listing, Source
from indexer.answer import Answer
from indexer.readers import (
    apple,
    crossref,
    feed,
    listing,
    mail,
    oai,
    openalex,
    page,
    picks,
    sitemap,
    wordpress,
)
from indexer.readers.filling import oai_begin, own_address, year_of
from indexer.readers.listing import NOTHING_LISTED
from indexer.readers.oai import START_OVER


@dataclass(frozen=True, slots=True)
class Reader:
    """A way to read one kind of source; its version is part of what validators are for.

    A visit goes through `pages` at most if it is the first, else through `pages_later`. It begins
    at `address` (of the source, since the day of the last whole visit, now); where that answer
    only names the place of the listing, `leads_to` tells which. `limit` is the number of pages that
    the source itself sets; `in_parts` is for listings in files that stand each for itself, and are
    dated by our clock; an `interface` is made for programs, so robots.txt does not speak of it.
    """

    read: Callable[[Source, Answer], Listing]
    version: str
    pages: int = 1
    pages_later: int = 1
    address: Callable[[Source, str, datetime], str] = own_address
    leads_to: Callable[[Answer], str] | None = None
    limit: Callable[[Source], int] | None = None
    in_parts: bool = False
    interface: bool = False


__all__ = [
    "READERS",
    "NOTHING_LISTED",
    "START_OVER",
    "Reader",
    "dated",
    "first_address",
    "is_in_parts",
    "is_interface",
    "is_read",
    "leads_to",
    "most_pages",
    "needs_fetch",
    "read_listing",
    "reader_version",
    "reading_of",
]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "feed": Reader(feed.read_feed, feed.VERSION, pages=20),
        "oai": Reader(oai.read_oai, oai.VERSION, 10_000, 10_000, oai_begin, interface=True),
        "wordpress": Reader(
            wordpress.read_wordpress, wordpress.VERSION, 200, 20, address=wordpress.ask
        ),
        "openalex": Reader(
            openalex.read_openalex, openalex.VERSION, 20, 2, openalex.ask, interface=True
        ),
        "crossref": Reader(
            crossref.read_crossref, crossref.VERSION, 10, 5, crossref.ask, interface=True
        ),
        "apple": Reader(
            feed.read_feed, feed.VERSION, 20, address=apple.look_up, leads_to=apple.feed_address
        ),
        "listing": Reader(listing.read_list, listing.VERSION, limit=listing.pages_of),
        "sitemap": Reader(
            sitemap.read_sitemap, sitemap.VERSION, sitemap.FILES, sitemap.FILES, in_parts=True
        ),
        "mail": Reader(mail.read_mail, mail.VERSION, 10_000, 10_000, address=mail.ask),
        "page": Reader(page.read_page_source, page.VERSION),
    }
)


def read_listing(source: Source, answer: Answer | None) -> Listing:
    """The drafts in `answer`, in the source's order; `answer` is None where nothing is fetched.

    Raises ReadError if it is not what `source.via` says it is, or is of a kind not read yet.
    """
    if source.via == "picks":
        return picks.read_picks(source)
    reader = READERS.get(source.via)
    if reader is None:
        raise ReadError("not-read-yet", via=source.via)
    if answer is None or not answer.body.strip():
        raise ReadError("empty")
    return reader.read(source, answer)


def first_address(source: Source, since: str, now: datetime) -> str:
    """Where a visit of `source` begins; `since` is the day of the last whole visit, or empty."""
    reader = READERS.get(source.via)
    return reader.address(source, since, now) if reader else source.url or ""


def leads_to(via: str) -> Callable[[Answer], str] | None:
    """What tells where the listing is, for sources whose address only leads there."""
    reader = READERS.get(via)
    return reader.leads_to if reader else None


def most_pages(source: Source, *, first: bool) -> int:
    """How many pages of it a visit reads, the `first` one or a later one."""
    reader = READERS.get(source.via)
    if reader is None:
        return 1
    if reader.limit is not None and first:
        return reader.limit(source)
    return reader.pages if first else reader.pages_later


def is_interface(via: str) -> bool:
    """Whether what is asked for first is an interface made for programs."""
    reader = READERS.get(via)
    return reader is not None and (reader.interface or reader.leads_to is not None)


def is_in_parts(via: str) -> bool:
    """Whether a listing of this kind may consist of files that stand each for itself."""
    reader = READERS.get(via)
    return reader is not None and reader.in_parts


def dated(found: Listing, via: str, now: datetime) -> Listing:
    """`found` with the day on which it was told; ours, where it is in parts, which don't say."""
    return replace(found, told_at=f"{now:%Y-%m-%d}") if is_in_parts(via) else found


def reading_of(source: Source, now: datetime) -> str:
    """By what `source` is read, and of which year where each year is a listing of its own."""
    return " ".join(filter(None, (reader_version(source.via), year_of(source, now))))


def reader_version(via: str) -> str:
    """Name and version of what reads `via`: when it changes, sources are read anew (decision 7)."""
    reader = READERS.get(via)
    return reader.version if reader else picks.VERSION if via == "picks" else ""


def needs_fetch(via: str) -> bool:
    """Whether a source of this kind has an address to visit."""
    return via != "picks"


def is_read(via: str) -> bool:
    """Whether there is a reader for this kind of source."""
    return via == "picks" or via in READERS
