"""Real feeds, as publishers serve them (see the corpus' own list of what is odd about each)."""

import re
from pathlib import Path

import pytest

from hub.errors import ReadError
from hub.model import KIND_OF, Listing, Localised, Source, SourceKind
from indexer.answer import Answer
from indexer.readers import read_listing

pytestmark = pytest.mark.corpus


def source(kind: SourceKind = "podcast", via: str = "feed") -> Source:
    return Source("x", Localised((("", "X"),)), kind, via, url="https://example.org/feed")


def read(path: Path, kind: SourceKind = "podcast", content_type: str = "") -> Listing:
    body = path.read_bytes()
    return read_listing(source(kind), Answer("https://example.org/feed", body, content_type))


def read_body(body: bytes) -> Listing:
    return read_listing(source(), Answer("https://example.org/feed", body))


COUNTS = {
    "feeds/1046-items-no-content.xml": 1046,
    "feeds/atom-no-xml-declaration.xml": 120,
    "feeds/davidbau-rdf-iso8859-1-t1.xml": 15,
    "feeds/davidbau-rdf-iso8859-1-t2.xml": 15,
    "feeds/duplicate-content-atom.xml": 10,
    "feeds/dw-rdf10.xml": 141,
    "feeds/gatsby-missing-dates.xml": 17,
    "feeds/golem-iso8859-1.xml": 40,
    "feeds/hackernews-same-guid.xml": 30,
    "feeds/not-well-formed-no-declaration.xml": 15,
    "feeds/oceanbites-atom-doi.xml": 20,
    "feeds/ssrn-papers-rss.xml": 363,
    "feeds/youtube-atom-media.xml": 15,
    "hostile/declared-utf16-is-utf8-456kB.xml": 59,
    "newsletters/404media-ghost.xml": 15,
    "newsletters/stratechery-wordpress.xml": 10,
    "podcasts/cre-podlove-psc.xml": 30,
    "podcasts/dr-bakspejl-2025-02.xml": 119,
    "podcasts/dr-bakspejl-2026-03.xml": 145,
    "podcasts/dr-genstart-dox-2026-03.xml": 24,
    "podcasts/dr-hvem-er-2026-03.xml": 25,
    "podcasts/dr-prompt-2026-03-29-crlf.xml": 122,
    "podcasts/fallthrough-transistor-chapters.xml": 64,
    "podcasts/launched-fireside-person.xml": 36,
    "podcasts/no-agenda-pc20.xml": 29,
    "podcasts/pc20-namespace-example.xml": 3,
    "podcasts/podverse-liveitem.xml": 5,
    "podcasts/sentimental-garbage-acast.xml": 138,
}


@pytest.mark.parametrize("name", COUNTS)
def test_every_entry_is_there(corpus: Path, name: str) -> None:
    listing = read(corpus / name)
    assert len(listing.drafts) == COUNTS[name]
    assert all(draft.title for draft in listing.drafts)


@pytest.mark.parametrize("via", ["feed", "page"])
def test_no_file_of_all_raises_anything_but_a_read_error(corpus: Path, via: str) -> None:
    readable, codes = 0, set()
    for path in sorted(path for path in corpus.glob("*/*") if path.is_file()):
        answer = Answer("https://example.org/", path.read_bytes())
        try:
            listing = read_listing(source("newsletter", via), answer)
        except ReadError as error:
            codes.add(error.trouble.code)
        else:
            readable += 1
            assert all(draft.title for draft in listing.drafts), path.name
    assert readable > 10
    assert codes <= {"empty", "not-a-feed", "no-feed", "unreadable", "no-text", "pdf-locked"}


def test_dates_with_dots_keep_their_offset(corpus: Path) -> None:
    drafts = read(corpus / "podcasts/dr-bakspejl-2026-03.xml").drafts
    dates = [draft.date.iso for draft in drafts if draft.date]
    assert len(dates) == len(drafts)
    assert dates[0] == "2025-11-10T05:00:00+01:00"
    assert {iso[-6:] for iso in dates} == {"+01:00", "+02:00"}


