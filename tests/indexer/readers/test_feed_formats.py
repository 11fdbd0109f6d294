"""Every feed format in small, and what each field becomes."""

import pickle

import pytest

from hub.errors import ReadError
from hub.model import Chapter, Draft, Enclosure, Listing, Localised, Person, Source, Transcript
from indexer.answer import Answer
from indexer.readers import is_read, needs_fetch, read_listing, reader_version

SOURCE = Source(
    "lyd", Localised((("", "Jobbet først"),)), "podcast", "feed", url="https://example.org/rss"
)
PODCAST = "https://podcastindex.org/namespace/1.0"
ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"


def read(text: str | bytes, content_type: str = "application/rss+xml") -> Listing:
    body = text.encode() if isinstance(text, str) else text
    return read_listing(SOURCE, Answer("https://example.org/a/feed.xml", body, content_type))


def rss(item: str, channel: str = "", attributes: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:itunes="{ITUNES}" '
        f'xmlns:podcast="{PODCAST}" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" {attributes}>'
        f"<channel><title>Kanalen</title>{channel}<item>{item}</item></channel></rss>"
    )


def only(item: str, channel: str = "", attributes: str = "") -> Draft:
    (draft,) = read(rss(item, channel, attributes)).drafts
    return draft


RSS_090 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>K</title></channel>
 <item><title>Om IPS</title><link>https://example.org/ips</link></item></rdf:RDF>"""
RSS_091 = """<rss version="0.91"><channel><title>K</title><language>da</language>
 <item><title>Om IPS</title><link>https://example.org/ips</link>
 <description>Kort sagt</description></item></channel></rss>"""
RSS_092 = RSS_091.replace("0.91", "0.92")
RSS_10 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
 <channel rdf:about="https://example.org/"><title>K</title></channel>
 <item rdf:about="https://example.org/ips"><title>Om IPS</title>
 <link>https://example.org/ips</link><dc:date>2024-03-05</dc:date>
 <dc:creator>Anna Holm</dc:creator></item></rdf:RDF>"""
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>K</title>
 <entry><title>Om IPS</title><link rel="alternate" type="text/html" href="https://example.org/ips"/>
 <id>tag:example.org,2004:1</id><issued>2004-03-05T10:00:00+01:00</issued></entry></feed>"""
