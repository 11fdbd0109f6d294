"""The same list in other forms: as a feed to follow, or as a file to take along."""

from collections.abc import Sequence
from typing import NamedTuple

from web.links import Links

FEEDS = ("rss", "atom", "json")
FILES = ("ris", "csv")
FORMS = (*FEEDS, *FILES)


class Following(NamedTuple):
    """Addresses of one list in every form, and its name in words."""

    title: str
    rss: str
    atom: str
    json: str
    ris: str
    csv: str


def following(
    links: Links, title: str, path: str, query: Sequence[tuple[str, str]] = ()
) -> Following:
    """The forms of the list at `path` ("/themes/ips", "/search") with these parameters.

    A list has no pages and no order of its own outside: `query` is without both.
    """
    return Following(title, *(links.in_form(path, form, query) for form in FORMS))
