"""Which pages and PDFs are worth a request, and which are none of our business."""

from dataclasses import replace
from typing import Any

import pytest

from hub.model import Draft, Enclosure, Localised, Source
from hub.visiting import NewReading
from indexer.extract import wanted
from indexer.extract.wanting import HTML, LITTLE, PDF

PAGE = "https://x.dk/viden/om-ips"
FILE = "https://x.dk/f/om-ips.pdf"
SHORT = Draft("Om IPS", link=PAGE, summary="Kort om IPS.")
LONG = replace(SHORT, body="Om IPS. " * 200)
WITH_FILE = replace(SHORT, enclosures=(Enclosure(FILE, PDF),))
THE_PAGE = NewReading("page", PAGE, HTML)
THE_FILE = NewReading("pdf", FILE, PDF)


def source(via: str, **more: Any) -> Source:
    given = {"kind": "publications", **more}
    return Source("x", Localised((("", "X"),)), via=via, **given)


@pytest.mark.parametrize("via", ["picks", "listing", "sitemap"])
def test_the_pages_of_a_list_of_addresses(via: str) -> None:
    assert wanted(LONG, source(via)) == (THE_PAGE,)
    assert wanted(WITH_FILE, source(via)) == (THE_FILE, THE_PAGE)


def test_a_page_that_is_the_source_has_been_read_and_those_it_leads_to_have_not() -> None:
    assert wanted(SHORT, source("page")) == ()
    assert wanted(SHORT, source("page", options=(("follow", "*/viden/*"),))) == (THE_PAGE,)


@pytest.mark.parametrize("via", ["feed", "wordpress"])
@pytest.mark.parametrize("kind", ["publications", "newsletter"])
def test_the_page_where_the_listing_brings_little(via: str, kind: str) -> None:
    just = replace(SHORT, summary="o" * 400, body="m" * (LITTLE - 400))
    assert wanted(just, source(via, kind=kind)) == (THE_PAGE,)
    assert wanted(replace(just, body=just.body + "m"), source(via, kind=kind)) == ()


@pytest.mark.parametrize("via", ["oai", "openalex", "crossref"])
def test_the_landing_page_of_a_catalogue_that_knows_no_pdf(via: str) -> None:
    doi = "https://doi.org/10.1234/ips"
    assert wanted(replace(LONG, link=doi), source(via)) == (NewReading("page", doi, HTML),)
    assert wanted(WITH_FILE, source(via)) == (THE_FILE,)


@pytest.mark.parametrize(
    "link",
    [
        None,
        "mailto:anna@x.dk",
        "ftp://x.dk/om-ips",
        "https://x.dk/om-ips.MP3?dl=1",
        "https://x.dk/om-ips.docx",
        "https://x.dk/om-ips.jpg",
    ],
)
def test_what_is_no_page_is_not_asked_for(link: str | None) -> None:
    for via in ("picks", "feed", "oai"):
        assert wanted(replace(SHORT, link=link), source(via)) == ()


def test_what_is_closed_is_left_alone() -> None:
    for closed in (
        source("feed", access="login"),
        source("listing", access="subscription"),
        source("feed", show="link"),
        source("sitemap", show="link"),
    ):
        assert wanted(WITH_FILE, closed) == ()
    assert wanted(replace(WITH_FILE, access="subscription"), source("feed")) == ()
    assert wanted(replace(SHORT, access="open"), source("feed")) == (THE_PAGE,)


@pytest.mark.parametrize("via", ["mail", "apple"])
def test_mails_lead_to_no_page(via: str) -> None:
    assert wanted(SHORT, source(via, kind="newsletter")) == ()


def test_an_episodes_page_is_only_looked_through_for_what_is_said() -> None:
    episode = NewReading("episode", PAGE, HTML)
    assert wanted(SHORT, source("feed", kind="podcast")) == (episode,)
    assert wanted(SHORT, source("feed", kind="podcast", access="login")) == ()
