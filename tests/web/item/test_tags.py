"""Tags in the head of an item's page: Open Graph, and citation_* as Zotero reads them."""

import pytest
from starlette.applications import Starlette

from hub.model import Assignment, Draft, Enclosure, Person, When
from hub.store import Store
from tests.web.collection import item_id, record
from tests.web.item.landing import landed
from tests.web.plain_searcher import PlainSearcher
from tests.web.visiting import Seen, Visitor, faults_of
from web.app import create_app
from web.site import SiteSettings


@pytest.fixture
def app(store: Store, searcher: PlainSearcher) -> Starlette:
    """A site that knows its public address."""
    return create_app(store, searcher, SiteSettings(address="https://viden.example.dk"))


def tags(seen: Seen, attribute: str) -> list[tuple[str, str]]:
    return [
        (tag.get(attribute), tag.get("content")) for tag in seen.tree.xpath(f"//meta[@{attribute}]")
    ]


async def test_an_episode_for_who_shows_a_link_to_it(visitor: Visitor) -> None:
    seen = await landed(visitor, item_id("samtalen", 0), "?t=751")
    found = tags(seen, "property")
    assert dict(found) == {
        "og:title": "Troen på borgeren – hvad er det, der virker?",
        "og:type": "article",
        "og:url": seen.all("//link[@rel='canonical']/@href")[0],
        "og:site_name": "Lydhør",
        "og:description": seen.all("//meta[@name='description']/@content")[0],
        "og:locale": "da_DK",
        "og:audio": "https://lyd.example.org/12.mp3",
        "og:audio:type": "audio/mpeg",
        "article:published_time": "2026-02-17",
        "article:tag": "Troen på borgerens jobchance",
    }
    assert not [name for name, _ in tags(seen, "name") if name.startswith("citation_")]


async def test_a_report_for_who_keeps_references(visitor: Visitor, store: Store) -> None:
    draft = Draft(
        "Praktik", link="https://r.example.org/p", summary="Kort.", form="report",
        people=(Person("Astrid Lund", "author"), Person("Ågård, Øjvind")), date=When("2026-05"),
        enclosures=(Enclosure("https://r.example.org/p.pdf", "application/pdf"),),
        ids=("doi:10.1234/p", "isbn:9788712345678"),
    )  # fmt: skip
    (item,) = record(store, "rapporter", draft)
    store.themes.assign(
        item, (Assignment("ips", "about"), Assignment("unge", "about")), visible=True
    )
    seen = await landed(visitor, item)
    assert faults_of(seen) == []
    assert [tag for tag in tags(seen, "name") if tag[0].startswith("citation_")] == [
        ("citation_title", "Praktik"),
        ("citation_author", "Lund, Astrid"),
        ("citation_author", "Ågård, Øjvind"),
        ("citation_publication_date", "2026/05"),
        ("citation_technical_report_institution", "Center for Beskæftigelse"),
        ("citation_doi", "10.1234/p"),
        ("citation_isbn", "9788712345678"),
        ("citation_language", "da"),
        ("citation_abstract", "Kort."),
        ("citation_pdf_url", "https://r.example.org/p.pdf"),
        ("citation_public_url", "https://doi.org/10.1234/p"),
        ("citation_keywords", "IPS og Supported Employment; Unge uden job og uddannelse"),
    ]


async def test_what_may_not_be_shown_is_in_no_tag(visitor: Visitor, store: Store) -> None:
    files = tuple(Enclosure(f"https://x.example.org/a.{kind}") for kind in ("pdf", "mp3"))
    (item,) = record(store, "links", Draft("Link", summary="Secret", enclosures=files))
    seen = await landed(visitor, item)
    said = " ".join(content for kind in ("name", "property") for _, content in tags(seen, kind))
    assert "Secret" not in said
    assert "citation_pdf_url" not in dict(tags(seen, "name"))
    assert "og:audio" not in dict(tags(seen, "property"))


async def test_no_pictures(visitor: Visitor) -> None:
    seen = await landed(visitor, item_id("samtalen", 0))
    assert not [name for name, _ in tags(seen, "property") if "image" in name]


async def test_without_a_public_address_none_is_told(store: Store, searcher: PlainSearcher) -> None:
    bare = Visitor(create_app(store, searcher, SiteSettings()))
    seen = await landed(bare, item_id("samtalen", 0))
    assert "og:url" not in dict(tags(seen, "property"))
    assert "hub.test" not in seen.response.text
