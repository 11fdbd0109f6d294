"""What feeds tell beyond RSS and Atom: podcasts, Media RSS, Dublin Core, PRISM, and their pace."""

from datetime import timedelta
from pathlib import Path

import pytest

from hub.model import Draft, Enclosure, Listing, Localised, Pace, Person, Soundbite, Source
from indexer.answer import Answer
from indexer.readers import read_listing
from indexer.readers.licenses import licence

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "podcast": "https://podcastindex.org/namespace/1.0",
        "media": "http://search.yahoo.com/mrss/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "prism": "http://prismstandard.org/namespaces/basic/2.0/",
        "sy": "http://purl.org/rss/1.0/modules/syndication/",
        "cc": "http://backend.userland.com/creativeCommonsRssModule",
    }.items()
)
ADDRESS = "https://example.org/a/feed.xml"


def source(kind: str = "podcast") -> Source:
    title = Localised((("", "Jobbet først"),))
    if kind == "podcast":
        return Source("lyd", title, "podcast", "feed", url=ADDRESS)
    return Source("lyd", title, "publications", "feed", url=ADDRESS)


def read(item: str, channel: str = "", kind: str = "podcast") -> Listing:
    text = (
        f'<rss version="2.0" {NAMESPACES}><channel><title>Kanalen</title>{channel}'
        f"<item><title>Om IPS</title><guid>1</guid>{item}</item></channel></rss>"
    )
    return read_listing(source(kind), Answer(ADDRESS, text.encode()))


def only(item: str, channel: str = "", kind: str = "podcast") -> Draft:
    (draft,) = read(item, channel, kind).drafts
    return draft


def test_soundbites() -> None:
    draft = only(
        '<itunes:duration>600</itunes:duration><podcast:soundbite startTime="73.5" duration="60">'
        'Troen &amp;amp; jobbet</podcast:soundbite><podcast:soundbite startTime="90" duration="5"/>'
        '<podcast:soundbite startTime="601" duration="5">Efter enden</podcast:soundbite>'
        '<podcast:soundbite startTime="1">Uden længde</podcast:soundbite>'
        '<podcast:soundbite startTime="-1" duration="1e9"/>'
    )
    assert draft.soundbites == (Soundbite(73.5, 60, "Troen & jobbet"), Soundbite(90, 5))


def test_alternates_follow_the_entrys_own_file_and_no_file_is_there_twice() -> None:
    draft = only(
        '<enclosure url="/a.mp3" type="audio/mpeg" length="5000"/>'
        '<podcast:alternateEnclosure type="video/mp4"><podcast:source uri="/a.mp4"/>'
        '</podcast:alternateEnclosure><podcast:alternateEnclosure type="audio/mpeg" default="true">'
        '<podcast:source uri="ipfs://abc"/><podcast:source uri="/a.mp3"/><podcast:source uri="/b"/>'
        '</podcast:alternateEnclosure><podcast:alternateEnclosure type="audio/opus" length="900">'
        '<podcast:source uri="/a.torrent" contentType="application/x-bittorrent"/>'
        '<podcast:source uri="/a.opus"/></podcast:alternateEnclosure>'
    )
    assert draft.enclosures == (
        Enclosure("https://example.org/a.mp3", "audio/mpeg", 5000),
        Enclosure("https://example.org/a.opus", "audio/opus", 900),
        Enclosure("https://example.org/a.mp4", "video/mp4"),
    )


def test_sound_stands_before_a_film_that_the_entry_leads_with() -> None:
    draft = only(
        '<enclosure url="/a.mp4" type="video/mp4" length="5000"/>'
        '<podcast:alternateEnclosure type="audio/mpeg"><podcast:source uri="/a.mp3"/>'
        "</podcast:alternateEnclosure>"
    )
    assert [file.type for file in draft.enclosures] == ["audio/mpeg", "video/mp4"]


def test_files_of_one_entry_are_capped() -> None:
    other = (
        '<podcast:alternateEnclosure><podcast:source uri="/{}.mp3"/></podcast:alternateEnclosure>'
    )
    assert len(only("".join(other.format(n) for n in range(300))).enclosures) == 50


@pytest.mark.parametrize(
    ("told", "form"),
    [("Trailer", "trailer"), ("bonus", "bonus"), ("full", None), ("", None), ("<b>x</b>", None)],
)
def test_trailers_and_bonus_can_be_told_from_episodes(told: str, form: str | None) -> None:
    assert only(f"<itunes:episodeType>{told}</itunes:episodeType>").form == form


