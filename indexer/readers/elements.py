"""The elements of a feed's channel or entry by vocabulary, whatever prefix or namespace it has.

feedparser keeps only the last of repeated elements; here all of them are there.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from lxml import etree

from hub.text import one_line
from indexer.readers.xml import name_of, text_of

_MOST = 2_000  # elements of one entry; no real one has as many
# Each vocabulary's prefix, for feeds that never declare it, and what its namespaces hold.
_SIGNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "podcast": ("podcastindex.org", "podcastindex-org"),
        "psc": ("podlove.org",),
        "itunes": ("itunes.com/dtds",),
        "media": ("search.yahoo.com/mrss",),
        "sy": ("modules/syndication",),
        "prism": ("prismstandard.org",),
        "dc": ("purl.org/dc/",),
        "dcterms": (),
        "": ("www.w3.org/2005/atom", "purl.org/atom/ns", "purl.org/net/rss", "my.netscape.com"),
    }
)
_RSS_1 = "http://purl.org/rss/1.0/"  # the beginning of its modules' namespaces, too


class Elements:
    """What stands directly within one element: ``all("podcast", "person")``.

    Names are asked for in small letters, and compared so: feeds are careless. Plain RSS and Atom
    is the vocabulary ``""``; Dublin Core elements and terms are both ``dc``.
    """

    def __init__(self, parent: etree._Element | None) -> None:
        self._found: defaultdict[tuple[str, str], list[etree._Element]] = defaultdict(list)
        for node in islice(() if parent is None else parent, _MOST):
            space, name = name_of(node)
            self._found[_vocabulary(space), name.lower()].append(node)

    def all(self, vocabulary: str, name: str) -> list[etree._Element]:
        """All elements of this name, in their order."""
        return self._found.get((vocabulary, name), [])

    def texts(self, vocabulary: str, *names: str) -> Iterator[str]:
        """What they hold, each on one line; empty ones left out."""
        nodes = (node for name in names for node in self.all(vocabulary, name))
        return (text for node in nodes if (text := one_line(text_of(node))))

    def text(self, vocabulary: str, *names: str) -> str:
        """The first of `texts`, or nothing."""
        return next(self.texts(vocabulary, *names), "")


def _vocabulary(space: str) -> str:
    if space in ("", _RSS_1):
        return ""
    known = (v for v, signs in _SIGNS.items() if space == v or any(sign in space for sign in signs))
    found = next(known, "?")
    return "dc" if found == "dcterms" else found
