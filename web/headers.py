"""Headers that every answer carries: what a browser may do with our pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import unquote_plus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.query import holds_cpr
from web.site import Site

# Pages load nothing from elsewhere; audio comes from its publisher on play. Scripts are files of
# ours that ask nobody but us and make no markup of text. A browser that shows us by https asks for
# every sound by https, whatever its address says; only where we are not public ourselves (on an
# intranet, at a first look) may a sound come by http.
_POLICY: Mapping[str, str] = MappingProxyType(
    {
        "default-src": "'none'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "media-src": "https: http:",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
)
_UNUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
SAFETY: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": "; ".join(" ".join(pair) for pair in _POLICY.items()),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Addresses of searches hold what people look for: no other site is told.
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    }
)
# A year, for this host alone: what else lies below its name is not ours to decide.
_BY_HTTPS: Mapping[str, str] = MappingProxyType(
    {
        **SAFETY,
        "Content-Security-Policy": SAFETY["Content-Security-Policy"].replace(
            "https: http:", "https:"
        )
        + "; upgrade-insecure-requests",
        "Strict-Transport-Security": "max-age=31536000",
    }
)
# Of an address with what looks like a CPR number: no cache keeps it, no page is told of it.
_UNTOLD = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
_EMBEDDED = "/static/"  # readers of feeds show our mark


def safety(address: str) -> Mapping[str, str]:
    """The headers of a site whose public address is `address`, or empty where none is known."""
    return _BY_HTTPS if address.lower().startswith("https://") else SAFETY


@dataclass(frozen=True, slots=True)
class SafetyHeaders:
    """Adds the headers above to every answer of the app."""

    app: ASGIApp
    site: Site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = safety(self.site.address(self.site.configuration.last))
        path, query = scope["path"].replace("/", " "), scope["query_string"].decode("latin-1")
        is_private = holds_cpr(f"{path} {unquote_plus(query)}")

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                sent.update(headers)
                is_open = "access-control-allow-origin" in sent or _EMBEDDED in scope["path"]
                if is_private:
                    sent.update(_UNTOLD)
                    del sent["ETag"]
                sent["Cross-Origin-Resource-Policy"] = "cross-origin" if is_open else "same-origin"
            await send(message)

        await self.app(scope, receive, send_safely)
