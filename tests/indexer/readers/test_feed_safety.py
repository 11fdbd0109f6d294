"""No feed may hurt: scripts come out as inert text, and nothing but ReadError ever comes up."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.model import Draft, Localised, Source
from indexer.answer import Answer
from indexer.readers import read_listing

SOURCE = Source("x", Localised((("", "X"),)), "podcast", "feed", url="https://example.org/rss")
ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe src='https://evil.example'></iframe>",
    "<b onmouseover=alert(1)>x</b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>body{display:none}</style>",
    "<scr<script>ipt>alert(1)</script>",
)
TAG = re.compile(r"<[a-z/!]", re.IGNORECASE)
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:psc="http://podlove.org/simple-chapters"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{0}</title><item><title>{0}</title><guid>{0}</guid><link>{0}</link>
<description>{0}</description><content:encoded>{0} og en hel del mere</content:encoded>
<itunes:author>{0}</itunes:author><dc:creator>{0}</dc:creator><pubDate>{0}</pubDate>
<itunes:duration>{0}</itunes:duration><itunes:season>{0}</itunes:season>
<enclosure url="{0}" type="{0}" length="{0}"/><podcast:person role="{0}">{0}</podcast:person>
<podcast:soundbite startTime="1" duration="5">{0}</podcast:soundbite>
<podcast:alternateEnclosure type="{0}"><podcast:source uri="{0}"/></podcast:alternateEnclosure>
<podcast:license url="{0}">{0}</podcast:license><dc:publisher>{0}</dc:publisher>
<podcast:transcript url="{0}" type="{0}" language="{0}"/><podcast:chapters url="{0}"/>
<psc:chapters><psc:chapter start="0:01" title="{0}"/></psc:chapters></item></channel></rss>"""


def read(body: bytes, content_type: str = "") -> tuple[Draft, ...]:
    return read_listing(SOURCE, Answer("https://example.org/", body, content_type)).drafts


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_come_out_as_inert_text(attack: str) -> None:
    for escaped in (
        attack,
        attack.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;"),
    ):
        attributes = escaped.replace("<", "&lt;")
        for draft in read(
            FEED.replace('"{0}"', f'"{attributes}"').replace("{0}", escaped).encode()
        ):
            shown = [draft.title, draft.summary, draft.body, *(c.title for c in draft.chapters)]
            shown += [person.name for person in draft.people]
            shown += [draft.publisher, *(bite.title for bite in draft.soundbites)]
            for text in shown:
                assert not TAG.search(text)
            addresses = [draft.link, draft.chapters_url, *(e.url for e in draft.enclosures)]
            for address in [*addresses, *(t.url for t in draft.transcripts)]:
                assert address is None or address.startswith("https://example.org/")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_mutated_and_cut_feeds_raise_nothing_but_read_errors(data: st.DataObject) -> None:
    body = bytearray(FEED.replace("{0}", "Ærlig snak – &amp;#xE5; 12:30").encode())
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 40))] = data.draw(
            st.sampled_from(
                [b"", b"<", b"&", b"]]>", b"<item>", b"</item>", b"\x00", b"\xe6", b"&#0;"]
            )
            | st.binary(max_size=12)
        )
        body = body or bytearray(b" ")
    cut = bytes(body[: data.draw(st.integers(0, len(body)))])
    content_type = data.draw(
        st.sampled_from(["", "text/xml", "text/html; charset=utf-16", "a;charset=hex"])
    )
    try:
        drafts = read(cut, content_type)
    except ReadError:
        return
    for draft in drafts:
        assert draft.title
        "".join((draft.title, draft.summary, draft.body, draft.guid)).encode()


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["feed", "page"]))
def test_any_bytes_are_a_listing_or_a_read_error(body: bytes, via: str) -> None:
    try:
        read_listing(
            Source("x", SOURCE.title, "podcast", via), Answer("https://example.org/", body)
        )
    except ReadError:
        return


def test_sizes_are_capped() -> None:
    huge = FEED.replace("{0}", "langt ord " * 200_000)
    (draft,) = read(huge.encode())
    assert len(draft.title) <= 500
    assert len(draft.summary) <= 1_000_000
    assert len(draft.guid) <= 2_000


def test_depth_costs_no_time() -> None:
    (draft,) = read(FEED.replace("{0}", "&lt;div&gt;" * 50_000 + "dybt").encode())
    assert draft.title == "dybt"


def test_references_to_what_is_no_character_are_dropped() -> None:
    (draft,) = read(FEED.replace("{0}", "a&#xD800;b&#0;c&#99999999999;d&#xFFFFFF;").encode())
    assert draft.title == "abcd"
