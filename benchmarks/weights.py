"""What pages weigh when they are sent, packed with gzip, by the real site over the collection."""

import asyncio
import re
from pathlib import Path

import httpx

from benchmarks.rows import Row, Target
from benchmarks.sides import OURS
from benchmarks.sizes import Sizes
from hub.cli.composition import open_hub
from hub.query import parse_query
from web.app import create_app
from web.site import SiteSettings

GROUP = "Weights, gzipped"
HTML, STYLE, SCRIPT = Target(40), Target(20), Target(15)


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """A row per page, and for what it loads."""
    with open_hub(OURS[0].settings(root), take_up=False) as hub:
        app = create_app(hub.store, hub.searcher, SiteSettings())
        found = hub.searcher.search(parse_query("borger"))
        pages = {
            "home": "/",
            "search, 20 hits": "/search?q=borger",
            "an item": f"/items/{found.hits[0].id}/",
            "a theme": f"/themes/{hub.config.themes[0].id}",
            f"sources, {sizes.item_sources}": "/sources",
        }
        return asyncio.run(_weigh(httpx.ASGITransport(app), pages))


async def _weigh(transport: httpx.ASGITransport, pages: dict[str, str]) -> list[Row]:
    async with httpx.AsyncClient(
        transport=transport,
        base_url="http://127.0.0.1",
        headers={"Accept-Encoding": "gzip"},
        follow_redirects=True,
    ) as client:
        rows = [
            Row(GROUP, name, await _weight(client, path), "KB", HTML)
            for name, path in pages.items()
        ]
        home = (await client.get("/")).text
        for name, ending, target in (("style", "css", STYLE), ("script", "js", SCRIPT)):
            paths = re.findall(rf'(?:href|src)="(/static/[^"]+\.{ending}[^"]*)"', home)
            weight = sum([await _weight(client, path) for path in paths])
            rows.append(Row(GROUP, f"{name}, {len(paths)} files", weight, "KB", target))
    return rows


async def _weight(client: httpx.AsyncClient, path: str) -> float:
    """Kilobytes of the answer's body as they are sent."""
    async with client.stream("GET", path) as answer:
        answer.raise_for_status()
        sent = [len(piece) async for piece in answer.aiter_raw()]
    return sum(sent) / 1000
