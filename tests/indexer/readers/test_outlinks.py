"""What a newsletter points at: targets, never those who count, share or know the reader."""

from pathlib import Path

import pytest

from hub.model import Link, Localised, Source
from indexer.answer import Answer
from indexer.readers.feed import read_feed
from indexer.readers.outlinks import MOST_LINKS, links_in


def test_links_have_the_words_of_the_first_that_has_any() -> None:
    markup = """<a href="/ips"><img src="a.png"></a> <a href="/ips?utm_source=x">Om
      <b>IPS</b></a> <a href="#top">Op</a> <a href="/kort"><img alt="Kort over landet"></a>
      <a href="https://nyt.dk/afmeld">Væk</a> <a href="/x">Afmeld dig her</a>
      <a href="https://nyt.dk/uge-8">Læs i browser</a>"""
    assert links_in(markup, "https://nyt.dk/", "https://nyt.dk/uge-8/") == (
        Link("https://nyt.dk/ips", "Om IPS"),
        Link("https://nyt.dk/kort", "Kort over landet"),
    )


@pytest.mark.parametrize(
    "markup", ["", "<a href", "<a href=''>", "\x00<a href='http://[x'>x", "<b>" * 50_000 + "href"]
)
def test_broken_markup_has_no_links(markup: str) -> None:
    assert links_in(markup) == ()


def test_nobody_fills_the_store_with_links() -> None:
    markup = "".join(f"<a href='https://star.dk/{n}'>{n}</a>" for n in range(2 * MOST_LINKS))
    assert len(links_in(markup)) == MOST_LINKS


@pytest.mark.parametrize(("kind", "some"), [("newsletter", True), ("publications", False)])
def test_a_newsletter_s_feed_has_links_too(corpus: Path, kind: str, *, some: bool) -> None:
    body = (corpus / "newsletters" / "404media-ghost.xml").read_bytes()
    title = Localised((("", "404"),))
    source = Source("g", title, "newsletter" if some else "publications", "feed")
    drafts = read_feed(source, Answer("https://www.404media.co/rss/", body)).drafts
    assert any(draft.links for draft in drafts) == some
    assert not [link for d in drafts for link in d.links if "utm_" in link.url]
    assert not [d.link for d in drafts if d.link in {link.url for link in d.links}]
