"""Who may read what is meant for programs: scripts of every other site too (Fetch, CORS)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.following import FORMS

METHODS = "GET, HEAD, OPTIONS"
# Nothing here depends on who asks: there are no logins and no cookies.
OPEN: Mapping[str, str] = MappingProxyType(
    {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    }
)
_PREFLIGHT = {
    **OPEN,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
    "Allow": METHODS,
    "Cache-Control": "no-cache",
}
_FILES = (*(f".{form}" for form in FORMS), ".opml")


def is_for_programs(path: str) -> bool:
    """Whether an address is the API's or a list's in another form."""
    return "/api/" in f"{path}/" or path.endswith(_FILES)


@dataclass(frozen=True, slots=True)
class OpenToAll:
    """Lets scripts of other sites read what is meant for programs, and answers when they ask."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or not is_for_programs(scope["path"]):
            await self.app(scope, receive, send)
        elif scope["method"] == "OPTIONS":
            await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
        else:
            await self.app(scope, receive, _opened(send))


def _opened(send: Send) -> Send:
    async def send_open(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(OPEN)
        await send(message)

    return send_open
