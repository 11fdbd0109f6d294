"""What a listener should know of a sound: adverts that are put in, and the apps it is in."""

import pytest

from hub.model import Draft, Enclosure
from hub.store import Store
from tests.web.collection import record
from tests.web.visiting import Visitor, faults_of
from web.listening.adverts import inserts_adverts


@pytest.mark.parametrize(
    ("url", "inserted"),
    [
        ("https://sphinx.acast.com/p/x.mp3", True),
        ("https://TRAFFIC.megaphone.fm./x.mp3", True),
        ("https://counter.example/e/traffic.omny.fm/d/x.mp3?a=1", True),
        ("https://lyd.example.org/x.mp3", False),
        ("https://notacast.com/x.mp3", False),
        ("https://acast.com.example.org/x.mp3", False),
        ("https://lyd.example.org/x.mp3?via=acast.com", False),
        ("https://[", False),
    ],
)
def test_hosts_that_put_adverts_in(url: str, inserted: bool) -> None:
    assert inserts_adverts(url) is inserted


async def test_the_page_says_that_times_may_be_off(visitor: Visitor, store: Store) -> None:
    hosts = ("https://sphinx.acast.com/x.mp3", "https://lyd.example.org/x.mp3")
    drafts = (Draft("Afsnit", enclosures=(Enclosure(url, "audio/mpeg"),)) for url in hosts)
    with_adverts, without = record(store, "samtalen", *drafts)
    seen = await visitor.page(f"/items/{with_adverts}/afsnit")
    assert "så tiden kan være forskudt" in seen.text("//p[@class='adverts']")
    assert faults_of(seen) == []
    assert not (await visitor.page(f"/items/{without}/afsnit")).has_class("adverts")


async def test_an_app_is_named_only_where_its_page_is_known(visitor: Visitor, store: Store) -> None:
    sound = (Enclosure("https://lyd.example.org/x.mp3", "audio/mpeg"),)
    at_spotify = Draft("Afsnit", link="https://open.spotify.com/episode/abc", enclosures=sound)
    known, unknown = record(store, "samtalen", at_spotify, Draft("Afsnit", enclosures=sound))
    seen = await visitor.page(f"/items/{known}/afsnit")
    assert seen.texts("//p[@class='apps']/a") == ["Spotify"]
    assert seen.all("//p[@class='apps']/a/@href") == ["https://open.spotify.com/episode/abc"]
    assert not (await visitor.page(f"/items/{unknown}/afsnit")).has_class("apps")
