"""A cheap answer for crawlers that go through searches, which have no end.

robots.txt asks them not to. Those that say what they are and come all the same are told so
without an engine being asked. One search that somebody has shared may still be looked at, for a
preview: only narrowing it on and turning its pages is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.search import FACETS
from web.below import bare_path
from web.site import Site

MOST_CHOSEN = 2  # values of facets
_CRAWLER = re.compile(r"bot\b|crawl|spider|slurp|\bscrapy\b|python-requests", re.IGNORECASE)
_REFUSED = "Searches are closed to crawlers, see /robots.txt; every item is in /sitemap.xml.\n"


@dataclass(frozen=True, slots=True)
class ClosedToCrawlers:
    """Answers 403 to crawlers within searches."""

    app: ASGIApp
    site: Site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http" and self._refuses(scope):
            refused = PlainTextResponse(_REFUSED, 403, {"Cache-Control": "no-store"})
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _refuses(self, scope: Scope) -> bool:
        if bare_path(scope, self.site) != "/search":
            return False
        is_crawler = _CRAWLER.search(Headers(scope=scope).get("user-agent", ""))
        asked = scope["query_string"].decode("latin-1")
        return bool(is_crawler) and _goes_on(parse_qsl(asked))


def _goes_on(parameters: Sequence[tuple[str, str]]) -> bool:
    """Whether an address is one of the many that a search leads to."""
    names = [name for name, _ in parameters]
    return "page" in names or sum(name in FACETS for name in names) > MOST_CHOSEN
