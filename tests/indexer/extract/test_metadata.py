"""What pages state of themselves, and the traps that real pages set (SOURCES.md, part 4)."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.model import Draft, Enclosure, Localised, Person, Source, When
from hub.visiting import NewReading, ReadingTask
from indexer.answer import Answer
from indexer.extract import read_target
from indexer.extract.dating import date_in_address
from indexer.readers import read_listing
from tests.documents import a_pdf

TEXT = "<p>Troen på borgerens jobchance betyder mere, end man skulle tro, viser rapporten.</p>"
PLAIN = st.characters(exclude_characters="\0")  # which no page has
URL = "https://x.dk/viden/troen"


def read(body: str | bytes, url: str = URL) -> Draft:
    source = Source("s", Localised((("", "Kilden"),)), "publications", "page", url=url)
    data = body.encode() if isinstance(body, str) else body
    (draft,) = read_listing(source, Answer(url, data)).drafts
    return draft


def page(body: str = "", head: str = "<title>Troen</title>") -> str:
    return f"<!doctype html><html lang='da'><head>{head}</head><body>{body}{TEXT}</body></html>"


def meta(**named: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in named.items())


def json_ld(**told: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ("<h1>Troen</h1><p>25. januar 2021</p>", "2021-01-25"),
        ("<span>Report</span><p>14. APR 2010</p><h1>Pathways</h1>", "2010-04-14"),
        ("<h1>059</h1><div>20th Dec 2021</div>", "2021-12-20"),
        ("<h1>Review</h1><div>12 September 2017</div>", "2017-09-12"),
        ("<nav><p>Brug Cabi</p></nav><h1>Metodeguide</h1><p>April 2025</p>", "2025-04"),
        ("<h1>Podcast</h1><p>Lagt online: 18.01.2021</p>", "2021-01-18"),
        ("<p>Lagt online: 18.01.2021</p><h1>A</h1><p>Lagt online: 18.01.2021</p>", "2021-01-18"),
        ("<div>NYHED / 15-09-2021</div><h1>Flere skal med</h1>", "2021-09-15"),
        ("<div><b>NYHED</b> / <i>15-09-2021</i></div><h1>Flere skal med</h1>", "2021-09-15"),
        ("<h1>Troen</h1><p>Af Anna Holm<br>Publiceret den 3. maj 2022</p>", "2022-05-03"),
        ("<h1>Troen</h1><div>Published: 12 September 2017</div>", "2017-09-12"),
    ],
)
def test_a_date_that_the_text_gives_the_page(body: str, date: str) -> None:
    assert read(page(body)).date == When(date)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Opslag: Pulje til IPS</h1><p>Ansøgningsfrist 01-10-2022</p>",
        "<h1>Opslag: Pulje til IPS</h1><p>Ansøgningsfrist:</p><p>01-10-2022</p>",
        "<h1>Opslag</h1><dl><dt>Deadline</dt><dd>1. oktober 2022</dd></dl>",
        "<h1>Konference om IPS</h1><p>Afholdes</p><p>12. maj 2024</p>",
        "<h1>Konference</h1><p>Dato: 12. maj 2024</p><p>Sted: Odense</p>",
        "<h1>Kursus</h1><p>Kursusstart</p><p>12. maj 2024</p>",
        "<h1>Troen</h1><p>Sidst opdateret 12. maj 2024</p>",
        "<h1>Troen</h1><p>Sidst opdateret</p><p>12. maj 2024</p>",
        "<h1>Nyheder</h1><p>Publiceret 1. maj 2024</p><p>Publiceret 2. maj 2024</p>",
        "<h1>Troen</h1><p>Et.</p><p>To.</p><p>Tre.</p><p>Fire.</p><p>Fem.</p><p>12. maj 2024</p>",
        "<h1>Troen</h1><p>Loven trådte i kraft 12. maj 2024</p>",
        "<h1>Troen</h1><p>01-04</p>",
        "<h1>Troen</h1><footer><p>12. maj 2024</p></footer>",
        "<p>12. maj 2024</p>",
    ],
)
def test_other_dates_are_none_of_the_page(body: str) -> None:
    assert read(page(body)).date is None


def test_an_event_has_no_date_of_publication() -> None:
    event = json_ld(**{"@type": "Event", "startDate": "2024-05-12", "datePublished": "2024-05-01"})
    assert read(page(head=f"<title>Konference</title>{event}")).date is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://star.dk/om/nyheder/2022/09/ny-aftale", "2022-09"),
        ("https://liselotte.wordpress.com/2019/10/11/troen/", "2019-10-11"),
        ("https://sl.dk/fag-og-viden/arkiv/2021/1/troen", "2021-01"),
        ("https://nordiclabourjournal.org/i-fokus/article.2024-02-23.html", "2024-02-23"),
        ("https://star.dk/puljer/2022/pulje-til-ips", ""),
        ("https://x.dk/2022/19/side", ""),
        ("https://x.dk/1850/09/side", ""),
        ("https://x.dk/rapport-12-2022-09-1", ""),
    ],
)
def test_a_date_in_the_address(url: str, date: str) -> None:
    assert date_in_address(url) == date
    assert read(page(), url).date == (When(date) if date else None)


def test_the_address_makes_a_month_a_day() -> None:
    body = "<h1>Troen</h1><p>April 2025</p>"
    assert read(page(body), "https://x.dk/2025/04/12/troen").date == When("2025-04-12")
    assert read(page(body), "https://x.dk/2024/03/12/troen").date == When("2025-04")


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (
            meta(**{"citation_date": "2021/05/03", "DC.Source": "T; Årg. 3 Nr. 1 (1998)"}),
            "",
            "1998",
        ),
        (meta(citation_date="2021/05/03"), "<p>Årg. 23 Nr. 1 (2021)</p>", "2021-05-03"),
        (meta(citation_date="2021/05/03"), "<h1>A</h1><p>Vol. 3 No. 2 (2001): Tema</p>", "2001"),
        (meta(**{"DC.Date.created": "2021-05-03"}), "<p>Årg. 9 Nr. 4 (2007)</p>", "2007"),
        (meta(citation_online_date="2021/05/03"), "", None),
        (
            meta(citation_date="2021/05/03"),
            "<ul><li>Årg. 1 Nr. 1 (1999)</li><li>Årg. 2 Nr. 1 (2000)</li></ul>",
            "2021-05-03",
        ),
    ],
)
def test_the_year_of_the_issue_beats_the_day_of_upload(
    head: str, body: str, date: str | None
) -> None:
    found = read(page(body, f"<title>Artikel</title>{head}")).date
    assert found == (When(date) if date else None)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>Beskæftigelsesindsatsen | Centret</title>",
            "<h1>BESKÆFTIGELSES-<br>INDSATSEN</h1>",
            "Beskæftigelsesindsatsen",
        ),
        (
            '<meta property="og:title" content="Beskæftigelsesindsatsen">',
            "<h1>BESKÆFTIGELSES-/INDSATSEN</h1>",
            "Beskæftigelsesindsatsen",
        ),
        ("", "<h1>BESKÆFTIGELSES-<br>INDSATSEN</h1>", "BESKÆFTIGELSESINDSATSEN"),
        ("", "<h1>Job-<br>og uddannelse</h1>", "Job- og uddannelse"),
        (
            '<title>Om IPS - Cabi</title><meta property="og:site_name" content="Cabi">',
            "",
            "Om IPS",
        ),
        (
            '<title>CABI</title><meta name="application-name" content="Cabi">',
            "<h1>Om IPS</h1>",
            "Om IPS",
        ),
        (json_ld(**{"@type": "Article", "headline": "Om IPS"}), "<h1>OM-<br>IPS</h1>", "Om IPS"),
        (
            json_ld(headline="En metode til job", name="Om IPS", author=["Bo"]),
            "",
            "Om IPS",
        ),
        (
            meta(citation_title="Om IPS") + '<meta property="og:title" content="Anden">',
            "",
            "Om IPS",
        ),
    ],
)
def test_the_title_is_the_works(head: str, body: str, title: str) -> None:
    assert read(page(body, head)).title == title


def test_people_but_not_the_publisher() -> None:
    told = json_ld(
        **{
            "@type": "Report",
            "author": [{"@type": "Person", "name": "Anna Holm"}, {"name": "VIVE"}, "Bo Dam"],
            "publisher": {"name": "VIVE"},
            "datePublished": "2024-03",
        }
    )
    draft = read(page(head=f"<title>Rapport</title>{told}"))
    assert draft.people == (Person("Anna Holm", "author"), Person("Bo Dam", "author"))
    assert draft.date == When("2024-03")


@pytest.mark.parametrize(
    "head",
    [
        meta(citation_pdf_url="https://x.dk/f/rapport.pdf"),
        meta(citation_pdf_url="/f/rapport.pdf"),
        '<link rel="alternate" type="application/pdf" href="../f/rapport.pdf">',
        json_ld(
            encoding={"contentUrl": "/f/rapport.pdf", "encodingFormat": "application/pdf"},
        ),
    ],
)
def test_a_pdf_that_the_page_names_is_read_next(head: str) -> None:
    html = page(head=f"<title>Rapport</title>{head}")
    pdf = "https://x.dk/f/rapport.pdf"
    assert read(html).enclosures == (Enclosure(pdf, "application/pdf"),)
    result = read_target(ReadingTask(1, "i", "page", URL), Answer(URL, html.encode()))
    assert result.readings == (NewReading("pdf", pdf, "application/pdf"),)
    assert result.body


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://[", ""])
def test_a_pdf_that_is_no_address_is_none(url: str) -> None:
    html = page(head=f"<title>Rapport</title>{meta(citation_pdf_url=url)}")
    assert read_target(ReadingTask(1, "i", "page", URL), Answer(URL, html.encode())).readings == ()


def test_a_pdf_never_leads_on() -> None:
    task = ReadingTask(1, "i", "pdf", URL)
    assert read_target(task, Answer(URL, a_pdf("Rapport https://x.dk/a.pdf"))).readings == ()


def test_a_pdf_as_a_source() -> None:
    address = "https://x.dk/f/om-ips.pdf"
    draft = read(a_pdf("Rapporten", title="Job først"), address)
    assert (draft.title, draft.link, draft.body, draft.date) == ("Job først", address, "", None)
    assert draft.enclosures == (Enclosure(address, "application/pdf"),)
    by_a_program = a_pdf("Rapporten", title="Microsoft Word - udkast3.docx")
    assert read(by_a_program, address).title == "om ips"


@settings(max_examples=30, deadline=None)
@given(st.text(PLAIN, max_size=60), st.text(PLAIN, max_size=60))
def test_anything_in_the_head_is_no_harm(name: str, value: str) -> None:
    head = "".join(f"<meta name='{key}' content='{value}'>" for key in (name, "citation_pdf_url"))
    read(
        page(f"<h1>{value}</h1><p>{name}</p>", f"<title>T</title>{head}").encode("utf-8", "ignore")
    )


@pytest.mark.corpus
def test_real_pages_state_what_they_state(corpus: Path) -> None:
    springer = read(
        (corpus / "html/springer-article-citation-meta.html").read_bytes(),
        "https://link.springer.com/article/10.1007/x",
    )
    assert springer.date == When("2017-01-30")
    (pdf,) = springer.enclosures
    assert pdf.url.startswith("https://link.springer.com/content/pdf/")
    ojs = read((corpus / "html/ojs3-univie.html").read_bytes())
    assert (ojs.title, ojs.date) == ("Beitragseinreichung", None)
