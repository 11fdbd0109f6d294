"""The same list in other forms: as a feed to follow, or as a file to take along."""

from collections.abc import Sequence
from typing import NamedTuple

from web.links import Links

FEEDS = ("rss", "atom", "json")
FILES = ("ris", "csv")
FORMS = (*FEEDS, *FILES)
_KINDS = {"themes": "theme", "sources": "source", "people": "person"}


class Following(NamedTuple):
    """Addresses of one list in every form, and its name in words. `of` is what kind of list it is
    (search, theme, source, person, everything); `address` is the RSS feed's with its host, for
    apps that want it pasted, or empty where the hub's address is unknown.
    """

    title: str
    rss: str
    atom: str
    json: str
    ris: str
    csv: str
    of: str = "search"
    address: str = ""


def following(
    links: Links, title: str, path: str, query: Sequence[tuple[str, str]] = ()
) -> Following:
    """The forms of the list at `path` ("/themes/ips", "/search") with these parameters.

    A list has no pages and no order of its own outside: `query` is without both.
    """
    rss, atom, json, ris, csv = (links.in_form(path, form, query) for form in FORMS)
    chosen = any(value for _, value in query)
    of = _KINDS.get(path.split("/")[1], "search" if chosen else "everything")
    return Following(title, rss, atom, json, ris, csv, of, links.absolute(rss))
