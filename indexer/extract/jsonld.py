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


_ENDS = ("applicationDeadline", "validThrough", "endDate", "expires")
_ENDING = frozenset(
    ("Event", "CourseInstance", "EducationEvent", "Course", "Grant", "MonetaryGrant", "JobPosting")
)
# Types that say nothing: any page may have them.
_PLAIN = frozenset(("Article", "WebPage", "CreativeWork", "BlogPosting", "Thing"))


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


def types_in(tree: lxml.html.HtmlElement) -> list[str]:
    """What the page's work is called (schema.org types), also where it is an advert or a course."""
    of_works = [name for each in works_in(tree) for name in _types(each)]
    others = [name for each in _objects(tree) for name in _types(each) if name in _ENDING]
    return [name for name in (*of_works, *others) if name not in _PLAIN and name != "Event"]


def ends(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """The last days of the courses, grants and events in the page, as written."""
    for each in _objects(tree):
        if _ENDING.intersection(_types(each)):
            yield from (word(each, key) for key in _ENDS)
            for instance in _many(each.get("hasCourseInstance")):
                if isinstance(instance, dict):
                    yield word(instance, "endDate") or word(instance, "startDate")


def named(told: Told) -> Iterator[str]:
    """What may be a DOI or an ISBN of the work."""
    for key in ("doi", "isbn", "identifier", "sameAs", "@id"):
        for each in _many(told.get(key)):
            if isinstance(each, str):
                yield f"isbn {each}" if key == "isbn" else one_line(each)
            elif isinstance(each, dict):
                yield word(each, "value")


def licenses(told: Told) -> Iterator[str]:
    """Under what it may be used."""
    for each in _many(told.get("license")):
        if isinstance(each, str | dict):
            yield one_line(each) if isinstance(each, str) else word(each, "url")


def is_closed(told: Told) -> bool:
    """Whether it says that not everybody may read it (schema.org isAccessibleForFree)."""
    return str(told.get("isAccessibleForFree", "")).casefold() == "false"


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
