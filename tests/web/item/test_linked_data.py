"""What an item is, for machines: schema.org's required properties, and no text that gets out."""

import json
from typing import Any

import pytest
from starlette.applications import Starlette

from hub.model import Chapter, Draft, Enclosure, Person, When
from hub.store import Store
from tests.web.collection import item_id, record
from tests.web.item.landing import landed
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Seen, Visitor, faults_of
from web.app import create_app
from web.site import SiteSettings

BLOCK = "//script[@type='application/ld+json']"
# What each type has to have for those who read it (schema.org, Google's search gallery).
REQUIRED = {
    "PodcastEpisode": {"name", "url", "datePublished", "partOfSeries", "associatedMedia"},
    "Report": {"name", "author", "datePublished", "publisher", "url"},
    "Article": {"headline", "author", "datePublished", "url"},
    "ScholarlyArticle": {"headline", "author", "datePublished", "identifier", "url"},
    "NewsArticle": {"headline", "author", "datePublished", "publisher", "url"},
}
EVIL = (
    "</script><script>window.pwned=1</script>",
    "<!--<script>",
    "]]>&lt;/script&gt;",
    '"}],"@type":"Evil","x":[{"',
    "\u2028alert(1)\u2029",
)


@pytest.fixture
def app(store: Store, searcher: PlainSearcher) -> Starlette:
    """A site that knows its public address."""
    return create_app(store, searcher, SiteSettings(address="https://viden.example.dk"))


def data(seen: Seen) -> dict[str, Any]:
    (block,) = seen.tree.xpath(BLOCK)
    found: dict[str, Any] = json.loads(block.text)
    return found


def is_complete(found: dict[str, Any]) -> bool:
    return found["@context"] == "https://schema.org" and not (
        REQUIRED[found["@type"]] - {name for name, told in found.items() if told}
    )


async def test_an_episode(visitor: Visitor) -> None:
    seen = await landed(visitor, item_id("samtalen", 0))
    found = data(seen)
    assert is_complete(found)
    assert found["@type"] == "PodcastEpisode"
    assert found["url"] == seen.all("//link[@rel='canonical']/@href")[0]
    assert found["duration"] == "PT2530S"
    assert found["datePublished"] == "2026-02-17"
    assert found["author"] == [{"@type": "Person", "name": "Mads Bjerre"}]
    assert found["contributor"] == [{"@type": "Person", "name": "Karen Holm"}]
    assert found["partOfSeries"]["name"] == "Samtalen"
    assert found["associatedMedia"]["contentUrl"] == "https://lyd.example.org/12.mp3"
    assert found["keywords"] == ["Troen på borgerens jobchance"]


@pytest.mark.parametrize(
    ("source", "draft", "kind"),
    [
        ("rapporter", Draft("Titel", form="report", people=(Person("A B"),)), "Report"),
        ("rapporter", Draft("Titel", form="article"), "Article"),
        ("rapporter", Draft("Titel", form="article", ids=("doi:10.1234/x",)), "ScholarlyArticle"),
        ("rapporter", Draft("Titel", form="news"), "NewsArticle"),
        ("nyt", Draft("Titel"), "NewsArticle"),
    ],
)
async def test_what_is_written(
    visitor: Visitor, store: Store, source: str, draft: Draft, kind: str
) -> None:
    told = Draft(
        draft.title, date=When("2026-03"), form=draft.form, people=draft.people, ids=draft.ids
    )
    (item,) = record(store, source, told)
    found = data(await landed(visitor, item))
    assert (found["@type"], is_complete(found)) == (kind, True)


async def test_what_may_not_be_shown_is_not_told_to_machines_either(visitor: Visitor) -> None:
    seen = await landed(visitor, item_id("links", 0))
    assert "description" not in data(seen)
    assert "Secret" not in seen.response.text


async def test_a_title_is_no_longer_than_headlines_are_read(visitor: Visitor, store: Store) -> None:
    (item,) = record(store, "nyt", Draft("Ord " * 60, date=When("2026")))
    assert len(data(await landed(visitor, item))["headline"]) <= 110


@pytest.mark.parametrize("evil", EVIL)
async def test_no_text_gets_out_of_the_block(visitor: Visitor, store: Store, evil: str) -> None:
    draft = Draft(
        evil, link="https://x.example.org/", summary=evil, people=(Person(evil),), license=evil,
        enclosures=(Enclosure("https://x.example.org/a.mp3", evil),), chapters=(Chapter(1, evil),),
        date=When("2026-01-01"),
    )  # fmt: skip
    (item,) = record(store, "samtalen", draft)
    seen = await landed(visitor, item)
    assert (seen.status, faults_of(seen)) == (200, [])
    assert data(seen)["@type"] == "PodcastEpisode"
    assert data(seen)["name"].split() == seen.text("//h1").split()
    assert "<script>window" not in seen.response.text
    assert len(seen.tree.xpath("//script[not(@src)]")) == 1
