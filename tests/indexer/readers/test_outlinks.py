"""What a newsletter points at: targets, never those who count, share or know the reader."""

from pathlib import Path

import pytest

from hub.model import Link, Localised, Source
from hub.unwrapping import archived, clean
from indexer.answer import Answer
from indexer.readers.feed import read_feed
from indexer.readers.outlinks import MOST_LINKS, links_in


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://star.dk/nyt?utm_source=brev&side=2#top", "https://star.dk/nyt?side=2"),
        ("https://star.dk/nyt?mc_cid=1&mc_eid=2", "https://star.dk/nyt"),
        ("https://jo:kode@star.dk/nyt", "https://star.dk/nyt"),
        ("https://x.us7.list-manage.com/track/click?u=a&id=b&e=c", None),
        ("https://u123.ct.sendgrid.net/ls/click?upn=u001.Abc", None),
        ("https://click.post.dk/?qs=a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4e5F6a1B2c3D4", None),
        ("https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstar.dk%2Fips&data=05",
         "https://star.dk/ips"),
        ("https://www.google.com/url?q=https://star.dk/ips&sa=D", "https://star.dk/ips"),
        ("https://mandrillapp.com/track/click/1/star.dk?p=eyJzIjoi", None),
        ("https://klik.post.dk/redirect?to=https%3A%2F%2Fstar.dk%2Fa%3Futm_id%3D1",
         "https://star.dk/a"),
        ("https://links.post.dk/ls/click/aHR0cHM6Ly9zdGFyLmRrL2lwcw", "https://star.dk/ips"),
        ("https://web.archive.org/web/2020/https://star.dk/", "https://web.archive.org/web/2020/https://star.dk/"),
        ("https://www.facebook.com/sharer.php?u=https://star.dk", None),
        ("https://www.linkedin.com/shareArticle?url=https://star.dk", None),
        ("mailto:jo@star.dk", None),
        ("javascript:alert(1)", None),
        ("https://[star.dk", None),
    ],
)  # fmt: skip
def test_an_address_is_cleaned_or_its_target_or_nothing(url: str, target: str | None) -> None:
    assert clean(url) == target


def test_what_names_a_reader_goes_from_mails_alone() -> None:
    url = "https://star.dk/nyt?uid=7&email=jo%40star.dk"
    assert clean(url) == "https://star.dk/nyt"
    assert clean("https://star.dk/nyt?uid=7", of_a_mail=False) == "https://star.dk/nyt?uid=7"


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://us2.campaign-archive.com/?u=1a&id=2b&e=3c",
         "https://us2.campaign-archive.com/?u=1a&id=2b"),
        ("https://mailchi.mp/1a/uge-8?e=3c", "https://mailchi.mp/1a/uge-8"),
        ("https://star.peytzmail.com/v/8?t=", "https://star.peytzmail.com/v/8?t="),
        ("https://x.list-manage.com/track/click?u=a&id=b&e=c", None),
    ],
)  # fmt: skip
def test_the_page_of_an_issue_may_be_the_sending_service_s(url: str, kept: str | None) -> None:
    assert archived(url) == kept


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
