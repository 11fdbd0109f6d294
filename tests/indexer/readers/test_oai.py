"""OAI-PMH: real pages of repositories, errors of the protocol, and records in small."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.errors import ReadError
from hub.identifiers import doi, identifiers, isbn, issn
from hub.model import Draft, Listing, Localised, Person, Source
from indexer.answer import Answer
from indexer.readers import first_address, read_listing, reader_version, reading_of
from indexer.readers.filling import fill
from indexer.readers.languages import language_named
from indexer.readers.people import first_name_first

BASE = "https://arkiv.example/oai"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
OAI = "http://www.openarchives.org/OAI/2.0/"
DC = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def source(url: str = BASE, via: str = "oai", **options: str) -> Source:
    title = Localised((("", "Arkivet"),))
    return Source("x", title, "publications", via, url, options=tuple(options.items()))


def read(body: bytes | str, url: str = f"{BASE}?verb=ListRecords&set=a") -> Listing:
    raw = body.encode() if isinstance(body, str) else body
    return read_listing(source(), Answer(url, raw, "text/xml"))


def page(inside: str) -> str:
    told = "<responseDate>2026-03-01T12:00:00Z</responseDate>"
    return f'<?xml version="1.0"?><OAI-PMH xmlns="{OAI}">{told}{inside}</OAI-PMH>'


def records(*fields: str, token: str = "") -> str:
    """A page with a record of each."""
    listed = "".join(
        f"<record><header><identifier>oai:x:{number}</identifier></header>"
        f"<metadata><oai_dc:dc {DC}>{each}</oai_dc:dc></metadata></record>"
        for number, each in enumerate(fields, 1)
    )
    return page(f"<ListRecords>{listed}{token}</ListRecords>")


def only(fields: str) -> Draft:
    (draft,) = read(records(fields)).drafts
    return draft


# Drafts, deleted ones, whether there is another page, drafts with a link and with a date.
REAL = {
    "asu-p1.xml": (49, 1, True, 49, 47),
    "asu-p2.xml": (29, 0, False, 29, 29),
    "datacite-p1-with-danish-ojs-records.xml": (50, 0, True, 50, 50),
    "datacite-p2-empty-token.xml": (6, 0, False, 6, 6),
    "dataverse-9-of-10-deleted.xml": (1, 9, True, 1, 0),
    "dspace-hacettepe-tr-p1.xml": (100, 0, True, 100, 100),
    "dspace-hacettepe-tr-p2.xml": (3, 0, False, 3, 3),
    "dspace5-cambridge.xml": (68, 0, False, 68, 68),
    "eprints-cogprints.xml": (45, 0, False, 45, 45),
    "erudit-fr.xml": (46, 0, False, 46, 46),
    "mla-last-page-with-token.xml": (19, 0, True, 19, 19),
    "mla-noRecordsMatch.xml": (0, 0, False, 0, 0),
    "ncar-served-as-html-latin1.xml": (0, 0, False, 0, 0),
    "purdue-after-redirect.xml": (1, 0, False, 1, 1),
    "zenodo.xml": (7, 0, False, 7, 7),
}


@pytest.mark.corpus
@pytest.mark.parametrize("name", REAL)
def test_real_pages(corpus: Path, name: str) -> None:
    listing = read((corpus / "oai" / name).read_bytes())
    drafts = listing.drafts
    linked, dated = sum(bool(d.link) for d in drafts), sum(bool(d.date) for d in drafts)
    further = listing.next_url is not None
    assert (len(drafts), len(listing.gone), further, linked, dated) == REAL[name]
    assert len({draft.guid for draft in drafts} | {""}) == len(drafts) + 1
    assert listing.told_at[:2] == "20"
    text = " ".join(draft.title + draft.summary + draft.body for draft in drafts)
    assert "\ufffd" not in text
    assert "&quot;" not in text


@pytest.mark.corpus
def test_a_danish_article(corpus: Path) -> None:
    listing = read((corpus / "oai/datacite-p1-with-danish-ojs-records.xml").read_bytes())
    danish = [draft for draft in listing.drafts if draft.language == "da"]
    assert len(danish) == 3
    first = danish[0]
    assert first.title.startswith("”My battle of life” / Musikterapi med brug af sangskrivning")
    assert first.summary.startswith("Artiklen er et case-studie fra voksenpsykiatrien")
    assert first.link == "https://doi.org/10.5278/ojs/mipo/aehzlc6p"
    assert first.ids == ("doi:10.5278/ojs/mipo/aehzlc6p",)


@pytest.mark.corpus
def test_no_file_of_all_raises_anything_but_a_read_error(corpus: Path) -> None:
    codes = set()
    for path in sorted(path for path in corpus.glob("*/*") if path.is_file()):
        try:
            read(path.read_bytes())
        except ReadError as error:
            codes.add(error.trouble.code)
    assert codes == {"no-oai", "empty"}


def test_every_field() -> None:
    draft = only(
        '<dc:title xml:lang="en">Belief in jobs</dc:title>'
        '<dc:title xml:lang="da">Troen p&aring; job</dc:title>'
        "<dc:creator>Dam, Bo</dc:creator><dc:creator>Åse Ø. Holm</dc:creator>"
        "<dc:contributor>Møller Hansen, Eva (redaktør)</dc:contributor>"
        "<dc:publisher>Forlaget</dc:publisher><dc:contributor>Forlaget</dc:contributor>"
        "<dc:description>Kort.</dc:description>"
        f"<dc:description>&lt;p&gt;{'Et langt resumé. ' * 9}&lt;/p&gt;</dc:description>"
        "<dc:date>2024-03-05T10:00:00Z</dc:date><dc:date>2023-11</dc:date>"
        "<dc:date>uden år</dc:date><dc:language>dan</dc:language>"
        "<dc:type>Tekst</dc:type><dc:type>info:eu-repo/semantics/workingPaper</dc:type>"
        "<dc:identifier>https://arkiv.example/</dc:identifier>"
        "<dc:identifier>https://arkiv.example/fil/rapport.pdf</dc:identifier>"
        "<dc:identifier>doi:10.1234/ABC.5</dc:identifier>"
        "<dc:identifier>https://arkiv.example/da/publications/7</dc:identifier>"
        "<dc:identifier>ISBN: 978-87-7175-574-9</dc:identifier>"
    )
    assert (draft.guid, draft.title) == ("oai:x:1", "Troen på job / Belief in jobs")
    assert draft.people == (
        Person("Bo Dam", "author"),
        Person("Åse Ø. Holm", "author"),
        Person("Eva Møller Hansen", "contributor"),
    )
    assert draft.summary == ("Et langt resumé. " * 9).strip()
    assert draft.body == "Kort."
    assert (draft.date and draft.date.iso, draft.language, draft.form) == (
        "2023-11",
        "da",
        "report",
    )
    assert draft.link == "https://arkiv.example/da/publications/7"
    assert draft.ids[0] == "doi:10.1234/abc.5"


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ("<dc:identifier>10.1234/ABC</dc:identifier>", "https://doi.org/10.1234/abc"),
        (
            "<dc:identifier>https://a.dk/1.pdf</dc:identifier><dc:relation>https://a.dk/1/</dc:relation>"
            "<dc:relation>https://b.dk/serie</dc:relation>",
            "https://a.dk/1/",
        ),
        ("<dc:identifier>https://a.dk/1.pdf</dc:identifier>", "https://a.dk/1.pdf"),
        ("<dc:identifier>javascript:alert(1)</dc:identifier>", None),
    ],
)
def test_the_best_link(fields: str, link: str | None) -> None:
    assert only(f"<dc:title>T</dc:title>{fields}").link == link


def test_deleted_records_and_tokens() -> None:
    deleted = '<record><header status="deleted"><identifier>oai:x:9</identifier></header></record>'
    token = "<resumptionToken> a%2F b&amp;c=1 </resumptionToken>"
    listing = read(records("<dc:title>T</dc:title>", token=deleted + token))
    assert (len(listing.drafts), listing.gone) == (1, ("oai:x:9",))
    assert listing.next_url == f"{BASE}?verb=ListRecords&resumptionToken=a%252F+b%26c%3D1"
    assert listing.told_at == "2026-03-01"
    for empty in ("<resumptionToken/>", '<resumptionToken cursor="5"> </resumptionToken>'):
        assert read(records("<dc:title>T</dc:title>", token=empty)).next_url is None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (page('<error code="badResumptionToken">udløbet</error>'), "start-over"),
        (page('<error code="badArgument"/>'), "oai-refused"),
        (page('<error code="cannotDisseminateFormat">nej</error>'), "oai-refused"),
        ("<html><body>Velkommen</body></html>", "no-oai"),
        ("slet ikke XML", "no-oai"),
        (" ", "empty"),
    ],
)
def test_errors(body: str, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(body)
    assert caught.value.trouble.code == code


def test_what_is_cut_off_is_not_the_whole() -> None:
    whole = records("<dc:title>A</dc:title>", "<dc:title>B</dc:title>")
    cut = read(whole[: whole.index("<dc:title>B") + 12])
    assert [draft.title for draft in cut.drafts][:1] == ["A"]
    assert [note.code for note in cut.notes] == ["ill-formed"]
    assert (cut.told_at, read(whole).told_at) == ("", "2026-03-01")


def test_entities_do_nothing() -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    body = records("<dc:title>A &b; &f; &oslash;</dc:title>").partition("?>")[2]
    (draft,) = read(bomb + body).drafts
    assert "root" not in draft.title
    assert draft.title.endswith("ø")


def test_the_first_address() -> None:
    plain = first_address(source(), "", NOW)
    assert plain == f"{BASE}?verb=ListRecords&metadataPrefix=oai_dc"
    whole = source(f"{BASE}?page=oai&verb=Identify", prefix="mods", set="år:{yyyy}")
    assert first_address(whole, "2026-03-01", NOW) == (
        f"{BASE}?page=oai&verb=ListRecords&metadataPrefix=mods&set=%C3%A5r%3A2026&from=2026-02-28"
    )
    late = source(**{"from": "2025-01-01"})
    assert first_address(late, "", NOW).endswith("&from=2025-01-01")
    assert first_address(late, "2024-01-01", NOW).endswith("&from=2025-01-01")
    assert (
        first_address(source("https://x.dk/{yyyy}.xml", "feed"), "", NOW) == "https://x.dk/2026.xml"
    )
    assert fill("{from}..{to}", "", NOW) == "2025-03-01..2026-03-01"
    assert reading_of(whole, NOW) == f"{reader_version('oai')} 2026"
    assert reading_of(source(), NOW) == reader_version("oai")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("doi:10.5278/OJS.mipo", "https://doi.org/10.5278/ojs.mipo"),
        ("http://dx.doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        ("https://doi.org/10.1002%2F(sici)1", "https://doi.org/10.1002/(sici)1"),
        ("info:doi/10.1000/182.", "https://doi.org/10.1000/182"),
        ("Tidsskrift 7 (2), 10.1000/182", "https://doi.org/10.1000/182"),
        ("version 10.2/3", None),
        ("https://x.dk/10.1000/182", None),
    ],
)
def test_dois(text: str, expected: str | None) -> None:
    assert doi(text) == expected


def test_isbn_and_issn_only_with_a_right_check_digit() -> None:
    assert isbn("urn:ISBN:0-306-40615-2") == "9780306406157"
    assert isbn("978-0-306-40615-7") == "9780306406157"
    assert isbn("978-0-306-40615-8") is None
    assert isbn("2024-03-05") is None
    assert issn("issn:2049-3630") == "2049-3630"
    assert issn("0378-5955") == "0378-5955"
    assert issn("0378-5956") is None
    told = ["ISSN 0378-5955", "10.1/2", "10.1000/1", "urn:ISBN:0306406152", "10.1000/1"]
    assert identifiers(told) == ("issn:0378-5955", "doi:10.1000/1", "isbn:9780306406157")


def test_languages_and_names() -> None:
    told = ("dan", "da_DK", "Danish", "http://lexvo.org/id/iso639-3/eng", "und", "N/A", "nor")
    assert [language_named(text) for text in told] == ["da", "da", "da", "en", None, None, "nb"]
    for same in ("Aarhus Universitet, Psykologi", "Bo Dam", "VIVE, Analyse", "Dam, Bo, Holm"):
        assert first_name_first(same) == same
    assert first_name_first("van der Berg, Åse") == "Åse van der Berg"


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_mutated_pages_raise_nothing_but_read_errors(data: st.DataObject) -> None:
    body = bytearray(records("<dc:title>Ærlig</dc:title><dc:date>2024</dc:date>").encode())
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(body) - 1))
        body[at : at + data.draw(st.integers(0, 30))] = data.draw(
            st.sampled_from([b"<", b"&", b"]]>", b"<record>", b"\x00", b"\xe6", b"&#0;"])
        )
    try:
        listing = read(bytes(body))
    except ReadError:
        return
    assert all(draft.title for draft in listing.drafts)
