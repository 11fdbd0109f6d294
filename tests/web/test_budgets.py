"""What pages weigh on their way to an old phone (DESIGN, targets), in bytes, gzipped."""

import gzip
import re

import httpx
import pytest

from tests.web.every_page import EVERY_PAGE
from tests.web.visiting import Visitor
from web.app import STATIC
from web.assets import STYLE, load_assets

PAGE, STYLES, SCRIPTS = 40_000, 20_000, 15_000


def weight(response: httpx.Response) -> int:
    return len(gzip.compress(response.content))


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_a_page_is_light(visitor: Visitor, path: str) -> None:
    seen = await visitor.page(path)
    scripts = [await visitor.get(address) for address in seen.all("//script/@src")]
    assert weight(seen.response) <= PAGE
    assert sum(map(weight, scripts)) <= SCRIPTS


async def test_the_style_is_light(visitor: Visitor) -> None:
    home = await visitor.page("/")
    (address,) = home.all("//link[@rel='stylesheet']/@href")
    assert weight(await visitor.get(address)) <= STYLES


def test_a_page_asks_for_one_style_and_for_no_fonts_or_pictures() -> None:
    style = load_assets(STATIC)[STYLE].body.decode()
    assert re.findall(r"@import|@font-face|url\(", style) == []