@pytest.mark.parametrize(
    ("item", "channel", "named"),
    [
        ("<podcast:license>CC-BY-4.0</podcast:license>", "", "cc-by-4.0"),
        ("", "<podcast:license>cc-by-sa-4.0</podcast:license>", "cc-by-sa-4.0"),
        ("<podcast:license>mit</podcast:license>", "<podcast:license>x</podcast:license>", "mit"),
        (
            '<podcast:license url="https://example.org/vilkår.pdf">Vores vilkår</podcast:license>',
            "",
            "https://example.org/vilkår.pdf",
        ),
        ("<podcast:license>Alle rettigheder</podcast:license>", "", "Alle rettigheder"),
        (
            "<cc:license>https://creativecommons.org/licenses/by/4.0/</cc:license>",
            "",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        (
            '<media:license href="https://creativecommons.org/licenses/by/4.0/">BY</media:license>',
            "",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        (
            "<dc:rights>© VIVE, https://creativecommons.org/licenses/by-nc/4.0/.</dc:rights>",
            "",
            "https://creativecommons.org/licenses/by-nc/4.0/",
        ),
        ("<dc:rights>© VIVE</dc:rights>", "", ""),
    ],
)
def test_the_licence_is_the_entrys_else_the_shows(item: str, channel: str, named: str) -> None:
    assert only(item, channel).license == named


def test_a_licence_is_short_and_never_a_script() -> None:
    assert len(licence("x" * 5_000, None)) == 100
    assert licence("Vilkår", "javascript:alert(1)") == "Vilkår"


def test_people_of_media_rss_and_dublin_core() -> None:
    draft = only(
        '<media:group><media:credit role="Anchor person">Anna Holm</media:credit>'
        '<media:credit role="distribution company">Filmselskabet</media:credit></media:group>'
        "<dc:creator>Bo Dam</dc:creator><dc:contributor>Ida Lund</dc:contributor>"
    )
    assert draft.people == (
        Person("Bo Dam", "author"),
        Person("Ida Lund", "contributor"),
        Person("Anna Holm", "anchor person"),
    )


def test_dublin_core_and_prism() -> None:
    draft = only(
        "<dc:language>en-GB</dc:language><dc:publisher>VIVE &amp;amp; AAU</dc:publisher>"
        "<dc:identifier>ISSN 0906-219X</dc:identifier>"
        "<dc:identifier>DOI: 10.7146/TFA.v1i1.1</dc:identifier>"
        "<dc:identifier>urn:isbn:9788771199888</dc:identifier>"
        "<prism:doi>10.7146/tfa.v1i1.1</prism:doi>"
        "<prism:publicationDate>2024-03-05</prism:publicationDate><dc:date>2025-01-01</dc:date>"
        "<dcterms:abstract>Et resumé.</dcterms:abstract>",
        kind="publications",
    )
    assert draft.language in ("en", "en-GB")
    assert draft.publisher == "VIVE & AAU"
    assert draft.ids[0] == "doi:10.7146/tfa.v1i1.1"
    assert draft.date
    assert draft.date.iso == "2024-03-05"
    assert draft.summary == "Et resumé."


def test_issued_is_before_changed() -> None:
    draft = only("<dcterms:modified>2025</dcterms:modified><dcterms:issued>2024</dcterms:issued>")
    assert draft.date
    assert draft.date.iso == "2024"


@pytest.mark.parametrize(
    ("item", "ids"),
    [
        ("<link>https://doi.org/10.1002/LNO.70172</link>", ("doi:10.1002/lno.70172",)),
        ("<prism:doi>10.1002/lno.70172</prism:doi>", ("doi:10.1002/lno.70172",)),
        ("<link>https://example.org/10.1002/x</link>", ()),
        ("<description>Se https://doi.org/10.1002/lno.70172</description>", ()),
        ("<dc:identifier>9788771199882</dc:identifier>", ()),  # a wrong check digit
    ],
)
def test_a_doi_is_of_the_work_where_its_own_fields_name_it(item: str, ids: tuple[str, ...]) -> None:
    assert only(item, kind="publications").ids == ids


def test_a_doi_as_the_id_of_an_atom_entry() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>K</title><entry><title>A</title>'
        '<id>doi:10.1002/lno.70172</id><link rel="license" href="https://example.org/l"/></entry></feed>'
    )
    (draft,) = read_listing(source("publications"), Answer(ADDRESS, atom.encode())).drafts
    assert (draft.ids, draft.license) == (("doi:10.1002/lno.70172",), "https://example.org/l")


def test_a_form_by_its_keywords() -> None:
    draft = only("<media:keywords>ips, rapport</media:keywords>", kind="publications")
    assert draft.form == "report"


def test_media_rss_without_types() -> None:
    draft = only(
        '<media:group><media:content url="/b.jpg" medium="image"/>'
        '<media:content url="/a.mp3" medium="audio" fileSize="900"/></media:group>'
    )
    assert draft.enclosures == (Enclosure("https://example.org/a.mp3", "audio/mpeg", 900),)


@pytest.mark.parametrize("told", ["yes", "Yes", " YES "])
def test_blocked_and_complete_by_yes_alone(told: str) -> None:
    listing = read(
        "", f"<itunes:block>{told}</itunes:block><itunes:complete>{told}</itunes:complete>"
    )
    assert (listing.blocked, listing.complete, len(listing.drafts)) == (True, True, 1)
    other = read("", "<itunes:block>no</itunes:block><itunes:complete>No</itunes:complete>")
    assert (other.blocked, other.complete) == (False, False)


def test_an_entry_that_is_not_to_be_listed_is_left_out_and_counted() -> None:
    listing = read("<itunes:block>Yes</itunes:block>")
    assert (listing.drafts, [note.code for note in listing.notes]) == ((), ["entry-blocked"])
    assert read('<podcast:block id="google">yes</podcast:block>').drafts
    assert not read("<podcast:block>yes</podcast:block>").drafts


@pytest.mark.parametrize(
    ("told", "moved"),
    [
        ("https://nyt.example.org/feed", "https://nyt.example.org/feed"),
        (ADDRESS, ""),
        ("http://www.example.org/a/feed.xml/", ""),
        ("javascript:alert(1)", ""),
        ("/a/b", ""),
        ("", ""),
    ],
)
def test_where_the_feed_is_from_now_on(told: str, moved: str) -> None:
    assert read("", f"<itunes:new-feed-url>{told}</itunes:new-feed-url>").moved_to == moved


PACES = {
    "<ttl>60</ttl>": Pace(least=timedelta(hours=1)),
    "<ttl>0</ttl>": Pace(),
    "<ttl>99999999999</ttl>": Pace(),
    "<skipHours><hour>24</hour><hour>3</hour><hour>3</hour><hour>x</hour></skipHours>": Pace(
        skip_hours=(0, 3)
    ),
    "<skipDays><day>Sunday</day><day>monday </day><day>Mandag</day></skipDays>": Pace(
        skip_days=(0, 6)
    ),
    "<skipHours>" + "".join(f"<hour>{n}</hour>" for n in range(24)) + "</skipHours>": Pace(),
    "<sy:updatePeriod> hourly\n</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>": Pace(
        period=timedelta(minutes=15)
    ),
    "<sy:updatePeriod>weekly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>": Pace(
        period=timedelta(weeks=1)
    ),
    "<sy:updateFrequency>2</sy:updateFrequency>": Pace(period=timedelta(hours=12)),
    "<sy:updatePeriod>always</sy:updatePeriod>": Pace(),
}


@pytest.mark.parametrize("channel", PACES)
def test_pace(channel: str) -> None:
    assert read("", channel).pace == PACES[channel]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/x.php</b><br />\n", ""),
        ("<!DOCTYPE html><html><head><title>Fejl</title></head><body>", "</body></html>"),
        ("<html><body><pre>", "</pre><script>track()</script></body></html>"),
        ("\ufeff\n\n  ", "\n<!-- 0.3 s -->\n<script src='x.js'></script>"),
        ('<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- <html> -->', ""),
    ],
)
def test_a_feed_with_html_around_it(before: str, after: str) -> None:
    text = (
        f'{before}<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>K</title><item><title>Æblet</title></item><item><title>To</title></item></channel></rss>{after}"
    )
    if before.startswith("<?xml"):
        text = text.replace('<?xml version="1.0" encoding="utf-8"?>', "")
    listing = read_listing(source(), Answer(ADDRESS, text.encode(), "text/html"))
    assert [draft.title for draft in listing.drafts] == ["Æblet", "To"]
    assert listing.title == "K"