def test_double_escaping_is_gone_and_both_states_of_a_feed_say_the_same(corpus: Path) -> None:
    fixed = read(corpus / "podcasts/dr-prompt-2026-03-28-fixed.xml").drafts
    broken = read(corpus / "podcasts/dr-prompt-2026-03-29-crlf.xml").drafts
    assert [draft.guid for draft in broken] == [draft.guid for draft in fixed]
    assert [draft.title for draft in broken] == [draft.title for draft in fixed]
    same = sum(a.summary == b.summary for a, b in zip(fixed, broken, strict=True))
    assert same / len(fixed) > 0.9
    assert not any("&#" in draft.title + draft.summary for draft in broken)


def test_all_enclosures_audio_first(corpus: Path) -> None:
    old = read(corpus / "podcasts/dr-bakspejl-2025-02.xml").drafts
    assert max(len(draft.enclosures) for draft in old) == 5
    new = read(corpus / "podcasts/dr-bakspejl-2026-03.xml").drafts[0].enclosures
    assert [enclosure.type for enclosure in new] == [
        *["audio/x-m4a"] * 3,
        *["audio/mpeg"] * 2,
        "application/vnd.apple.mpegurl",
    ]
    assert new[-1].length is None


def test_all_transcripts_though_the_feed_is_ill_formed(corpus: Path) -> None:
    listing = read(corpus / "podcasts/no-agenda-pc20.xml")
    assert sum(len(draft.transcripts) for draft in listing.drafts) == 29
    assert all(draft.chapters_url for draft in listing.drafts)
    assert [note.code for note in listing.notes] == ["ill-formed"]
    first = listing.drafts[0]
    assert first.transcripts[0].url.endswith("NA-1393-Captions.srt")
    assert [person.name for person in first.people] == ["Adam Curry", "John C Dvorak"]


def test_podlove_chapters_in_order(corpus: Path) -> None:
    drafts = read(corpus / "podcasts/cre-podlove-psc.xml").drafts
    assert sum(len(draft.chapters) for draft in drafts) == 231
    second = drafts[1].chapters
    assert (second[0].title, second[1].start) == ("Intro", 56.455)
    assert all(
        [c.start for c in draft.chapters] == sorted(c.start for c in draft.chapters)
        for draft in drafts
    )


def test_the_reference_example_of_the_podcast_namespace(corpus: Path) -> None:
    first = read(corpus / "podcasts/pc20-namespace-example.xml").drafts[0]
    assert [transcript.type for transcript in first.transcripts] == ["text/plain", "text/vtt"]
    assert (first.season, first.episode) == (1, 3)
    assert [(p.name, p.role) for p in first.people][:2] == [
        ("Adam Curry", "host"),
        ("Dave Jones", "guest"),
    ]


def test_live_items_give_neither_title_nor_entries(corpus: Path) -> None:
    listing = read(corpus / "podcasts/podverse-liveitem.xml")
    assert listing.title == "Podverse - Test Feed"
    assert not any(draft.title.startswith("Live") for draft in listing.drafts)


def test_a_truncated_feed_is_read_as_far_as_it_goes(corpus: Path) -> None:
    listing = read(corpus / "feeds/osm-pl-truncated-mid-cdata.xml", "publications")
    assert len(listing.drafts) in (7, 8)
    assert [note.code for note in listing.notes] == ["ill-formed"]
    assert "CDATA" in dict(listing.notes[0].details)["reason"]


def test_encodings_of_the_wild(corpus: Path) -> None:
    golem = read(corpus / "feeds/golem-iso8859-1.xml", "publications").drafts
    assert any("ü" in draft.summary for draft in golem)
    dash = read(corpus / "feeds/davidbau-rdf-iso8859-1-t2.xml", "publications").drafts
    assert any("—" in draft.summary + draft.body for draft in dash)
    everything = " ".join(draft.summary + draft.body for draft in (*golem, *dash))
    assert "\ufffd" not in everything
    korean = read(corpus / "hostile/mf-utf8-incorrect-prolog.xml")
    assert korean.title == "테스트 피드"
    assert read(corpus / "hostile/mf-windows-1252-incorrect-prolog.xml").title == "Euro €"


def test_items_without_guid_or_date(corpus: Path) -> None:
    links = [draft.link for draft in read(corpus / "feeds/hackernews-same-guid.xml").drafts]
    assert len(set(links)) == 30
    assert None not in links
    gatsby = read(corpus / "feeds/gatsby-missing-dates.xml", "publications").drafts
    assert sum(draft.date is None for draft in gatsby) == 7


