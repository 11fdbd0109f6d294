"""What the API says when it can't answer: problem details, for every kind of trouble."""

import httpx
import pytest
from starlette.applications import Starlette

from hub.store import Store
from tests.web.api.asking import Api
from tests.web.collection import NOW, item_id
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import HOST, Visitor
from web.api.parameters import Parameter
from web.api.problems import MEDIA_TYPE
from web.app import create_app
from web.headers import SAFETY
from web.site import SiteSettings

YEARS = "must be a year such as 2021, or a span such as 2019..2023, 2019.. or ..2023"


@pytest.mark.parametrize(
    ("asked", "parameter", "detail"),
    [
        ("page=0", "page", "must be a whole number from 1 to 50"),
        ("page=51", "page", "must be a whole number from 1 to 50"),
        ("page=", "page", "must be a whole number from 1 to 50"),
        ("page=1&page=2", "page", "may be given once"),
        ("sort=best", "sort", "must be relevance, newest or oldest"),
        ("kind=book", "kind", "must be episode, publication or issue"),
        ("year=21", "year", YEARS),
        ("year=2021%0A", "year", YEARS),
        ("language=dansk", "language", "must be a language in two letters, such as da"),
        ("literal=yes", "literal", "must be 1"),
        ("theme=", "theme", "must have 1 to 200 characters"),
        ("upto=now", "upto", "must be a number of at most 17 digits, as it stood in a Link header"),
        ("q=" + "a" * 501, "q", "must have at most 500 characters"),
        ("form=a&" * 21, "form", "may be given at most 20 times"),
    ],
)  # fmt: skip
async def test_parameters_that_make_no_sense(
    api: Api, searcher: PlainSearcher, asked: str, parameter: str, detail: str
) -> None:
    told = await api.ask(f"/search?{asked}")
    assert (told.status_code, told.headers["content-type"]) == (400, MEDIA_TYPE)
    assert told.json()["parameters"] == [{"parameter": parameter, "detail": detail}]
    assert told.json()["detail"] == f"{parameter} {detail}"
    assert searcher.asked == []


async def test_all_that_is_wrong_is_told_at_once(api: Api) -> None:
    told = (await api.ask("/search?sort=best&page=x&querry=job")).json()
    assert [wrong["parameter"] for wrong in told["parameters"]] == ["sort", "page", ""]
    assert "known are: q, kind" in told["detail"]
    told = (await api.ask("/themes?page=2")).json()
    assert told["detail"] == "there is an unknown parameter; known are: none"


@pytest.mark.parametrize("path", ["/items/aaaaaaaaaaaa", "/sources/nope", "/themes/nope"])
async def test_what_is_not_there(api: Api, path: str) -> None:
    told = await api.ask(path)
    assert (told.status_code, told.headers["content-type"]) == (404, MEDIA_TYPE)
    assert told.json()["detail"] == f"There is no such {path[1:].partition('s/')[0]}."


@pytest.mark.parametrize("path", ["/api", "/api/", "/api/v1", "/api/v2/search", "/en/api/v1/x/y"])
async def test_addresses_that_there_are_none_of(visitor: Visitor, path: str) -> None:
    told = await visitor.get(path)
    assert (told.status_code, told.headers["content-type"]) == (404, MEDIA_TYPE)
    assert "/api/v1/openapi.json" in told.json()["detail"]
    assert told.headers["access-control-allow-origin"] == "*"


async def test_pages_still_say_it_as_pages(visitor: Visitor) -> None:
    for path in ("/apis", "/themes/api"):
        assert (await visitor.get(path)).headers["content-type"].startswith("text/html")


async def test_what_was_removed(api: Api, store: Store) -> None:
    store.items.remove(item_id("samtalen", 0), "Udgiveren bad om det", NOW)
    told = await api.ask(f"/items/{item_id('samtalen', 0)}")
    assert told.status_code == 410
    assert told.json() == {
        "type": "/api/v1/openapi.json#/components/responses/Gone",
        "title": "Gone",
        "status": 410,
        "detail": "The item was removed on request.",
        "was": "Troen på borgeren – hvad er det, der virker?",
        "removed": NOW.isoformat(),
        "reason": "Udgiveren bad om det",
    }


async def test_nothing_can_be_written(app: Starlette) -> None:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            told = await client.request(method, "/api/v1/search?q=job")
            assert (told.status_code, told.headers["content-type"]) == (405, MEDIA_TYPE)
            assert told.headers["allow"] == "GET, HEAD, OPTIONS"
            assert told.json()["status"] == 405


@pytest.mark.parametrize("path", ["/search", "/suggest?q=job", "/suggest/opensearch?q=job"])
async def test_no_index_yet(api: Api, searcher: PlainSearcher, path: str) -> None:
    searcher.broken = True
    told = await api.ask(path)
    assert (told.status_code, told.headers["retry-after"]) == (503, "60")
    assert told.headers["cache-control"] == "no-store"
    assert "no index yet" in told.json()["detail"]


class FaultySearcher(PlainSearcher):
    """Has a fault of its own."""

    def _look(self) -> None:
        raise ZeroDivisionError


async def test_our_own_fault(store: Store) -> None:
    app = create_app(store, FaultySearcher(store), SiteSettings())
    told = await Api(Visitor(app, raises=False)).ask("/search?q=job")
    assert (told.status_code, told.headers["content-type"]) == (500, MEDIA_TYPE)
    assert "ZeroDivision" not in told.text
    assert told.headers["access-control-allow-origin"] == "*"
    assert told.headers["content-security-policy"] == SAFETY["Content-Security-Policy"]


def test_what_is_right_is_said_as_it_is() -> None:
    span = Parameter(name="n", about="", example="", shortest=2, longest=4)
    assert [complaint.detail for complaint in span.complaints(["a"])] == [
        "must have 2 to 4 characters"
    ]
    assert not list(span.complaints(["ab"]))
    assert not list(span.complaints([]))
