"""Every page of the hub for search engines (sitemaps.org 0.9), in the language of plain addresses.

The other language is told by each page itself (hreflang).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from lxml import etree

from web.site import Here

PATH = "/sitemap.xml"
# The rules allow 50,000 addresses and 50 MB; fewer keep every answer light.
MOST = 5_000  # of items, and of people
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Entry(NamedTuple):
    """An address, absolute, and when what stands there last changed, if that is known."""

    address: str
    changed: datetime | None = None


def sitemap(here: Here, part: int | None, most: int = MOST) -> str:
    """The whole map, or the index of its parts where one is not enough; or that part of it, of
    at most so many items and people.

    Empty for a part that there is none of. The public address must be known.
    """
    if part is None:
        items = here.store.titles.count()
        if items <= most:
            return _written("urlset", "url", [*_pages(here, most), *_items(here, most, 0)])
        parts = range(-(-items // most) + 1)
        return _written("sitemapindex", "sitemap", (_part(here, number) for number in parts))
    entries = list(_items(here, most, part - 1) if part else _pages(here, most))
    return _written("urlset", "url", entries) if entries else ""


def _part(here: Here, number: int) -> Entry:
    return Entry(here.links.absolute(here.links.to(PATH, [("part", str(number))])))


def _pages(here: Here, most: int) -> Iterator[Entry]:
    links = here.links
    for address in (links.home, links.themes, links.sources, links.about):
        yield Entry(links.absolute(address))
    counts = here.store.themes.counts()
    for theme in here.themes:
        newest = counts[theme.id].newest if theme.id in counts else None
        yield Entry(links.absolute(links.theme(theme.id)), newest)
    for stored in here.store.sources.all(retired=True):
        yield Entry(links.absolute(links.source(stored.source.id)), stored.state.last_new)
    for person in here.store.people.most(most):
        yield Entry(links.absolute(links.person(person.slug)))


def _items(here: Here, most: int, part: int) -> Iterator[Entry]:
    for item in here.store.titles.listed(most, part * most):
        yield Entry(here.links.absolute(here.links.item(item.id, item.title)), item.changed)


def _written(name: str, each: str, entries: Iterable[Entry]) -> str:
    root = etree.fromstring(f'<{name} xmlns="{_SPACE}"/>')
    for entry in entries:
        element = etree.SubElement(root, f"{{{_SPACE}}}{each}")
        etree.SubElement(element, f"{{{_SPACE}}}loc").text = entry.address
        if entry.changed:
            at = entry.changed.astimezone(UTC)
            etree.SubElement(element, f"{{{_SPACE}}}lastmod").text = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    return str(etree.tostring(root, encoding="UTF-8", xml_declaration=True), "utf-8")
