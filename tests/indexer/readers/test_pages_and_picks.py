"""Sources written by hand: a single page, and a list of picks."""

from pathlib import Path

import pytest

from hub.errors import ReadError
from hub.model import Draft, Localised, Person, Pick, Source, When
from indexer.answer import Answer
from indexer.readers import read_listing

TITLE = Localised((("", "Centret"),))
PAGE = Source("side", TITLE, "publications", "page", url="https://example.org/ips", language="da")
HTML = """<!doctype html><html lang="da"><head><title>Om IPS | Centret</title>
<meta name="description" content="Kort om IPS.">
<meta name="author" content="Webmaster">
<meta property="article:published_time" content="2021-01-25T10:00:00+01:00">
<script type="application/ld+json">
{"datePublished": "2021-01-25", "author": {"name": "Anna Holm"}}</script>
</head><body><nav><a href="/">Forside</a></nav><main><article><h1>Om IPS</h1>
<p>Individuelt planlagt job med støtte begynder med jobbet og ikke med afklaringen.</p>
<p>Ansøgningsfrist 30-09-2022. Læs om troen på borgeren, som betyder mere end man tror.</p>
<ul><li>Job først</li><li>Støtte samtidig</li></ul></article></main>
<script>alert(1)</script></body></html>"""


def read(html: str | bytes, content_type: str = "text/html") -> Draft:
    body = html.encode() if isinstance(html, str) else html
    answer = Answer("https://example.org/ips/", body, content_type)
    (draft,) = read_listing(PAGE, answer).drafts
    return draft


def test_a_page_is_one_draft() -> None:
    draft = read(HTML)
    assert (draft.title, draft.guid, draft.link) == (
        "Om IPS",
        "https://example.org/ips",
        "https://example.org/ips",
    )
    assert draft.summary == "Kort om IPS."
    assert draft.body.startswith("Individuelt planlagt job")
    assert "– Job først\n– Støtte samtidig" in draft.body
    assert "alert" not in draft.body
    assert draft.people == (Person("Anna Holm", "author"),)
    assert draft.date == When("2021-01-25T10:00:00+01:00")
    assert draft.language == "da"


def test_a_date_in_the_text_is_no_date_of_the_page() -> None:
    bare = HTML.replace("article:published_time", "x").replace("datePublished", "x")
    assert read(bare).date is None


@pytest.mark.parametrize(
    ("body", "content_type", "code"),
    [
        (b"%PDF-1.7", "application/pdf", "unreadable"),
        (b"%PDF-1.7", "text/html", "unreadable"),
        (b"\x00\x01", "", "unreadable"),
        (b"<html><body></body></html>", "text/html", "no-text"),
        (b"", "text/html", "empty"),
    ],
)
def test_what_is_no_page_says_so(body: bytes, content_type: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(body, content_type)
    assert caught.value.trouble.code == code


@pytest.mark.corpus
def test_real_pages(corpus: Path) -> None:
    springer = read((corpus / "html/springer-article-citation-meta.html").read_bytes())
    assert springer.title.startswith("Drug Reaction with Eosinophilia")
    assert springer.people == (Person("Marwan H. Adwan", "author"),)
    assert springer.date == When("2017-01-30")
    norwegian = read((corpus / "html/tine-no-norwegian.html").read_bytes())
    assert norwegian.date == When("2020-10-07T20:44:48+02:00")
    assert "fotballglade barn" in norwegian.summary
    latin = read((corpus / "html/landwirt-iso8859-1.html").read_bytes())
    assert "täglichen" in latin.body


def test_picks_need_no_answer() -> None:
    pick = Pick("https://example.org/a", "En god side", "Læs den", When("2021"))
    picks = Source("p", TITLE, "publications", "picks", language="da", picks=(pick,))
    assert read_listing(picks, None).drafts == (
        Draft(
            title="En god side",
            guid="https://example.org/a",
            link="https://example.org/a",
            summary="Læs den",
            date=When("2021"),
            language="da",
        ),
    )
