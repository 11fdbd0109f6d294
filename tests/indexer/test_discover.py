"""What a page and its host are known to offer, the surest first."""

from pathlib import Path

import pytest

from indexer.answer import Answer
from indexer.discover import candidates


def found(url: str, html: str = "") -> list[tuple[str, str]]:
    answer = Answer(url, html.encode(), "text/html; charset=utf-8")
    return [(each.via, each.apple_id or each.url) for each in candidates(answer) if each.trust > 10]


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        (
            "https://en-us.spreaker.com/podcast/maj-og-magten--6114258".replace("en-us", "www"),
            "https://www.spreaker.com/show/6114258/episodes/feed",
        ),
        ("https://regelstaten.captivate.fm/episode/1", "https://feeds.captivate.fm/regelstaten/"),
        (
            "https://arbetsformedlingen.podbean.com/e/x",
            "https://feed.podbean.com/arbetsformedlingen/feed.xml",
        ),
        (
            "https://via.ritzau.dk/pressrum/cabi?publisherId=13561676",
            "https://via.ritzau.dk/rss/releases/latest?publisherId=13561676",
        ),
    ],
)
def test_known_hosts(url: str, feed: str) -> None:
    assert ("feed", feed) in found(url)
    assert ("feed", feed) in found("https://x.dk/", f'<a href="{url}">Hør</a>')


def test_apple_by_its_number() -> None:
    link = '<a href="https://podcasts.apple.com/dk/podcast/x/id77?i=1">Hør i Apple</a>'
    assert found("https://x.dk/", link) == [("apple", "77")]


def test_wordpress_and_journals() -> None:
    blog = '<meta name="generator" content="WordPress 6.4"><link href="/blog/wp-json/" rel="api">'
    assert found("https://x.dk/blog/", blog)[:2] == [
        ("feed", "https://x.dk/feed/"),
        ("feed", "https://x.dk/blog/feed/"),
    ]
    assert ("wordpress", "https://x.dk/blog/") in found("https://x.dk/blog/", blog)
    journal = '<meta name="generator" content="Open Journal Systems 3.3">'
    assert found("https://tidsskrift.dk/tfa/issue/1", journal) == [
        ("feed", "https://tidsskrift.dk/tfa/gateway/plugin/WebFeedGatewayPlugin/rss2"),
        ("oai", "https://tidsskrift.dk/tfa/oai"),
    ]


def test_a_feed_of_comments_comes_last_and_scripts_lead_nowhere() -> None:
    page = (
        '<base href="https://y.dk/a/"><a href="javascript:feed">feed</a>'
        '<link rel="alternate" type="application/atom+xml" href="comments/feed">'
        '<link rel="alternate" type="application/atom+xml" href="atom.xml">'
    )
    assert found("https://x.dk/", page) == [
        ("feed", "https://y.dk/a/atom.xml"),
        ("feed", "https://y.dk/a/comments/feed"),
    ]


def test_real_pages(corpus: Path) -> None:
    blog = (corpus / "html" / "blog.python.org.html").read_bytes()
    feeds = [
        each.url
        for each in candidates(Answer("https://blog.python.org/", blog, "text/html"))
        if each.why == "declared-feed"
    ]
    assert len(feeds) >= 2
    for path in [*(corpus / "html").iterdir(), *(corpus / "hostile").iterdir()]:
        assert candidates(Answer("https://x.dk/", path.read_bytes(), "text/html"))
