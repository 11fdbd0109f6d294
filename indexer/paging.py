"""How a visit goes from page to page of one source, and where it ends. Pure."""

from collections.abc import Collection
from urllib.parse import urlsplit, urlunsplit

from hub.model import Listing, Trouble
from hub.visiting import Cursor


def onward(
    listing: Listing, cursor: Cursor, at: str, asked: Collection[str], most: int
) -> tuple[Cursor, tuple[Trouble, ...]]:
    """Where to go on after the page `listing`, which came from the address `at`.

    A visit ends at the last page, before an address that it has `asked`, before one of another
    host, and after `most` pages; all but the first are notes.
    """
    began = cursor.began or listing.told_at
    # A page that does not tell when it was made is cut off: all of it is asked for once more.
    end = Cursor(since=began if listing.told_at else cursor.since)
    if listing.next_url is None:
        return end, ()
    address = beside(listing.next_url, at)
    if address is None:
        return end, (Trouble("page-elsewhere", (("url", listing.next_url[:200]),)),)
    if address in asked:
        return end, (Trouble("pages-in-circles"),)
    if cursor.pages + 1 >= most:
        return end, (Trouble("too-many-pages", (("limit", str(most)),)),)
    return Cursor(address, cursor.pages + 1, cursor.since, began), ()


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
