"""/api/v1/sources: what the hub follows, and how each source is doing."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, TypedDict

from hub.model import Access, Show, SourceKind
from hub.results_json import Date
from hub.store import StoredSource
from web.api.answers import Answer, Endpoint, address, full
from web.api.items import Time
from web.api.problems import not_there
from web.links import safe_link
from web.page import Redirect
from web.site import Here
from web.standing import standing_of


class StandingJson(TypedDict):
    """How the source is doing."""

    state: Annotated[str, "well, seldom, waiting, troubled, off or past.", "well"]
    text: Annotated[str, "The same in words.", "Følges og virker"]
    details: Annotated[list[str], "Why, in words.", []]


class SourceJson(TypedDict):
    """A podcast, a list of publications or a newsletter that the hub follows."""

    id: Annotated[str, "The source's id.", "samtalen"]
    title: Annotated[str, "Its name.", "Samtalen"]
    kind: Annotated[SourceKind, "What it is.", "podcast"]
    page: Annotated[str, "Its page on this site.", "/sources/samtalen"]
    search: Annotated[str, "All of its items, through this API.", "/api/v1/search?source=samtalen"]
    url: Annotated[str | None, "What we fetch.", "https://podcast.example.org/samtalen.xml"]
    publisher: Annotated[str | None, "Who brings it out.", "Radio Fjord"]
    language: Annotated[str | None, "Two letters.", "da"]
    access: Annotated[Access, "What it asks of a reader.", "open"]
    show: Annotated[Show, "What of its items it lets us pass on.", "excerpt"]
    themes: Annotated[list[str], "Themes that all of its items have.", ["ips"]]
    items: Annotated[int, "How many of its items we have.", 122]
    oldest: Annotated[Date | None, "The date of its oldest item.", "2019-05-01"]
    newest: Annotated[Date | None, "The date of its newest item.", "2026-02-17"]
    standing: StandingJson
    visited: Annotated[Time | None, "When we last looked."]
    answered: Annotated[Time | None, "When it last answered."]
    news: Annotated[Time | None, "When it last had something new."]
    retired: Annotated[Time | None, "Since when it is no longer followed.", None]


class SourcesJson(TypedDict):
    """Every source, those no longer followed at the end."""

    total: Annotated[int, "How many there are.", 12]
    sources: list[SourceJson]


def sources(here: Here) -> Answer:
    """Every source."""
    found = [_json(here, stored) for stored in here.store.sources.all(retired=True)]
    return Answer(SourcesJson(total=len(found), sources=found))


def source(here: Here, source: str) -> Answer | Redirect:
    """The source with this id; an id it had before leads to the present one. Raises Problem."""
    stored = here.store.sources.get(source)
    if stored is not None:
        return Answer(_json(here, stored))
    now = here.store.sources.now(source)
    if now is None or now == source:
        raise not_there("source")
    return Redirect(address(here, f"/sources/{now}"))


def _json(here: Here, stored: StoredSource) -> SourceJson:
    source, state = stored.source, stored.state
    standing = standing_of(here, stored)
    return {
        "id": source.id,
        "title": here.say(source.title),
        "kind": source.kind,
        "page": full(here, here.links.source(source.id)),
        "search": address(here, "/search", [("source", source.id)]),
        "url": safe_link(source.url),
        "publisher": source.publisher,
        "language": source.language,
        "access": source.access,
        "show": source.show,
        "themes": list(source.themes),
        "items": stored.items,
        "oldest": stored.oldest.iso if stored.oldest else None,
        "newest": stored.newest.iso if stored.newest else None,
        "standing": {
            "state": standing.state,
            "text": standing.text,
            "details": list(standing.details),
        },
        "visited": _at(state.last_visit),
        "answered": _at(state.last_success),
        "news": _at(state.last_new),
        "retired": _at(stored.retired),
    }


def _at(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


SOURCES = Endpoint(
    path="/sources",
    view=sources,
    type=SourcesJson,
    name="sources",
    summary="All sources",
    about="Every source, with how it is doing. Those that are no longer followed stand at the end.",
)
SOURCE = Endpoint(
    path="/sources/{source}",
    view=source,
    type=SourceJson,
    name="source",
    summary="One source",
    about="A source, with how it is doing. An id that it had before redirects.",
    path_about="The id of a source.",
    path_example="samtalen",
    problems=(HTTPStatus.NOT_FOUND,),
    moves=True,
)
