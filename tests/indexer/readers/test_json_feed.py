"""JSON Feed 1.0 and 1.1: real ones, every field in small, and every field of a wrong type."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.model import Enclosure, Listing, Localised, Person, Source
from indexer.answer import Answer
from indexer.readers import read_listing

SOURCE = Source("x", Localised((("", "X"),)), "publications", "feed")
VERSION = "https://jsonfeed.org/version/1.1"
FIELDS = (
    "id", "url", "external_url", "title", "summary", "content_html", "content_text", "language",
    "date_published", "date_modified", "author", "authors", "tags", "attachments",
)  # fmt: skip


def read(body: bytes | str) -> Listing:
    raw = body.encode() if isinstance(body, str) else body
    return read_listing(SOURCE, Answer("https://example.org/feed/all.json", raw))


def feed(*items: object, **more: object) -> str:
    return json.dumps({"version": VERSION, "title": "Kilden", "items": items, **more})


@pytest.mark.corpus
def test_real_feeds(corpus: Path) -> None:
    codes = read((corpus / "feeds/jsonfeed-1.0-humanwhocodes.json").read_bytes())
    assert (codes.title, len(codes.drafts), codes.notes) == ("Human Who Codes", 10, ())
    first = codes.drafts[0]
    assert (first.title, first.guid) == ("Using your own Supabase signing keys", first.link)
    assert first.people == (Person("Nicholas C. Zakas", "author"),)
    assert first.summary.startswith("Supabase generates JWT")
    assert "## Local Development" in first.body
    radio = read((corpus / "feeds/npr-jsonfeed-1.0.json").read_bytes())
    assert (len(radio.drafts), radio.notes) == (25, ())
    assert radio.drafts[0].date is not None
    assert radio.drafts[0].date.iso == "2021-10-29T10:26:00-04:00"
    assert radio.drafts[0].enclosures[0].type == "audio/mp3"
    assert not any("<" in draft.summary + draft.body for draft in radio.drafts)


@pytest.mark.corpus
def test_wrong_types_are_notes(corpus: Path) -> None:
    listing = read((corpus / "hostile/jsonfeed-invalid.json").read_bytes())
    assert [draft.guid for draft in listing.drafts] == ["2", "3.1415"]
    sized = [enclosure.length for enclosure in listing.drafts[0].enclosures]
    assert sized == [None, 100, None]
    assert [note.code for note in listing.notes] == ["wrong-types", "entry-skipped"]
    assert dict(listing.notes[1].details) == {"count": "6"}


def test_every_field() -> None:
    attachments = [
        {"url": "a.pdf", "mime_type": "Application/PDF"},
        {"url": "a.mp3", "size_in_bytes": 1234, "duration_in_seconds": 61.6},
        {"url": "a.mp3"},
    ]
    item = {
        "id": 7,
        "url": "../om-ips",
        "external_url": "https://other.example/",
        "title": "Om <b>IPS</b>",
        "summary": "Kort.",
        "content_html": "<p>Kort.</p><script>alert(1)</script><p>Og længere.</p>",
        "date_published": "2024-03-05T10:00:00+01:00",
        "date_modified": "2025-01-01T00:00:00Z",
        "language": "da-DK",
        "tags": ["ledighed", "Rapport"],
        "authors": [{"name": "Åse Ø."}, {"name": "Kilden"}, {"url": "https://x.example/"}],
        "attachments": attachments,
    }
    (draft,) = read(feed(item)).drafts
    assert (draft.guid, draft.link) == ("7", "https://example.org/om-ips")
    assert (draft.title, draft.summary, draft.body) == ("Om IPS", "Kort.", "Og længere.")
    assert (draft.date and draft.date.iso) == "2024-03-05T10:00:00+01:00"
    assert (draft.language, draft.form, draft.duration) == ("da", "report", 62)
    assert draft.people == (Person("Åse Ø.", "author"),)
    assert draft.enclosures == (
        Enclosure("https://example.org/feed/a.mp3", "audio/mpeg", 1234),
        Enclosure("https://example.org/feed/a.pdf", "application/pdf"),
    )


def test_what_an_item_takes_from_its_feed() -> None:
    items = [{"id": "https://x.example/1"}, {"external_url": "https://y.example/", "title": "B"}]
    listing = read(feed(*items, language="sv", authors=[{"name": "Bo Dam"}]))
    first, second = listing.drafts
    assert (first.title, first.link) == ("1", "https://x.example/1")
    assert (second.link, second.language) == ("https://y.example/", "sv")
    assert second.people == (Person("Bo Dam", "author"),)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{}", "no-feed"),
        ('{"version": ["https://example.org/"], "items": []}', "no-feed"),
        (feed({"id": "1"})[:-3], "unreadable"),
        ('{"a":' * 100_000, "unreadable"),
        ('{"version": ' + "9" * 5_000 + "}", "unreadable"),
    ],
)
def test_what_is_no_json_feed(text: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(text)
    assert caught.value.trouble.code == code


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from((*FIELDS, "name")), ANY), max_size=4), ANY)
def test_any_types_are_read(items: list[object], other: object) -> None:
    listing = read(feed(*items, title=other, authors=other, language=other, author=other))
    assert len(listing.drafts) <= len(items)
    for draft in listing.drafts:
        assert draft.title
        "".join((draft.title, draft.summary, draft.body, draft.guid)).encode()
