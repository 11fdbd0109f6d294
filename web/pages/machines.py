"""What is read by machines: whether all is well, and what crawlers may visit."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from hub.errors import EngineError, StoreError
from hub.query import parse_query
from web.links import Links
from web.site import Site


@dataclass(frozen=True, slots=True)
class Machines:
    """Answers that are no pages."""

    site: Site

    def healthz(self, _request: Request) -> Response:
        """``{"ok", "items", "index"}``: 503 if the store can't be read. `index` is how many items
        can be found, null while there is no index.
        """
        try:
            items = sum(self.site.store.items.counts().values())
        except StoreError:
            return _now({"ok": False, "items": None, "index": None}, 503)
        return _now({"ok": True, "items": items, "index": self._indexed()}, 200)

    def _indexed(self) -> int | None:
        try:
            return self.site.searcher.search(parse_query(""), limit=1).total
        except EngineError:
            return None

    def robots(self, request: Request) -> Response:
        """Crawlers may read everything but the searches, which have no end (RFC 9309)."""
        links = self._links(request)
        below = [links.base + prefix for prefix in ("", "/da", "/en")]
        searches = [f"Disallow: {base}{path}" for base in below for path in ("/search", "/api/")]
        return PlainTextResponse("\n".join(["User-agent: *", *searches, "Allow: /", ""]))

    def favicon(self, request: Request) -> Response:
        """The old address of the mark."""
        return RedirectResponse(self._links(request).static("mark.svg"), 302)

    def _links(self, request: Request) -> Links:
        config = self.site.configuration.last
        return self.site.links(config, "da", request.scope.get("root_path", ""))


def _now(answer: dict[str, bool | int | None], status: int) -> Response:
    return JSONResponse(answer, status, {"Cache-Control": "no-store"})
