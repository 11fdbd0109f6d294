"""How a visit goes from page to page of one source, and where it ends. Pure."""

from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from hub.model import Listing, Part, Trouble
from hub.visiting import Cursor
from indexer.readers.filling import day_before


def onward(
    listing: Listing, cursor: Cursor, at: str, asked: Collection[str], most: int
) -> tuple[Cursor, tuple[Trouble, ...]]:
    """Where to go on after the page `listing`, which came from the address `at`.

    A visit ends at the last page, before an address that it has `asked`, before one of another
    host, and after `most` pages; all but the first are notes. Of a listing in parts, those are
    asked one after the other that have changed since the last visit, that failed, or don't tell.
    """
    began = cursor.began or listing.told_at
    # A page that does not tell when it was made is cut off: all of it is asked for once more.
    end = Cursor(since=began if listing.told_at else cursor.since)
    if listing.next_url is None:
        return _to_next_part(listing, cursor, end, at, asked, most)
    address = beside(listing.next_url, at)
    if address is None:
        return end, (Trouble("page-elsewhere", (("url", listing.next_url[:200]),)),)
    if address in asked:
        return end, (Trouble("pages-in-circles"),)
    if cursor.pages + 1 >= most:
        return end, (Trouble("too-many-pages", (("limit", str(most)),)),)
    return Cursor(address, cursor.pages + 1, cursor.since, began), ()


def _to_next_part(
    listing: Listing, cursor: Cursor, end: Cursor, at: str, asked: Collection[str], most: int
) -> tuple[Cursor, tuple[Trouble, ...]]:
    again, failed = ((), cursor.failed) if cursor.next else (cursor.failed, ())
    there = [(part, beside(part.url, at)) for part in listing.parts]
    due = [url for part, url in there if url and url not in asked and _is_due(part, cursor)]
    left = tuple(dict.fromkeys((*cursor.left, *again, *due)))
    notes: tuple[Trouble, ...] = ()
    if elsewhere := [part.url for part, url in there if url is None]:
        notes = (Trouble("page-elsewhere", (("url", elsewhere[0][:200]),)),)
    room = max(0, most - cursor.pages - 1)
    if len(left) > room:
        notes += (Trouble("too-many-pages", (("limit", str(most)),)),)
        left, failed = left[:room], (*failed, *left[room : room + most])
    if not left:
        return replace(end, failed=failed), notes
    began = cursor.began or listing.told_at
    return Cursor(left[0], cursor.pages + 1, cursor.since, began, left[1:], failed), notes


def _is_due(part: Part, cursor: Cursor) -> bool:
    """Whether it may have changed since the day before the last visit, as clocks differ."""
    if part.modified is None or not cursor.since:
        return True
    day = part.modified.iso[:10]
    return day >= day_before(cursor.since)[: len(day)]


def beside(url: str, at: str) -> str | None:
    """`url` if it is of the same host as `at`, with the same login, else None.

    Never back from https to http: many sites moved to https and forgot their own links.
    """
    try:
        there, here = urlsplit(url), urlsplit(at)
        if (there.hostname, there.port) != (here.hostname, here.port):
            return None
    except ValueError:  # a port that is none
        return None
    scheme = "https" if here.scheme == "https" else there.scheme
    login, at_sign, _host = here.netloc.rpartition("@")
    netloc = login + at_sign + there.netloc.rpartition("@")[2]
    return urlunsplit(there._replace(scheme=scheme, netloc=netloc, fragment=""))
