"""What a page states of itself: Highwire (citation_*), Open Graph, Dublin Core, JSON-LD.

Only statements made for machines: dates in the text may be deadlines or events (SOURCES.md, 4).
Values come raw; who uses them reads dates and names.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html

from hub.text import one_line

_TITLES = ("citation_title", "og:title", "dc.title", "twitter:title")
_SUMMARIES = ("og:description", "description", "dc.description", "twitter:description")
_PEOPLE = ("citation_author", "dc.creator", "author")
# Not citation_online_date or dc.date.created: journals upload old volumes.
_DATES = (
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "prism.publicationdate",
    "dc.date",
)
_MOST = 50
_LONGEST_JSON = 500_000


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page states: `dates` are candidates in the order of trust, as written."""

    title: str = ""
    summary: str = ""
    people: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    language: str = ""


def read_metadata(tree: lxml.html.HtmlElement) -> Stated:
    """The statements in the page `tree`; absent ones are empty."""
    metas = [
        (
            (node.get("name") or node.get("property") or "").lower(),
            one_line(node.get("content") or ""),
        )
        for node in tree.iter("meta")
    ]
    linked = list(_json_ld(tree))
    timed = [
        node.get("datetime") or node.get("content") or ""
        for node in tree.iter()
        if "datepublished" in (node.get("itemprop") or "").lower().split()
    ]
    people = _values(metas, _PEOPLE[:2]) or list(_authors(linked)) or _values(metas, _PEOPLE[2:])
    dates = [*_values(metas, _DATES), *(_word(each, "datePublished") for each in linked), *timed]
    return Stated(
        title=next(iter(_values(metas, _TITLES)), "") or _title(tree),
        summary=next(iter(_values(metas, _SUMMARIES)), ""),
        people=tuple(dict.fromkeys(name for name in people if "://" not in name))[:_MOST],
        dates=tuple(text for date in dates if (text := one_line(date)))[:_MOST],
        language=one_line(tree.get("lang") or tree.get("xml:lang") or ""),
    )


def _values(metas: list[tuple[str, str]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for key, value in metas if key == name and value]


def _title(tree: lxml.html.HtmlElement) -> str:
    """The window's title without the site's name at its end; a heading may be split or shouted."""
    node = next(tree.iter("title"), None)
    whole = one_line("".join(map(str, node.itertext()))) if node is not None else ""
    return whole.rpartition(" | ")[0] or whole


def _json_ld(tree: lxml.html.HtmlElement) -> Iterator[dict[str, object]]:
    """Every object at the top of the JSON-LD, or in its graph, as far as it can be parsed."""
    for node in tree.iter("script"):
        text = node.text or ""
        if (node.get("type") or "").lower() != "application/ld+json" or len(text) > _LONGEST_JSON:
            continue
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for each in told if isinstance(told, list) else [told]:
            graph = each.get("@graph") if isinstance(each, dict) else None
            for one in graph if isinstance(graph, list) else [each]:
                if isinstance(one, dict):
                    yield one


def _authors(linked: list[dict[str, object]]) -> Iterator[str]:
    for each in linked:
        told = each.get("author")
        for author in told if isinstance(told, list) else [told]:
            if isinstance(author, dict) and author.get("@type") != "Organization":
                yield _word(author, "name")
            elif isinstance(author, str):
                yield one_line(author)


def _word(told: dict[str, object], key: str) -> str:
    value = told.get(key)
    return one_line(value) if isinstance(value, str) else ""
