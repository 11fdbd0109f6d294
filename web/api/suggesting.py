"""/api/v1/suggest: what somebody who types may be about to type, and where it leads."""

from http import HTTPStatus
from typing import Annotated, Literal, TypedDict

from hub.errors import EngineError
from hub.query import parse_query
from hub.search import Suggestion
from hub.text import one_line
from web.api.answers import Answer, Endpoint
from web.api.parameters import Parameter
from web.api.problems import no_index
from web.people import person_address
from web.site import Here

_LONGEST = 100  # characters typed
_MOST = 8
_KEPT = "private, max-age=60"
_TYPED = Parameter(
    name="q",
    about=f"What was typed so far; what goes beyond {_LONGEST} characters is left out.",
    example="tro",
    longest=None,
)


class SuggestionJson(TypedDict):
    """One way to go on."""

    text: Annotated[str, "What to show.", "Troen på borgerens jobchance"]
    kind: Annotated[Literal["theme", "person", "title", "phrase"], "What it is.", "theme"]
    url: Annotated[str, "Where it leads on this site.", "/themes/troen-paa-borgeren"]


class SuggestionsJson(TypedDict):
    """Ways to go on; none where nothing fits."""

    query: Annotated[str, "What was typed.", "tro"]
    suggestions: list[SuggestionJson]


def suggest(here: Here) -> Answer:
    """Suggestions in the language of the path; what is asked is kept nowhere (decision 16).

    Raises Problem while there is no index.
    """
    typed, found = _suggested(here)
    links = [link for suggestion in found if (link := _link(here, suggestion))]
    return Answer(SuggestionsJson(query=typed, suggestions=links), keep=_KEPT)


def complete(here: Here) -> Answer:
    """The same for a browser's own search box. Raises Problem while there is no index."""
    typed, found = _suggested(here)
    links = [link for suggestion in found if (link := _link(here, suggestion))]
    return Answer([typed, [link["text"] for link in links]], keep=_KEPT)


def _suggested(here: Here) -> tuple[str, tuple[Suggestion, ...]]:
    """What was typed, without what looks like a CPR number, and how it may go on."""
    typed = parse_query(one_line(here.params.get("q", "")[:_LONGEST])).typed
    try:
        return typed, here.site.searcher.suggest(typed, _MOST) if typed else ()
    except EngineError as error:
        raise no_index({"suggestions": []}) from error


def _link(here: Here, suggestion: Suggestion) -> SuggestionJson | None:
    """What is shown and where it leads; nothing for a theme that there is no longer."""
    text = suggestion.text
    match suggestion.kind:
        case "theme":
            title = here.theme_titles.get(suggestion.id)
            if title is None:
                return None
            text, url = title, here.links.theme(suggestion.id)
        case "person":
            url = person_address(here, text)
        case "title":
            url = here.links.item(suggestion.id, text)
        case "phrase":
            url = here.links.search([("q", text)])
    return {"text": text, "kind": suggestion.kind, "url": url}


SUGGEST = Endpoint(
    path="/suggest",
    view=suggest,
    type=SuggestionsJson,
    name="suggest",
    summary="Suggestions while somebody types",
    about="Themes, people, titles and frequent phrases that what was typed may become. Addresses "
    "are of this site, without its name.",
    parameters=(_TYPED,),
    problems=(HTTPStatus.SERVICE_UNAVAILABLE,),
    forgiving=True,
)
COMPLETE = Endpoint(
    path="/suggest/opensearch",
    view=complete,
    type=Annotated[
        list[str | list[str]],
        "What was typed, then all that it may become.",
        ["tro", ["Troen på borgerens jobchance"]],
    ],
    name="complete",
    summary="Suggestions for a browser's search box",
    about="The same as OpenSearch wants it (OpenSearch Suggestions 1.1).",
    parameters=(_TYPED,),
    problems=(HTTPStatus.SERVICE_UNAVAILABLE,),
    forgiving=True,
    media_type="application/x-suggestions+json",
)
