"""Sitemaps: real ones, news, indexes, languages, packed, plain, broken and hostile."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from hub.errors import FetchError, ReadError, SourceError
from hub.model import Draft, Listing, Localised, Part, Source, When
from indexer.answer import Answer
from indexer.readers import read_listing

AT = "https://www.a4.example/news-sitemap.xml"
MAP = Source("x", Localised((("", "A4"),)), "newsletter", "sitemap", AT, language="da")
SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def read(inner: str, root: str = "urlset", source: Source = MAP, **options: str) -> Listing:
    return read_bytes(f"<{root} {SPACES}>{inner}</{root}>".encode(), source, **options)


def read_bytes(body: bytes, source: Source = MAP, at: str = AT, **options: str) -> Listing:
    return read_listing(replace(source, options=tuple(options.items())), Answer(at, body))


def url(path: str, more: str = "") -> str:
    return f"<url><loc>https://www.a4.example{path}</loc>{more}</url>"


def test_a_news_sitemap() -> None:
    listing = read(
        url(
            "/beskaeftigelse/artikel/optakttilefteraaret",
            "<image:image><image:loc>https://cdn.example/1.jpg</image:loc></image:image><news:news>"
            "<news:publication><news:name>A4</news:name><news:language>da</news:language>"
            "</news:publication><news:publication_date>2026-03-01T08:00:00+01:00"
            "</news:publication_date><news:title>Efter&#229;ret</news:title></news:news>",
        )
        + url("/politik/artikel/andet")
        + url("/beskaeftigelse/job/opslag"),
        keep="/beskaeftigelse/",
        skip="/job/",
    )
    assert listing == Listing(
        (
            Draft(
                "Efteråret",
                link="https://www.a4.example/beskaeftigelse/artikel/optakttilefteraaret",
                date=When("2026-03-01T08:00:00+01:00"),
                language="da",
            ),
        )
    )


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/nyt/ny-rapport-om-ips", "Ny rapport om ips"),
        ("/da/udgivelser/job-foerst-13761/", "Job foerst"),
        ("/pathways-to-employment-ov9e8yxn/", "Pathways to employment"),
        ("/podcast-forsoget-n46055", "Podcast forsoget"),
        ("/om_ips%20og%20job.pdf", "Om ips og job"),
        ("/tro-paa-job/index.html", "Tro paa job"),
        ("/puljer-2022/13761901/", "Puljer 2022"),
    ],
)
def test_titles_made_of_addresses(path: str, title: str) -> None:
    (draft,) = read(url(path)).drafts
    assert (draft.title, draft.made_up_title) == (title, True)


def test_front_pages_and_files_are_no_works() -> None:
    assert read(url("/") + url("/da/") + url("") + url("/a/logo-stort.png")).drafts == ()


def test_lastmod_is_no_date_of_publication() -> None:
    plain, dated = read(
        url("/nyt/om-ips", "<lastmod>2024-03-05</lastmod>")
        + url("/nyheder/2022/09/nyt-korps/", "<lastmod>2024-03-05</lastmod>")
    ).drafts
    assert (plain.date, plain.modified) == (None, When("2024-03-05"))
    assert (dated.date, dated.modified) == (When("2022-09"), When("2024-03-05"))


def test_a_lastmod_that_most_pages_share_is_the_day_the_site_was_built() -> None:
    built = "".join(url(f"/nyt/om-{n}", "<lastmod>2024-03-05</lastmod>") for n in range(30))
    drafts = read(built + url("/nyt/andet", "<lastmod>2024-01-01</lastmod>")).drafts
    assert [draft.modified for draft in drafts] == [None] * 30 + [When("2024-01-01")]


def test_an_index_names_its_parts() -> None:
    part = "<sitemap><loc>/posts-1.xml</loc><lastmod>2024-03-05T10:00:00+01:00</lastmod></sitemap>"
    listing = read(part + part.replace("posts-1", "users"), "sitemapindex", skip="/users.xml")
    assert listing.drafts == ()
    assert listing.parts == (
        Part("https://www.a4.example/posts-1.xml", When("2024-03-05T10:00:00+01:00")),
    )


def alternate(language: str, path: str) -> str:
    at = f"https://www.a4.example{path}"
    return f'<xhtml:link rel="alternate" hreflang="{language}" href="{at}"/>'


def test_one_work_in_many_languages_is_one_draft() -> None:
    links = alternate("en", "/en/about-ips") + alternate("da-DK", "/om-ips")
    links += alternate("x-default", "/en/about-ips")
    news = "<news:news><news:title>Om IPS</news:title></news:news>"
    both = read(url("/en/about-ips", links) + url("/om-ips", links + news)).drafts
    assert [(d.title, d.link, d.language) for d in both] == [
        ("Om IPS", "https://www.a4.example/om-ips", "da")
    ]
    swedish = read(url("/om-ips", links), source=replace(MAP, language="sv")).drafts
    assert [d.link for d in swedish] == ["https://www.a4.example/en/about-ips"]
    away = links.replace("www.a4.example/om-ips", "evil.example/om-ips")
    assert [d.link for d in read(url("/en/about-ips", away)).drafts] == [
        "https://www.a4.example/en/about-ips"
    ]


def test_a_sitemap_speaks_for_its_own_site() -> None:
    listing = read(
        url("/om-ips")
        + "<url><loc>https://a4.example/om-job</loc></url>"
        + "<url><loc>https://blog.a4.example/om-tro</loc></url>"
        + "<url><loc>https://evil.example/om-ips</loc></url>"
        + "<url><loc>javascript:alert(1)</loc></url><url><loc></loc></url><url/>"
    )
    assert [draft.title for draft in listing.drafts] == ["Om ips", "Om job", "Om tro"]
    (note,) = listing.notes
    assert (note.code, note.details) == ("addresses-elsewhere", (("count", "2"),))


def test_packed_though_nobody_says_so() -> None:
    body = f"<urlset {SPACES}>{url('/om-ips')}</urlset>".encode()
    assert len(read_bytes(gzip.compress(body)).drafts) == 1
    with pytest.raises(FetchError) as raised:
        read_bytes(gzip.compress(body)[:-20])
    assert raised.value.trouble.code == "bad-encoding"


def test_a_bomb_is_too_large() -> None:
    bomb = gzip.compress(b" " * 60_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(FetchError) as raised:
        read_bytes(bomb)
    assert raised.value.trouble.code == "too-large"


def test_plain_text_and_feeds() -> None:
    plain = b"\xef\xbb\xbfhttps://www.a4.example/om-ips\r\nhttps://www.a4.example/om-job\r\n"
    assert [draft.title for draft in read_bytes(plain).drafts] == ["Om ips", "Om job"]
    feed = (
        b"<rss version='2.0'><channel><title>A</title><item><title>Om IPS</title><link>https://"
        b"www.a4.example/a</link></item><item><title>B</title><link>https://www.a4.example/b"
        b"</link></item></channel></rss>"
    )
    assert [draft.title for draft in read_bytes(feed, keep="/a").drafts] == ["Om IPS"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<!doctype html><html><body>404</body></html>", "not-a-sitemap"),
        (b"{}", "not-a-sitemap"),
        (b"Siden findes ikke", "not-a-sitemap"),
        (b"\xef\xbb\xbf", "not-a-sitemap"),
        (b"<", "not-a-sitemap"),
        (b"  ", "empty"),
    ],
)
def test_what_is_no_sitemap(body: bytes, code: str) -> None:
    with pytest.raises(SourceError) as raised:
        read_bytes(body)
    assert raised.value.trouble.code == code


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<?xml version='1.0' encoding='iso-8859-1'?>", ""),
        ("\n\n  ", ""),
        ("<!DOCTYPE x [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]>", ""),
        ("<!DOCTYPE x SYSTEM 'file:///etc/passwd'>", ""),
        ("", "<url><loc>https://www.a4.ex"),
        ("", "<url><loc>https://www.a4.example/a?x=1&y=2</loc></url></b>"),
        ("", "<url><loc>&xxe;</loc></url>"),
        ("", "<a>" * 100_000),
    ],
)
def test_ill_formed_ones_are_read_as_far_as_they_go(before: str, after: str) -> None:
    text = f"{before}<urlset>{url('/om-ips')}{after}"
    assert read_bytes(text.encode()).drafts[0].title == "Om ips"


def test_no_more_than_100_000() -> None:
    entries = "".join(f"<url><loc>/om-job-nummer-{n}-nu</loc></url>" for n in range(100_200))
    listing = read(entries)
    assert len(listing.drafts) == 100_000
    assert [note.code for note in listing.notes] == ["too-many-entries"]


@pytest.mark.corpus
def test_real_sitemaps(corpus: Path) -> None:
    at = "https://www.sitemaps.org/sitemap.xml"
    own = read_bytes((corpus / "html/sitemap.xml").read_bytes(), at=at)
    packed = read_bytes((corpus / "html/sitemap.xml.gz").read_bytes(), at=at)
    assert own.drafts == packed.drafts
    assert len(own.drafts) == 68
    assert {draft.modified for draft in own.drafts} == {None}
    path = corpus / "html/sitemap-hreflang.xml"
    (page,), parts = _both(read_bytes(path.read_bytes(), at="http://www.example.com/sitemap.xml"))
    assert (page.link, page.language) == ("http://www.example.com/deutsch/page.html", "de")
    assert parts == (Part("http://www.example.com/sitemap2.xml.gz"),)


def _both(listing: Listing) -> tuple[tuple[Draft, ...], tuple[Part, ...]]:
    return listing.drafts, listing.parts


@pytest.mark.corpus
def test_every_file_goes_through_as_a_sitemap(corpus: Path) -> None:
    refused = 0
    paths = [
        path for name in ("html", "hostile", "oai", "opml") for path in (corpus / name).iterdir()
    ]
    for path in paths:
        try:
            read_bytes(path.read_bytes())
        except (ReadError, FetchError):
            refused += 1
    assert 20 < refused < len(paths)
