"""The demo's own little web: the files of demo/ over HTTP on loopback, so that they are crawled.

``{demo}`` in a text file stands for the address that it is served at.
"""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from hub.errors import HubError

MARK = "{demo}"
TEXTS = {
    ".xml": "application/xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".vtt": "text/vtt; charset=utf-8",
    ".srt": "application/x-subrip; charset=utf-8",
}
SOUNDS = {".mp3": "audio/mpeg", ".opus": "audio/ogg", ".ogg": "audio/ogg", ".m4a": "audio/mp4"}


def demo_folder() -> Path:
    """Where the demo is: beside the packages, in a checkout and in an installed wheel alike."""
    folder = Path(__file__).resolve().parents[2] / "demo"
    if not (folder / "feeds.yaml").is_file():
        raise HubError(f"the demo is not here ({folder}); run it from a checkout of the project")
    return folder


def demo_feeds(folder: Path, address: str) -> str:
    """The demo's feeds.yaml as it reads when its files are served at `address`."""
    return (folder / "feeds.yaml").read_text(encoding="utf-8").replace(MARK, address)


@contextmanager
def serve_demo(folder: Path, port: int) -> Iterator[str]:
    """Serve the demo's files while the block runs; yields their address.

    `port` is taken where it is free, so that addresses stay the same from start to start.
    """
    listening = _listen(port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = _app(folder / "site", address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


def _listen(port: int) -> socket.socket:
    for candidate in (port, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", candidate))
        except (OSError, OverflowError):  # taken, or beyond the last port there is
            listening.close()
            continue
        return listening
    raise HubError("no free port on 127.0.0.1 for the demo's files")


def _app(site: Path, address: str) -> Starlette:
    root = site.resolve()

    def file(request: Request) -> Response:
        path = (root / request.path_params["path"]).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            return PlainTextResponse("not here", status_code=404)
        if path.suffix not in TEXTS:
            kind = SOUNDS.get(path.suffix, "application/octet-stream")
            return FileResponse(path, media_type=kind)
        return _text(request, path.read_text(encoding="utf-8"), TEXTS[path.suffix], address)

    return Starlette(routes=[Route("/{path:path}", file)])


def _text(request: Request, text: str, kind: str, address: str) -> Response:
    body = text.replace(MARK, address).encode()
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    headers = {"ETag": etag, "Content-Type": kind}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers)
