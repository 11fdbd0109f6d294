"""What a page states in JSON-LD (schema.org): of the page's work, not of events or site."""

import json
from collections.abc import Iterator

import lxml.html

from hub.text import one_line

Told = dict[str, object]
_LONGEST = 500_000
_NOT_THE_WORK = frozenset(
    (
        *("Event", "CourseInstance", "EducationEvent", "BusinessEvent", "JobPosting", "Comment"),
        *("Review", "BreadcrumbList", "Organization", "GovernmentOrganization", "Person"),
        *("WebSite", "SearchAction", "ImageObject", "ItemList"),
    )
)


def works_in(tree: lxml.html.HtmlElement) -> list[Told]:
    """Every object at the top of the JSON-LD, or in its graph, that may be the page's work."""
    return [each for each in _objects(tree) if not _NOT_THE_WORK.intersection(_types(each))]


def word(told: Told, key: str) -> str:
    """The text under `key`, or empty."""
    value = told.get(key)
    return one_line(value) if isinstance(value, str) else ""


def headline(told: Told) -> str:
    """The title; where it has a name besides, as on Wikipedia, the headline is a description."""
    head = word(told, "headline")
    return (word(told, "name") or head) if head else ""


def authors(told: Told) -> Iterator[str]:
    """Names of the people who wrote it, organisations left out."""
    for author in _many(told.get("author")):
        if isinstance(author, dict) and "Organization" not in _types(author):
            yield word(author, "name")
        elif isinstance(author, str):
            yield one_line(author)


def publishers(told: Told) -> Iterator[str]:
    """Names of who brought it out."""
    for publisher in _many(told.get("publisher")):
        if isinstance(publisher, dict):
            yield word(publisher, "name")


def files(told: Told) -> Iterator[tuple[str, str]]:
    """(address, media type) of the files it can be had as."""
    for key in ("encoding", "associatedMedia"):
        for each in _many(told.get(key)):
            if isinstance(each, dict):
                yield word(each, "contentUrl"), word(each, "encodingFormat")


def _objects(tree: lxml.html.HtmlElement) -> Iterator[Told]:
    for node in tree.iter("script"):
        text = node.text or ""
        if (node.get("type") or "").lower() != "application/ld+json" or len(text) > _LONGEST:
            continue
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for each in _many(told):
            graph = each.get("@graph") if isinstance(each, dict) else None
            for one in graph if isinstance(graph, list) else [each]:
                if isinstance(one, dict):
                    yield one


def _types(told: Told) -> list[str]:
    return [each for each in _many(told.get("@type")) if isinstance(each, str)]


def _many(told: object) -> list[object]:
    return told if isinstance(told, list) else [told]