ATOM_10 = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/b/">
 <title>K</title><author><name>Redaktionen</name></author>
 <entry><title type="html">Om &lt;b>IPS&lt;/b></title><link href="../ips"/><id>urn:1</id>
 <published>2024-03-05T10:00:00+01:00</published><updated>2025-01-01T00:00:00Z</updated>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Et.</p><p>To.</p></div></content>
 </entry></feed>"""


@pytest.mark.parametrize("feed", [RSS_090, RSS_091, RSS_092, RSS_10, ATOM_03, ATOM_10])
def test_every_format_gives_title_and_link(feed: str) -> None:
    listing = read(feed)
    assert listing.title == "K"
    assert [(d.title, d.link) for d in listing.drafts] == [("Om IPS", "https://example.org/ips")]
    assert listing.notes == ()


def test_what_each_format_adds() -> None:
    assert read(RSS_091).drafts[0].language == "da"
    (rdf,) = read(RSS_10).drafts
    assert (rdf.guid, rdf.people) == ("https://example.org/ips", (Person("Anna Holm", "author"),))
    assert rdf.date
    assert rdf.date.iso == "2024-03-05"
    (old,) = read(ATOM_03).drafts
    assert old.date
    assert old.date.iso == "2004-03-05T10:00:00+01:00"
    (atom,) = read(ATOM_10).drafts
    assert atom.date
    assert atom.date.iso == "2024-03-05T10:00:00+01:00"
    assert atom.summary == "Et.\n\nTo."
    assert atom.people == (Person("Redaktionen", "author"),)


def test_podcast_fields() -> None:
    draft = only(
        """<title>2: Troen på borgeren</title><guid isPermaLink="false">abc</guid>
        <itunes:duration>1:02:03</itunes:duration><itunes:season>2</itunes:season>
        <itunes:episode>7</itunes:episode><itunes:author>Jobbet først</itunes:author>
        <enclosure url="https://cdn.example.org/a.mp4" type="video/mp4" length="0"/>
        <enclosure url="/a.mp3" type="audio/mpeg" length="1234"/>
        <podcast:person role="Guest">Anna Holm</podcast:person>
        <podcast:person>Bo Dam</podcast:person>
        <podcast:transcript url="/a.html" type="text/html"/>
        <podcast:transcript url="/a.vtt" type="text/vtt" language="da"/>
        <podcast:transcript url="javascript:alert(1)" type="text/vtt"/>
        <podcast:chapters url="https://example.org/a.json" type="application/json+chapters"/>"""
    )
    assert (draft.guid, draft.link) == ("abc", None)
    assert (draft.duration, draft.season, draft.episode) == (3723, 2, 7)
    assert draft.enclosures == (
        Enclosure("https://example.org/a.mp3", "audio/mpeg", 1234),
        Enclosure("https://cdn.example.org/a.mp4", "video/mp4", None),
    )
    assert draft.people == (Person("Anna Holm", "guest"), Person("Bo Dam", "host"))
    assert draft.transcripts == (
        Transcript("https://example.org/a.html", "text/html"),
        Transcript("https://example.org/a.vtt", "text/vtt", "da"),
    )
    assert draft.chapters_url == "https://example.org/a.json"


def test_a_live_item_is_neither_an_episode_nor_the_show() -> None:
    live = "<podcast:liveItem status='live'><title>Direkte</title><guid>x</guid></podcast:liveItem>"
    listing = read(rss("<title>Afsnit</title><guid>a</guid>", channel=live))
    assert listing.title == "Kanalen"
    assert [draft.title for draft in listing.drafts] == ["Afsnit"]


def test_people_of_the_show_are_those_of_an_entry_that_names_none() -> None:
    hosts = "<podcast:person>Bo Dam</podcast:person>"
    assert only("<title>A</title>", channel=hosts).people == (Person("Bo Dam", "host"),)


def test_chapters_from_podlove_and_from_show_notes() -> None:
    podlove = only(
        "<title>A</title><psc:chapters><psc:chapter start='00:01:30.500' title='To'/>"
        "<psc:chapter start='0:10' title='Et'/><psc:chapter start='?' title='Nej'/></psc:chapters>",
        attributes="xmlns:psc='http://podlove.org/simple-chapters'",
    )
    assert podlove.chapters == (Chapter(10.0, "Et"), Chapter(90.5, "To"))
    notes = "<![CDATA[<p>Om job.</p><ul><li>00:00 Intro</li><li>12:31 Om IPS</li></ul>]]>"
    noted = only(f"<title>A</title><description>{notes}</description>")
    assert noted.chapters == (Chapter(0.0, "Intro"), Chapter(751.0, "Om IPS"))


def test_summary_and_body_share_no_text() -> None:
    both = only(
        "<title>A</title><description>Kort om sagen.</description>"
        "<content:encoded><![CDATA[<p>Kort om sagen.</p><p>Langt om sagen.</p>]]></content:encoded>"
    )
    assert (both.summary, both.body) == ("Kort om sagen.", "Langt om sagen.")
    twice = only(
        "<title>A</title><description>&lt;p&gt;Kort.&lt;/p&gt;</description>"
        "<itunes:summary>Kort.</itunes:summary>"
    )
    assert (twice.summary, twice.body) == ("Kort.", "")


def test_a_long_content_alone_leaves_only_its_lead_as_summary() -> None:
    paragraphs = "".join(f"<p>Afsnit {n}. {'ord ' * 60}</p>" for n in range(10))
    draft = only(f"<title>A</title><content:encoded><![CDATA[{paragraphs}]]></content:encoded>")
    assert draft.summary.startswith("Afsnit 0.")
    assert len(draft.summary) <= 600
    assert (draft.summary + draft.body).count("Afsnit") == 10


def test_an_entry_without_title_takes_its_first_words_or_the_name_of_its_file() -> None:
    assert only("<description>Om at tro på det.\nMere.</description>").title == "Om at tro på det."
    named = only("<enclosure url='/lyd/om-ips_og%20job.mp3' type='audio/mpeg'/>")
    assert (named.title, named.link) == ("om ips og job", None)


def test_an_entry_with_nothing_is_left_out_and_counted() -> None:
    listing = read(rss("<title>A</title></item><item><guid>x</guid>"))
    assert [draft.title for draft in listing.drafts] == ["A"]
    assert [(n.code, n.details) for n in listing.notes] == [("entry-skipped", (("count", "1"),))]


def test_of_too_many_entries_the_first_are_taken() -> None:
    listing = read(rss("</item><item>".join(f"<title>{n}</title>" for n in range(20_001))))
    assert (len(listing.drafts), listing.drafts[-1].title) == (20_000, "19999")
    assert [note.code for note in listing.notes] == ["too-many-entries"]


def test_a_guid_is_no_link_unless_it_is_an_address() -> None:
    assert only("<title>A</title><guid>side-7</guid>").link is None
    assert (
        only("<title>A</title><guid>https://example.org/7</guid>").link == "https://example.org/7"
    )


def test_editors_know_the_language_better_than_the_feed() -> None:
    english = "<language>en-us</language>"
    assert only("<title>A</title>", channel=english).language == "en"
    danish = Source("x", SOURCE.title, "podcast", "feed", language="da")
    answer = Answer("https://example.org/", rss("<title>A</title>", channel=english).encode())
    assert read_listing(danish, answer).drafts[0].language == "da"


@pytest.mark.parametrize(
    ("encoded", "content_type"),
    [
        ("utf-8", "text/xml"),
        ("iso-8859-1", "application/xml; charset=iso-8859-1"),
        ("cp1252", "application/xml; charset=iso-8859-1"),
        ("utf-16", "application/xml"),
        ("utf-8", "application/xml; charset=iso-8859-1"),
        ("utf-8-sig", "application/xml; charset=no-such-thing"),
    ],
)
def test_encodings_right_and_wrong(encoded: str, content_type: str) -> None:
    text = "<rss version='2.0'><channel><item><title>Ærø, Åse – ø</title></item></channel></rss>"
    text = text.replace("–", "-") if encoded == "iso-8859-1" else text
    (draft,) = read(text.encode(encoded), content_type).drafts
    assert draft.title.replace("-", "–") == "Ærø, Åse – ø"


def test_double_escaping_is_undone_in_every_field() -> None:
    draft = only("<title>Tr&amp;#xF8;st &amp;amp; h&amp;aring;b</title>")
    assert draft.title == "Trøst & håb"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("<!doctype html><html><body><p>Hej</p></body></html>", "not-a-feed"),
        ('{"version": "https://jsonfeed.org/version/1"}', "no-feed"),
        ("%PDF-1.7", "no-feed"),
    ],
)
def test_what_is_no_feed_says_so(body: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(body)
    assert caught.value.trouble.code == code


def test_an_empty_feed_is_a_feed() -> None:
    assert read("<rss version='2.0'><channel><title>Ny</title></channel></rss>") == Listing(
        (), "Ny"
    )


def test_a_fault_is_noted_and_the_rest_read() -> None:
    listing = read(rss("<title>A</title></item><item><title>B & C</title>"))
    assert [draft.title for draft in listing.drafts] == ["A", "B & C"]
    (note,) = listing.notes
    assert note.code == "ill-formed"
    assert "not well-formed" in dict(note.details)["reason"]


def test_an_entity_bomb_does_nothing() -> None:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    (draft,) = read(f"{bomb}{rss('<title>A &l9; &f;</title>').partition('?>')[2]}").drafts
    assert len(draft.title) < 100
    assert "root" not in draft.title


def test_listings_go_between_processes() -> None:
    listing = read(rss("<title>A</title><podcast:person>Bo</podcast:person>"))
    assert pickle.loads(pickle.dumps(listing)) == listing


def test_the_readers_there_are() -> None:
    vias = ("feed", "picks", "page", "oai", "mail", "telefax")
    assert [via for via in vias if is_read(via)] == list(vias[:-1])
    assert (needs_fetch("feed"), needs_fetch("picks")) == (True, False)
    assert reader_version("feed")
    assert reader_version("picks")
    with pytest.raises(ReadError) as caught:
        read_listing(
            Source("x", SOURCE.title, "publications", "telefax"), Answer("https://a.org/", b"x")
        )
    assert caught.value.trouble.code == "not-read-yet"