def test_youtube_and_acast(corpus: Path) -> None:
    video = read(corpus / "feeds/youtube-atom-media.xml").drafts[0]
    assert video.guid == "yt:video:8XW9LWPlAFc"
    assert video.summary.startswith("From Tuesdays with Stories")
    acast = read(corpus / "podcasts/sentimental-garbage-acast.xml")
    assert acast.notes == ()
    assert all(draft.duration and draft.enclosures for draft in acast.drafts)


def test_no_text_is_stored_twice(corpus: Path) -> None:
    for name in COUNTS:
        for draft in read(corpus / name).drafts:
            assert not draft.body or draft.body != draft.summary, name
            assert not draft.body.startswith(draft.summary + "\n") or not draft.summary, name


def test_web_pages_where_a_feed_is_due(corpus: Path) -> None:
    for name in ("hostile/html-scam-page.html", "html/blog.python.org.html"):
        with pytest.raises(ReadError) as caught:
            read(corpus / name)
        assert caught.value.trouble.code == "not-a-feed"
    with pytest.raises(ReadError) as empty:
        read(corpus / "hostile/pdf-empty.pdf")
    assert empty.value.trouble.code == "empty"


def test_kinds_are_all_read_alike(corpus: Path) -> None:
    titles = {
        tuple(d.title for d in read(corpus / "feeds/dw-rdf10.xml", kind).drafts) for kind in KIND_OF
    }
    assert len(titles) == 1


@pytest.mark.parametrize("folder", ["feeds", "podcasts", "newsletters", "hostile"])
def test_every_real_feed_cut_anywhere_is_read_as_far_as_it_goes(corpus: Path, folder: str) -> None:
    for path in sorted(corpus.glob(f"{folder}/*.xml")):
        body = path.read_bytes()
        if len(body) > 120_000:
            continue
        found = 0
        for share in (0.02, 0.3, 0.6, 0.97):
            try:
                drafts = read_body(body[: int(len(body) * share)]).drafts
            except ReadError:
                continue
            assert len(drafts) >= found, path.name
            assert all(draft.title for draft in drafts)
            found = len(drafts)


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "no-such"])
@pytest.mark.parametrize("actual", ["utf-8", "cp1252", "utf-16"])
def test_a_danish_feed_in_another_encoding_than_it_says(
    corpus: Path, declared: str, actual: str
) -> None:
    text = (corpus / "podcasts/dr-min-ven-hermann-goring-2026-03.xml").read_text("utf-8")
    told = re.sub(r"<\?xml[^>]*\?>", f'<?xml version="1.0" encoding="{declared}"?>', text)
    right = [draft.title for draft in read_body(text.encode()).drafts]
    drafts = read_body(told.encode(actual, "xmlcharrefreplace")).drafts
    assert [draft.title for draft in drafts] == right
    assert any(letter in " ".join(right).lower() for letter in "æøå")


def test_entries_that_are_in_a_feed_twice_tell_the_same_both_times(corpus: Path) -> None:
    drafts = read(corpus / "podcasts/fallthrough-transistor-chapters.xml").drafts
    guids = [draft.guid for draft in drafts]
    twice = {guid for guid in guids if guids.count(guid) > 1}
    assert len(twice) == 2
    told = {(draft.guid, draft.title, draft.chapters_url) for draft in drafts}
    assert len({each for each in told if each[0] in twice}) == 2


def test_names_and_chapters_that_were_escaped_twice() -> None:
    feed = (
        '<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0" '
        'xmlns:psc="http://podlove.org/simple-chapters"><channel><title>K</title><item>'
        "<title>S&amp;#xE5; l&amp;aelig;nge</title><podcast:person>&amp;Oslash;.&amp;#xA0;Holm"
        '</podcast:person><psc:chapters><psc:chapter start="1" title="Tro &amp;amp; h&amp;aring;b"'
        "/></psc:chapters></item></channel></rss>"
    )
    (draft,) = read_body(feed.encode()).drafts
    assert draft.title == "Så længe"
    assert [person.name for person in draft.people] == ["Ø. Holm"]
    assert [chapter.title for chapter in draft.chapters] == ["Tro & håb"]
