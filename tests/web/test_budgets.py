"""What pages weigh on their way to an old phone (DESIGN, targets), in bytes, gzipped."""

import gzip
import re
from random import Random

import httpx
import pytest

from hub.cli.demo import demo_folder
from hub.model import Draft, Enclosure, Passage
from hub.store import Store
from hub.visiting import Read
from tests.web.collection import NOW, record
from tests.web.every_page import EVERY_PAGE
from tests.web.visiting import Visitor
from web.app import STATIC
from web.assets import STYLE, load_assets

PAGE, TRANSCRIPT, STYLES, SCRIPTS = 40_000, 150_000, 20_000, 15_000
HOURS, PASSAGE = 2, 12  # an episode that is long, and seconds of each passage of it


def weight(response: httpx.Response) -> int:
    return len(gzip.compress(response.content))


@pytest.mark.parametrize("path", EVERY_PAGE)
async def test_a_page_is_light(visitor: Visitor, path: str) -> None:
    seen = await visitor.page(path)
    if seen.status == 301:
        seen = await visitor.page(seen.response.headers["location"])
    assert seen.texts("//h1") or path == "/was"  # where theirs stands elsewhere
    scripts = [await visitor.get(address) for address in seen.all("//script/@src")]
    assert weight(seen.response) <= PAGE
    assert sum(map(weight, scripts)) <= SCRIPTS


async def test_two_hours_of_talk_are_light(store: Store, visitor: Visitor) -> None:
    """Nobody repeats themselves here, which speech that packs better would."""
    scripts = (demo_folder() / "scripts").rglob("*.txt")
    words = sorted({word for path in scripts for word in path.read_text("utf-8").split()})
    chosen = Random(5)
    draft = Draft("To timers snak", enclosures=(Enclosure("https://lyd.example.org/2.mp3"),))
    (item,) = record(store, "samtalen", draft)
    said = tuple(
        Passage(" ".join(chosen.choices(words, k=30)), float(at), float(at + PASSAGE))
        for at in range(0, HOURS * 3600, PASSAGE)
    )
    store.readings.put(item, "transcript", Read(passages=said, heard="published"), NOW)
    seen = await visitor.page(f"/items/{item}/to-timers-snak")
    assert len(seen.all("//ol[@data-now]/li/a/@href")) == len(said)
    assert PAGE < weight(seen.response) <= TRANSCRIPT


async def test_the_style_is_light(visitor: Visitor) -> None:
    home = await visitor.page("/")
    (address,) = home.all("//link[@rel='stylesheet']/@href")
    assert weight(await visitor.get(address)) <= STYLES


def test_a_page_asks_for_one_style_and_for_no_fonts_or_pictures() -> None:
    style = load_assets(STATIC)[STYLE].body.decode()
    assert re.findall(r"@import|@font-face|url\(", style) == []
