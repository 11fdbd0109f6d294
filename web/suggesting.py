"""Suggestions while somebody types, as JSON: where each may lead."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hub.errors import EngineError
from hub.query import parse_query
from hub.search import Suggestion
from hub.text import one_line
from web.serving import Serving
from web.site import Here

PATH = "/api/v1/suggest"
_LONGEST = 100  # characters typed
_MOST = 8
_KEPT = "private, max-age=60"


@dataclass(frozen=True, slots=True)
class Suggesting:
    """Answers for ``/api/v1/suggest?q=``; what is asked is kept nowhere (decision 16)."""

    serving: Serving

    def answer(self, request: Request) -> Response:
        """``{"query", "suggestions": [{"text", "kind", "url"}]}``, in the language of the path.

        503 and no suggestions while there is no index.
        """
        here = self.serving.here(self.serving.site.configuration.current(), request)
        typed = parse_query(one_line(here.params.get("q", "")[:_LONGEST])).typed
        try:
            found = here.site.searcher.suggest(typed, _MOST) if typed else ()
        except EngineError:
            return _json(typed, [], 503, "no-store")
        links = [link for suggestion in found if (link := _link(here, suggestion))]
        return _json(typed, links, 200, _KEPT)


def _link(here: Here, suggestion: Suggestion) -> dict[str, str] | None:
    """What is shown and where it leads; nothing for a theme that there is no longer."""
    text = suggestion.text
    match suggestion.kind:
        case "theme":
            title = here.theme_titles.get(suggestion.id)
            if title is None:
                return None
            text, url = title, here.links.theme(suggestion.id)
        case "person":
            url = here.links.search([("person", text)])
        case "title":
            url = here.links.item(suggestion.id, text)
        case "phrase":
            url = here.links.search([("q", text)])
    return {"text": text, "kind": suggestion.kind, "url": url}


def _json(typed: str, links: list[dict[str, str]], status: int, kept: str) -> Response:
    answer = {"query": typed, "suggestions": links}
    return JSONResponse(answer, status, {"Cache-Control": kept})
