"""The password of a source stays between it and us; nobody else's login is believed or shown."""

from pathlib import Path

import pytest

from hub.addresses import web_address
from hub.model import Localised, Source
from hub.store import open_store
from indexer.answer import Answer
from indexer.paging import beside
from indexer.readers import read_listing
from tests.web.collection import FEEDS, NOW, fill
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Visitor
from web.app import create_app
from web.links import safe_link
from web.site import SiteSettings

SECRET = "https://abonnent:hemmelig@lyd.example.org"
FEED = """<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel>
<title>Lukket</title><item><title>Afsnit</title><link>/afsnit</link>
<enclosure url="afsnit.mp3" type="audio/mpeg"/><podcast:transcript url="t.vtt" type="text/vtt"/>
<podcast:chapters url="k.json"/></item></channel></rss>"""
PAGE = "<html><head><title>Side</title></head><body><p>Ord om job.</p></body></html>"


def source(via: str) -> Source:
    return Source("lukket", Localised((("", "Lukket"),)), "podcast", via, url=f"{SECRET}/rss")


@pytest.mark.parametrize(("via", "body"), [("feed", FEED), ("page", PAGE)])
def test_what_is_read_does_not_repeat_the_password(via: str, body: str) -> None:
    listing = read_listing(source(via), Answer(f"{SECRET}/rss", body.encode(), "text/html"))
    assert listing.drafts[0].link
    assert "hemmelig" not in repr(listing)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://star.dk@x.example/a?b#c", "https://x.example/a?b#c"),
        ("https://star.dk%2f@x.example:8080/", "https://x.example:8080/"),
        ("https://a@b@x.example/", "https://x.example/"),
        ("https://x.example/@navn", "https://x.example/@navn"),
    ],
)
def test_a_link_shows_where_it_leads(written: str, shown: str) -> None:
    assert web_address(written) == shown
    assert safe_link(written) == shown


def test_the_next_page_is_asked_for_with_our_own_login() -> None:
    assert beside("https://lyd.example.org/rss?page=2", f"{SECRET}/rss") == f"{SECRET}/rss?page=2"
    assert beside("https://x:y@a.example/2", "https://a.example/1") == "https://a.example/2"


@pytest.mark.anyio
async def test_the_sources_page_does_not_show_it(tmp_path: Path) -> None:
    feeds = FEEDS.replace("https://podcast.example.org", SECRET)
    assert feeds != FEEDS
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as store:
        fill(store, feeds=feeds)
        assert store.sources.state("samtalen").last_visit == NOW
        visitor = Visitor(create_app(store, PlainSearcher(store), SiteSettings()))
        seen = await visitor.page("/sources/samtalen")
    assert seen.status == 200
    assert "https://lyd.example.org/samtalen.xml" in seen.all("//@href")
    assert "hemmelig" not in seen.response.text
