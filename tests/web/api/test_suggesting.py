"""Suggestions as JSON: what they hold, where they lead, what they don't."""

import pytest

from hub.search import Suggestion
from tests.web.collection import item_id
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor

KINDS = (
    Suggestion("ips", "theme", "ips"),
    Suggestion("forbi", "theme", "no-longer-there"),
    Suggestion("Karen Holm", "person"),
    Suggestion("individuelt planlagt job", "phrase"),
)
THEMES = [("", "IPS og Supported Employment"), ("/en", "IPS and supported employment")]


@pytest.mark.parametrize(("prefix", "theme"), THEMES)
async def test_every_kind_leads_somewhere(
    visitor: Visitor, searcher: PlainSearcher, prefix: str, theme: str
) -> None:
    searcher.suggestions = KINDS
    response = await visitor.get(f"{prefix}/api/v1/suggest?q=job")
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "private, max-age=60"
    answer = response.json()
    assert answer["query"] == "job"
    assert [(s["kind"], s["text"], s["url"]) for s in answer["suggestions"]] == [
        ("theme", theme, f"{prefix}/themes/ips"),
        ("person", "Karen Holm", f"{prefix}/people/karen-holm"),
        ("phrase", "individuelt planlagt job", f"{prefix}/search?q=individuelt+planlagt+job"),
        (
            "title",
            "Job først: et besøg hos et IPS-team",
            f"{prefix}/items/{item_id('samtalen', 1)}/job-foerst-et-besoeg-hos-et-ips-team",
        ),
    ]
    for suggestion in answer["suggestions"]:
        assert (await visitor.get(suggestion["url"])).status_code == 200


@pytest.mark.parametrize("asked", ["", "?q=", "?q=%20", "?q=%00", "?q=010203-1234", "?x=1"])
async def test_nothing_typed_is_nothing_suggested(
    visitor: Visitor, searcher: PlainSearcher, asked: str
) -> None:
    searcher.suggestions = KINDS
    response = await visitor.get(f"/api/v1/suggest{asked}")
    assert (response.status_code, response.json()) == (200, {"query": "", "suggestions": []})


async def test_no_index_yet(visitor: Visitor, searcher: PlainSearcher) -> None:
    searcher.broken = True
    response = await visitor.get("/api/v1/suggest?q=job")
    assert (response.status_code, response.json()["suggestions"]) == (503, [])
    assert response.headers["cache-control"] == "no-store"


async def test_a_very_long_beginning_is_cut(visitor: Visitor) -> None:
    response = await visitor.get("/api/v1/suggest?q=" + "ord+" * 2000)
    assert len(response.json()["query"]) <= 100


async def test_every_search_box_has_them(visitor: Visitor) -> None:
    for path in ("/", "/search", "/en/themes", "/nope"):
        seen = await visitor.page(path)
        language = "/en" if path.startswith("/en") else ""
        asks = seen.all("//form[@role='search']/@data-suggest")
        assert asks == [f"{language}/api/v1/suggest"]
        (script,) = (src for src in seen.all("//script/@src") if "suggest" in src)
        served = await visitor.get(script)
        assert served.headers["content-type"].startswith("text/javascript")
        assert len(served.content) <= 3_000


async def test_robots_ask_for_none(visitor: Visitor) -> None:
    told = (await visitor.get("/robots.txt")).text.splitlines()
    assert {"Disallow: /api/", "Disallow: /en/api/"} <= set(told)
