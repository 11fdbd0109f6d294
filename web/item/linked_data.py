"""What an item is, for machines: a JSON-LD block by schema.org."""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from hub.model import Item, Show
from web.citing.names import Name, name_of
from web.citing.work import Work, beside
from web.item.original import document_of
from web.links import safe_link
from web.listening.sound import sound_of
from web.site import Here

_EPISODE = "PodcastEpisode"
_TYPES = {
    "episode": _EPISODE,
    "trailer": _EPISODE,
    "bonus": _EPISODE,
    "report": "Report",
    "article": "Article",
    "news": "NewsArticle",
    "issue": "NewsArticle",
    "case": "Article",
}
_LONGEST_HEADLINE = 110  # characters: what search engines read
# Within a script element nothing else has a meaning (HTML, 4.12.1.3); the last two end a line of
# JavaScript.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def linked_data(here: Here, item: Item, work: Work, show: Show) -> Markup:
    """The block's content, in which no text of others can end it."""
    found = {name: told for name, told in _data(here, item, work, show).items() if told}
    told = json.dumps(found, ensure_ascii=False).translate(_ESCAPED)
    # A lone surrogate can not be sent.
    return Markup(told.encode(errors="replace").decode())  # noqa: S704  # all that could end the block is escaped above


def _data(here: Here, item: Item, work: Work, show: Show) -> Mapping[str, Any]:
    kind = _type(work)
    ours = here.links.absolute(here.links.item(item.id, item.title))
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": ours,
        "url": ours,
        "name": work.title,
        "headline": work.title[:_LONGEST_HEADLINE] if kind.endswith("Article") else "",
        "inLanguage": work.language,
        "datePublished": work.date.iso if work.date else "",
        "description": work.summary,
        "author": [_maker(name) for name in work.authors or (Name(work.publisher),) if any(name)],
        "contributor": [_maker(name_of(person.name)) for person in beside(item)],
        "publisher": {"@type": "Organization", "name": work.publisher} if work.publisher else None,
        "isAccessibleForFree": item.access == "open" or None,
        "license": safe_link(item.license),
        "keywords": theme_titles(here, item),
        "sameAs": work.url if work.url != ours else "",
        "identifier": _identifier(work),
        **(_episode(here, item, work, show) if kind == _EPISODE else _written(item, work, show)),
    }


def theme_titles(here: Here, item: Item) -> list[str]:
    """The titles of the themes that `item` is about."""
    about = (given.theme for given in item.themes if given.strength == "about")
    return [here.theme_titles[theme] for theme in about if theme in here.theme_titles]


def _type(work: Work) -> str:
    if work.kind == "episode":
        return _EPISODE
    if work.form == "article" and (work.issn or work.doi):
        return "ScholarlyArticle"
    return _TYPES.get(work.form, "CreativeWork")


def _maker(name: Name) -> dict[str, str]:
    """A person, or a body where the name is no person's."""
    if name.given:
        return {"@type": "Person", "name": f"{name.given} {name.family}"}
    return {"@type": "Organization", "name": name.family}


def _identifier(work: Work) -> list[dict[str, str]]:
    named = {"doi": work.doi, "isbn": work.isbn, "issn": work.issn}
    return [
        {"@type": "PropertyValue", "propertyID": kind, "value": told}
        for kind, told in named.items()
        if told
    ]


def _episode(here: Here, item: Item, work: Work, show: Show) -> Mapping[str, Any]:
    sound = sound_of(item.enclosures) if show != "link" else None
    source = here.links.absolute(here.links.source(item.source))
    series = {"@type": "PodcastSeries", "name": work.within, "url": source}
    heard = {"@type": "AudioObject", "contentUrl": sound.src} if sound else {}
    if sound and sound.type:
        heard["encodingFormat"] = sound.type
    return {
        "partOfSeries": {name: told for name, told in series.items() if told},
        "episodeNumber": item.episode,
        "duration": f"PT{item.duration}S" if item.duration else "",
        "associatedMedia": heard,
    }


def _written(item: Item, work: Work, show: Show) -> Mapping[str, Any]:
    document = document_of(item) if show != "link" else ""
    held = {"@type": "Periodical", "name": work.within} if work.within else {}
    if held and work.issn:
        held["issn"] = work.issn
    file = {"@type": "MediaObject", "contentUrl": document, "encodingFormat": "application/pdf"}
    return {"isPartOf": held, "encoding": file if document else {}, "isbn": work.isbn}
