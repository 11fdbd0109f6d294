"""What is read by machines: whether all is well, what crawlers may visit, how to search here."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from hub.errors import EngineError, StoreError
from hub.query import parse_query
from web.answering import ASK_AGAIN, NOT_KEPT, answer
from web.links import Links
from web.opensearch import MEDIA_TYPE, opensearch
from web.robots import robots
from web.serving import Serving
from web.site import Here, Site
from web.sitemap import PATH, sitemap

_NO_ADDRESS = "This hub does not know its own address; whoever runs it can set HUB_ADDRESS.\n"
_NO_PART = "There is no such part of the sitemap.\n"


@dataclass(frozen=True, slots=True)
class Machines:
    """Answers that are no pages."""

    serving: Serving

    def healthz(self, _request: Request) -> Response:
        """``{"ok", "items", "index"}``: 503 if the store can't be read. `index` is how many items
        can be found, null while there is no index.
        """
        try:
            items = sum(self._site.store.items.counts().values())
        except StoreError:
            return _now({"ok": False, "items": None, "index": None}, 503)
        return _now({"ok": True, "items": items, "index": self._indexed()}, 200)

    def _indexed(self) -> int | None:
        try:
            return self._site.searcher.search(parse_query(""), limit=1).total
        except EngineError:
            return None

    def robots(self, request: Request) -> Response:
        """What crawlers may visit."""
        here = self._here(request)
        bases = [here.links.base + prefix for prefix in ("", "/da", "/en")]
        told = robots(bases, here.links.absolute(here.links.to(PATH)))
        return answer(request, told, "text/plain")

    def sitemap(self, request: Request) -> Response:
        """Every page, or the part of them that ``?part=`` asks for."""
        here = self._here(request)
        if not here.links.origin:
            return _not_there(_NO_ADDRESS)
        asked = here.params.get("part")
        if asked is not None and not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
            return _not_there(_NO_PART)
        told = sitemap(here, None if asked is None else int(asked))
        return answer(request, told, "application/xml") if told else _not_there(_NO_PART)

    def opensearch(self, request: Request) -> Response:
        """How a browser may search here by itself, in the language of the path."""
        told = opensearch(self._here(request))
        return answer(request, told, MEDIA_TYPE) if told else _not_there(_NO_ADDRESS)

    def favicon(self, request: Request) -> Response:
        """The old address of the mark."""
        config = self._site.configuration.last
        links: Links = self._site.links(config, "da", request.scope.get("root_path", ""))
        return RedirectResponse(links.static("mark.svg"), 302, {"Cache-Control": ASK_AGAIN})

    @property
    def _site(self) -> Site:
        return self.serving.site

    def _here(self, request: Request) -> Here:
        return self.serving.here(self._site.configuration.current(), request)


def _not_there(why: str) -> Response:
    return PlainTextResponse(why, 404, {"Cache-Control": NOT_KEPT})


def _now(answer: dict[str, bool | int | None], status: int) -> Response:
    return JSONResponse(answer, status, {"Cache-Control": NOT_KEPT})
