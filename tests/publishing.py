"""A publisher's web for tests: files as servers give them, with validators, packed or plain."""

import asyncio
import gzip
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import indent

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

HEAD = """\
hub:
  title: Prøvehub
  contact: mailto:redaktion@example.org
"""


@dataclass(frozen=True, slots=True)
class Published:
    """A file and how it is served. Where `abroad` stands in it, our own address is served."""

    body: bytes
    kind: str = "application/rss+xml"
    etag: str = ""
    modified: str = ""
    packed: bool = False
    abroad: str = ""

    def serve(self, request: Request) -> Response:
        """An endpoint for Starlette."""
        headers = {"Content-Type": self.kind}
        if self.etag:
            headers["ETag"] = self.etag
        if self.modified:
            headers["Last-Modified"] = self.modified
        asked = request.headers
        if self.etag and asked.get("if-none-match") == self.etag:
            return Response(status_code=304, headers=headers)
        if self.modified and asked.get("if-modified-since") == self.modified:
            return Response(status_code=304, headers=headers)
        body = self._at_home(request)
        if self.packed and "gzip" in asked.get("accept-encoding", ""):
            return Response(
                gzip.compress(self.body), headers={**headers, "Content-Encoding": "gzip"}
            )
        return Response(body, headers=headers)

    def _at_home(self, request: Request) -> bytes:
        home = str(request.base_url).rstrip("/")
        return self.body.replace(self.abroad.encode(), home.encode()) if self.abroad else self.body


class Gate:
    """Holds answers up while it is closed: a byte a second, so that whoever asked goes on waiting
    (for a minute in all).
    """

    def __init__(self) -> None:
        self._opened = threading.Event()

    def open(self) -> None:
        self._opened.set()

    def close(self) -> None:
        self._opened.clear()

    def serve(self, body: bytes) -> StreamingResponse:
        return StreamingResponse(self._pieces(body), media_type="application/rss+xml")

    async def _pieces(self, body: bytes) -> AsyncIterator[bytes]:
        for at in range(len(body)):
            if await asyncio.to_thread(self._opened.wait, 1.0):
                yield body[at:]
                return
            yield body[at : at + 1]


def spoken(corpus: Path) -> list[Route]:
    """/pc20, a podcast of three episodes, with their transcripts and chapters."""

    def file(path: str, kind: str, abroad: str = "") -> Published:
        return Published((corpus / path).read_bytes(), kind, f'"{path}"', abroad=abroad)

    feed = file("podcasts/pc20-namespace-example.xml", "text/xml", "https://example.com")
    # What it calls Spanish stands in English here, and so is read.
    feed = replace(feed, body=feed.body.replace(b'language="es"', b'language="en"'))
    transcript = file("transcripts/pn-example.vtt", "text/vtt")
    plain = Published(
        b"Dave: We talk about podcasting.\n\nAdam: And of nothing else.\n", "text/plain"
    )
    chapters = file("transcripts/pn-chapters-example.json", "application/json")
    return [
        Route("/pc20", feed.serve),
        Route("/episode1/transcript.vtt", transcript.serve),
        Route("/ep{number}/transcript.txt", plain.serve),
        Route("/ep{number}_chapters.json", chapters.serve),
    ]


def entry(name: str, url: str | None, kind: str = "publications", **more: str) -> str:
    """A source of feeds.yaml; `more` are further keys as YAML."""
    lines = [f"- id: {name}", f"  title: {name.capitalize()}", f"  kind: {kind}"]
    lines += [] if "via" in more else ["  via: feed"]
    lines += [f"  url: {url}"] if url else []
    lines += [f"  {key}: {value}" for key, value in more.items()]
    return "\n".join(lines)


def listed(name: str, url: str, kind: str = "publications") -> str:
    """A source whose entries link to pages of others out there, which thus are not read."""
    return entry(name, url, kind, access="login")


def theme(name: str, match: str) -> str:
    """A theme of feeds.yaml."""
    texts = f"{{da: {name.capitalize()}, en: {name.capitalize()} in English}}"
    return f"- id: {name}\n  title: {texts}\n  about: {texts}\n  match: '{match}'"


def feeds_yaml(sources: Sequence[str], themes: Sequence[str] = ()) -> str:
    """A whole feeds.yaml."""
    parts = [HEAD]
    for name, entries in (("themes", themes), ("sources", sources)):
        body = indent("\n".join(entries), "  ")
        parts.append(f"{name}:\n{body}\n" if entries else f"{name}: []\n")
    return "".join(parts)
