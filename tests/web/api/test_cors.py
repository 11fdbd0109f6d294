"""Scripts of every other site may read what is meant for programs, and nothing else."""

import httpx
import pytest
from starlette.applications import Starlette

from tests.web.visiting import HOST, Visitor

ASKS = {"Origin": "https://kommune.example", "Access-Control-Request-Method": "GET"}


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/search?q=job", "/en/api/v1/themes", "/api/v1/openapi.json", "/api/v1/nope",
        "/search.rss", "/themes/ips.atom", "/en/search.json?q=job", "/sources/nyt.csv",
        "/search.ris", "/sources.opml",
    ],
)  # fmt: skip
async def test_open_to_all(app: Starlette, path: str) -> None:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
        told = await client.get(path, headers={"Origin": ASKS["Origin"]})
        assert told.headers["access-control-allow-origin"] == "*"
        assert "etag" in told.headers["access-control-expose-headers"].lower()
        asked = await client.options(path, headers=ASKS)
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert asked.headers["access-control-allow-headers"] == "*"
    assert "access-control-allow-credentials" not in asked.headers


@pytest.mark.parametrize("path", ["/", "/search?q=job", "/themes/ips", "/about", "/healthz"])
async def test_pages_are_not(visitor: Visitor, path: str) -> None:
    told = await visitor.get(path, origin=ASKS["Origin"])
    assert told.status_code == 200
    assert "access-control-allow-origin" not in told.headers
