"""The site's own addresses stay its own; what is typed or stored brings no page down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from hub.model import Chapter, Draft, Enclosure
from hub.store import Store, open_store
from tests.web.collection import fill, record
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.site import SiteSettings

ELSEWHERE = (
    "/en//x.example/a", "/en/%2Fx.example/a", "/en/%2F%2Fx.example", "//x.example/a",
    "///x.example", "/en/%5Cx.example", "/%5C%5Cx.example/a", "/da//x.example",
    "/en//x.example/", "/da//x.example/", "//x.example/", "/%2Fx.example/", "/en/%09/x.example/",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def searcher(store: Store) -> PlainSearcher:
    return PlainSearcher(store)


@pytest.fixture
def visitor(app: Starlette) -> Visitor:
    return Visitor(app)


@pytest.fixture
def app(store: Store, searcher: PlainSearcher) -> Starlette:
    return create_app(store, searcher, SiteSettings())


@pytest.mark.parametrize("path", ELSEWHERE)
async def test_no_address_of_ours_leads_to_another_host(visitor: Visitor, path: str) -> None:
    """`//host` is one, and browsers read a backslash as a slash."""
    seen = await visitor.page(path)
    addresses = [*seen.all("//@href|//@src|//@action"), seen.response.headers.get("location", "")]
    assert [a for a in addresses if a.startswith(("//", "/\\", "\\")) or "://x." in a] == []


async def test_lone_surrogates_bring_no_page_down(visitor: Visitor, store: Store) -> None:
    """JSON can hold them, and so can a store that somebody else has filled."""
    broken = "x\ud800y"
    draft = Draft("Titel", chapters=(Chapter(1, broken),), enclosures=(Enclosure("", broken),))
    (item,) = record(store, "samtalen", draft)
    seen = await visitor.page(f"/items/{item}/titel")
    assert seen.status == 200
    assert seen.texts("//ol[@class='chapters']//span[2]") == ["x?y"]


async def test_a_cpr_number_is_not_repeated_while_there_is_no_index(
    visitor: Visitor, searcher: PlainSearcher
) -> None:
    searcher.broken = True
    seen = await visitor.page("/search?q=job+010190-1234")
    assert seen.status == 503
    assert "010190" not in seen.response.text
    assert seen.all("//input[@name='q']/@value") == ["job"]
