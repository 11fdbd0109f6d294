"""The files of web/static, read once; each is served under an address that holds its hash."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from web.answering import ASK_AGAIN, answer

STYLE = "site.css"
# Joined in this order to one file: what pages are made of, then what belongs to one page only.
STYLES = (
    "tokens", "elements", "frame", "heads", "search_box", "controls", "cards", "panels",
    "following", "themes", "home", "search", "sources", "overview", "theme", "people", "item",
    "episode", "list_player", "issue", "alive", "about", "gallery", "print",
)  # fmt: skip
_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",  # the cover that podcast apps show
}
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent."""

    body: bytes
    type: str
    version: str


def load_assets(folder: Path) -> Mapping[str, Asset]:
    """Every file of `folder` whose kind we serve, by name; its styles/ as one file."""
    styles = (folder / "styles" / f"{name}.css" for name in STYLES)
    found = {STYLE: _asset(b"\n".join(path.read_bytes() for path in styles), ".css")}
    for path in sorted(folder.iterdir()):
        if path.suffix in _TYPES:
            found[path.name] = _asset(path.read_bytes(), path.suffix)
    return found


def _asset(body: bytes, suffix: str) -> Asset:
    return Asset(body, _TYPES[suffix], hashlib.sha256(body).hexdigest()[:12])


@dataclass(frozen=True, slots=True)
class AssetServer:
    """Answers for /static/{name}; there is nothing to serve but what was loaded."""

    assets: Mapping[str, Asset]

    def serve(self, request: Request) -> Response:
        """The file asked for, kept for ever if asked for by its present hash."""
        asset = self.assets.get(request.path_params["name"])
        if asset is None:
            return PlainTextResponse("404\n", 404)
        current = request.query_params.get("v") == asset.version
        return answer(request, asset.body, asset.type, keep=_FOREVER if current else ASK_AGAIN)
