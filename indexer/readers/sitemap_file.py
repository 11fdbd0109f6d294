"""The file formats of sitemaps (sitemaps.org 0.9, Google's news extension, plain text), as values.

The file is read piece by piece: 50,000 addresses never stand in memory as one tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from indexer.readers.xml import name_of, text_of, tidy, with_characters

MOST_ENTRIES = 100_000
_ROOTS = ("urlset", "sitemapindex")
_FEEDS = ("rss", "feed", "rdf")
_LONGEST = 5_000  # characters of a value
_MOST_ALTERNATES = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """An address as the file writes it; `alternates` are (hreflang, address) of the same page."""

    url: str
    modified: str = ""
    title: str = ""
    date: str = ""
    language: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapFile:
    """What a file holds; `parts` are further sitemaps. `fault` is where it was ill-formed."""

    kind: str = ""  # sitemap, feed, or nothing of the kind
    entries: tuple[Entry, ...] = ()
    parts: tuple[Entry, ...] = ()
    cut: bool = False  # it has more than we take
    fault: str = ""


def parse_sitemap(text: str) -> SitemapFile:
    """The file in `text`, as far as it can be read. Never raises."""
    if not text.startswith("<"):
        return _plain(text)
    body = with_characters(tidy(text)).encode("utf-8", "replace")
    found: dict[str, list[Entry]] = {"url": [], "sitemap": []}
    kind = fault = ""
    cut = False
    walk = etree.iterparse(
        BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        for event, node in walk:
            name = name_of(node)[1].lower()
            if event == "start":
                kind = kind or _kind(name)
                if kind != "sitemap":
                    break
            elif name in found and (entry := _entry(node)):
                found[name].append(entry)
                cut = sum(map(len, found.values())) >= MOST_ENTRIES
                if cut:
                    break
            if event == "end" and name in found:
                _forget(node)
    except etree.XMLSyntaxError as error:
        fault = str(error)
    fault = fault or next((f"{e.line}:{e.column} {e.message}" for e in walk.error_log), "")
    return SitemapFile(kind, tuple(found["url"]), tuple(found["sitemap"]), cut, fault)


def _kind(root: str) -> str:
    return "sitemap" if root in _ROOTS else "feed" if root in _FEEDS else "other"


def _entry(node: etree._Element) -> Entry | None:
    """What the children of a <url> or <sitemap> say; those of pictures and videos are passed over,
    as their addresses stand one level deeper.
    """
    told = {name_of(child)[1].lower(): _text(child) for child in node}
    if not told.get("loc"):
        return None
    news = next((child for child in node if name_of(child)[1].lower() == "news"), None)
    said = {} if news is None else {name_of(each)[1].lower(): _text(each) for each in news.iter()}
    return Entry(
        told["loc"],
        told.get("lastmod", ""),
        said.get("title", ""),
        said.get("publication_date", ""),
        said.get("language", ""),
        tuple(_alternates(node))[:_MOST_ALTERNATES],
    )


def _alternates(node: etree._Element) -> Iterator[tuple[str, str]]:
    for child in node:
        if name_of(child)[1].lower() == "link" and child.get("rel", "").lower() == "alternate":
            tag, url = child.get("hreflang", "").strip().lower(), child.get("href", "").strip()
            if tag and url:
                yield tag, url[:_LONGEST]


def _text(node: etree._Element) -> str:
    return text_of(node)[:_LONGEST].strip()


def _forget(node: etree._Element) -> None:
    """Let go of `node` and what stands before it."""
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]


def _plain(text: str) -> SitemapFile:
    """One address a line; nothing of the kind where a line is anything else."""
    lines = [line.strip() for line in text.split("\n", MOST_ENTRIES + 1)]
    told = [line for line in lines[:MOST_ENTRIES] if line and not line.startswith("#")]
    if not told or not all(line.startswith(("http://", "https://")) for line in told[:100]):
        return SitemapFile()
    entries = tuple(Entry(line[:_LONGEST]) for line in told if line.startswith("http"))
    return SitemapFile("sitemap", entries, cut=len(lines) > MOST_ENTRIES)