def test_addresses_that_were_escaped_twice() -> None:
    draft = only('<enclosure url="/a.mp3?x=1&amp;amp;y=2" type="audio/mpeg" length="1"/>')
    assert draft.enclosures[0].url == "https://example.org/a.mp3?x=1&y=2"


@pytest.mark.corpus
def test_the_namespace_example_tells_all_it_has(corpus: Path) -> None:
    body = (corpus / "podcasts/pc20-namespace-example.xml").read_bytes()
    first = read_listing(source(), Answer("https://example.org/f", body)).drafts[0]
    assert [bite.start for bite in first.soundbites]
    assert first.license
    assert len({file.url for file in first.enclosures}) == len(first.enclosures) > 4
    assert all(file.url.startswith("https://") for file in first.enclosures)


@pytest.mark.corpus
def test_a_doi_in_the_text_of_a_real_blog_is_that_of_another(corpus: Path) -> None:
    body = (corpus / "feeds/oceanbites-atom-doi.xml").read_bytes()
    listing = read_listing(source("publications"), Answer("https://example.org/f", body))
    assert {draft.ids for draft in listing.drafts} == {()}


@pytest.mark.corpus
def test_real_shows_say_where_they_moved_and_what_is_a_trailer(corpus: Path) -> None:
    def listing(name: str) -> Listing:
        body = (corpus / "podcasts" / name).read_bytes()
        return read_listing(source(), Answer("https://example.org/f", body))

    assert listing("dr-prompt-2026-03-28-lf.xml").moved_to == "https://xmpl.dk/feed/prompt.xml"
    assert listing("fallthrough-transistor-chapters.xml").moved_to
    forms = [draft.form for draft in listing("sentimental-garbage-acast.xml").drafts]
    assert set(forms) == {None, "trailer"}
