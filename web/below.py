"""Answers below a path, whether or not the proxy in front takes the path off."""

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from web.site import Site


@dataclass(frozen=True, slots=True)
class BelowPath:
    """Where the public address is https://host/viden, requests for /viden/... are for us too."""

    app: ASGIApp
    site: Site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http" and not scope.get("root_path"):
            below = self.site.path_below(self.site.configuration.last)
            if below and f"{scope['path']}/".startswith(f"{below}/"):
                scope = {**scope, "root_path": below}
        await self.app(scope, receive, send)


def bare_path(scope: Scope, site: Site) -> str:
    """The path of a request without what lies above the site, and without a language."""
    path: str = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
    first, _, rest = path[1:].partition("/")
    return f"/{rest}" if first in site.texts else path
