"""From a request to the API's answer, or to the problem that is told instead."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from web.answering import ASK_AGAIN, NOT_KEPT, answer
from web.api.answers import BASE, DOCUMENT, Endpoint
from web.api.cors import METHODS, OPEN
from web.api.document import document
from web.api.parameters import complaints_of
from web.api.problems import MEDIA_TYPE, Problem, no_index, too_much, wrong_parameters
from web.api.table import ENDPOINTS
from web.below import bare_path
from web.headers import safety
from web.page import Redirect
from web.serving import Serving

Handler = Callable[[Request, Exception], Response]


@dataclass(frozen=True, slots=True)
class Api:
    """Answers for everything below /api."""

    serving: Serving

    def routes(self, below: str) -> list[BaseRoute]:
        """Every address of the API, below the prefix of a language."""
        found = [
            Route(f"{below}{BASE}{endpoint.path}", partial(self._serve, endpoint))
            for endpoint in ENDPOINTS
        ]
        return [*found, Route(below + DOCUMENT, self._document)]

    def _serve(self, endpoint: Endpoint, request: Request) -> Response:
        """Raises Problem, EngineError, and whatever is a fault of ours."""
        here = self.serving.here(self.serving.site.configuration.current(), request)
        if not endpoint.forgiving and (wrong := complaints_of(here.params, endpoint.parameters)):
            raise wrong_parameters(wrong)
        told = endpoint.view(here, **request.path_params)
        if isinstance(told, Redirect):
            return RedirectResponse(told.to, 308, {"Cache-Control": ASK_AGAIN})
        links = ", ".join(f'<{to}>; rel="{relation}"' for relation, to in told.links)
        return answer(
            request,
            _json(told.json),
            endpoint.media_type,
            keep=told.keep,
            headers={"Link": links} if links else None,
            same=None if told.same is None else _json(told.same),
        )

    def _document(self, request: Request) -> Response:
        """The OpenAPI document."""
        site = self.serving.site
        config = site.configuration.current()
        here = self.serving.here(config, request)
        servers = [(code, site.links(config, code, here.links.base)) for code in site.texts]
        told = document(here.title, servers, ENDPOINTS)
        return answer(request, _json(told), "application/json")

    # --- when something is wrong ---------------------------------------------------------------

    def or_page(self, problem: Handler, page: Handler) -> Handler:
        """A handler that tells programs of a problem, and shows people a page."""

        def handle(request: Request, error: Exception) -> Response:
            bare = bare_path(request.scope, self.serving.site)
            return (problem if f"{bare}/".startswith("/api/") else page)(request, error)

        return handle

    def problem(self, request: Request, error: Exception) -> Response:
        """A Problem as it is told."""
        return self._told(request, error if isinstance(error, Problem) else _our_fault())

    def refused(self, request: Request, error: Exception) -> Response:
        """What Starlette refuses: there is no such address, or it takes no such method."""
        refusal = error if isinstance(error, HTTPException) else HTTPException(500)
        status = HTTPStatus(refusal.status_code)
        headers = {"Allow": METHODS} if status == HTTPStatus.METHOD_NOT_ALLOWED else {}
        return self._told(request, Problem(status, _REFUSALS.get(status, ""), headers=headers))

    def no_index(self, request: Request, _error: Exception) -> Response:
        """503, while there is no index to ask."""
        return self._told(request, no_index())

    def too_much(self, request: Request, seconds: int) -> Response:
        """429, to programs as a problem, to people as a page."""
        if f"{bare_path(request.scope, self.serving.site)}/".startswith("/api/"):
            return self._told(request, too_much(seconds))
        return self.serving.too_much(request, seconds)

    def our_fault(self, request: Request, _error: Exception) -> Response:
        """500, without asking anything that may be what is broken."""
        response = self._told(request, _our_fault())
        # An answer to an unexpected error passes the middleware by.
        site = self.serving.site
        response.headers.update({**safety(site.address(site.configuration.last)), **OPEN})
        return response

    def _told(self, request: Request, problem: Problem) -> Response:
        here = self.serving.here(self.serving.site.configuration.last, request)
        body = _json(problem.json(here.links.to(DOCUMENT)))
        headers = {"Cache-Control": NOT_KEPT, **problem.headers}
        return Response(body, problem.status, headers, MEDIA_TYPE)


_REFUSALS: Mapping[HTTPStatus, str] = {
    HTTPStatus.NOT_FOUND: f"There is no such address; {DOCUMENT} has them all.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Everything here can only be read: ask with GET.",
}


def _our_fault() -> Problem:
    told = "Something went wrong on our side; trying again later may help."
    return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, told)


def _json(value: Any) -> bytes:
    """Compact, in the order it was made, as UTF-8; never NaN, which is no JSON."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode(errors="replace")  # lone surrogates
