"""From a request to a page's function and back: the only place that knows both."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from hub.config import Config
from web.frame import frame_of
from web.headers import safety
from web.page import Page, Redirect
from web.pages.trouble import fault, not_found, not_ready, too_much
from web.rendering import Renderer
from web.site import Here, Site

View = Callable[..., Page | Redirect]  # of a Here, and the path's parameters by name


@dataclass(frozen=True, slots=True)
class Serving:
    """Serves pages of a site."""

    site: Site
    renderer: Renderer

    def endpoint(self, view: View, prefix: str) -> Callable[[Request], Response]:
        """A handler for `view` below the language prefix; Starlette runs it in a thread."""
        return partial(self._serve, view, prefix)

    def _serve(self, view: View, prefix: str, request: Request) -> Response:
        config = self.site.configuration.current()
        here = self.here(config, request)
        if prefix and prefix == self.site.plain_language(config):
            # Not for ever: the language of plain addresses is a setting.
            plain = here.links.to(here.path, request.query_params.multi_items())
            return RedirectResponse(plain, 307)
        page = view(here, **request.path_params)
        if isinstance(page, Redirect):
            return RedirectResponse(page.to, 301 if page.lasting else 307)
        return self.renderer.response(page, frame_of(here, page), request)

    def here(self, config: Config | None, request: Request) -> Here:
        """How a request stands; its path tells the language."""
        below = request.scope.get("root_path", "")
        path = request.scope["path"].removeprefix(below) or "/"
        first, _, rest = path[1:].partition("/")
        if first in self.site.texts:
            return self.site.here(config, first, f"/{rest}", request.query_params, below)
        language = self.site.plain_language(config)
        return self.site.here(config, language, path, request.query_params, below)

    # --- when something is wrong ---------------------------------------------------------------

    def http_error(self, request: Request, error: Exception) -> Response:
        """404 as a page that helps; other refusals in a line."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        if status != 404:
            headers = error.headers if isinstance(error, HTTPException) else None
            return PlainTextResponse(f"{status}\n", status, headers)
        here = self.here(self.site.configuration.current(), request)
        if len(here.path) > 1 and here.path.endswith("/"):
            bare = here.links.to("/" + here.path.strip("/"), request.query_params.multi_items())
            return RedirectResponse(bare, 301)
        page = not_found(here)
        return self.renderer.response(page, frame_of(here, page), request)

    def no_index(self, request: Request, _error: Exception) -> Response:
        """503 as a page, while there is no index to ask."""
        here = self.here(self.site.configuration.current(), request)
        page = not_ready(here)
        response = self.renderer.response(page, frame_of(here, page), request)
        response.headers["Retry-After"] = "60"
        return response

    def too_much(self, request: Request, seconds: int) -> Response:
        """429 as a page that asks nothing of the store."""
        here = self.here(self.site.configuration.last, request)
        page = too_much(here)
        response = self.renderer.response(page, frame_of(here, page, ask_store=False), request)
        response.headers["Retry-After"] = str(seconds)
        return response

    def our_fault(self, request: Request, _error: Exception) -> Response:
        """A page that asks nothing of the store, which may be what is broken."""
        here = self.here(self.site.configuration.last, request)
        page = fault(here)
        response = self.renderer.response(page, frame_of(here, page, ask_store=False), request)
        # An answer to an unexpected error passes the middleware by.
        response.headers.update(safety(self.site.address(self.site.configuration.last)))
        return response
