"""An answer that can be kept by who asked: ETag, Cache-Control, 304 (RFC 9110, 8.8.3 and 13)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Kept, but asked for anew each time: a hub that is being filled changes from minute to minute.
ASK_AGAIN = "no-cache"
NOT_KEPT = "no-store"


def answer(
    request: Request,
    body: str | bytes,
    media_type: str,
    *,
    keep: str = ASK_AGAIN,
    headers: Mapping[str, str] | None = None,
    same: bytes | None = None,
) -> Response:
    """200 with `body`, or 304 when the asker has it already.

    `keep` is the Cache-Control of both; `headers` are sent with both as well. `same` is `body`
    without what makes no difference, such as how long it took.
    """
    sent = body if isinstance(body, bytes) else body.encode(errors="replace")  # lone surrogates
    etag = f'W/"{hashlib.sha256(sent if same is None else same).hexdigest()[:20]}"'
    told = {"ETag": etag, "Cache-Control": keep, **(headers or {})}
    if _is_known(etag, request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=told)
    return Response(sent, headers=told, media_type=media_type)


def _is_known(etag: str, given: str) -> bool:
    """Weak comparison: a proxy that packs the body may have taken the W/ off, or put it on."""
    known = (part.strip().removeprefix("W/") for part in given.split(","))
    return given.strip() == "*" or etag.removeprefix("W/") in known


@dataclass(frozen=True, slots=True)
class AskAgain:
    """Answers that don't say how long they may be kept say so: a cache may keep a 301, a 404 or a
    405 as long as it likes where nothing is said (RFC 9111, 4.2.2).
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("Cache-Control", ASK_AGAIN)
            await send(message)

        await self.app(scope, receive, send_dated)
