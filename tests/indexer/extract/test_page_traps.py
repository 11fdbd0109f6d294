"""The traps that real pages set (SOURCES.md, part 4), each as a page of that shape.

What is asked is what reaches the item: the text, and what the page tells of its work.
"""

from typing import NamedTuple

import pytest

from hub.errors import ReadError
from hub.model import Draft, Enclosure, Person, When
from hub.visiting import ReadingTask
from indexer.answer import Answer
from indexer.extract import read_target

LEAD = (
    "Individuelt planlagt job med støtte begynder med jobbet. Undersøgelsen følger 1.200 borgere "
    "i fem år og viser, at tidlig kontakt med en arbejdsgiver gør mere end mange kurser."
)
MORE = (
    "Sagsbehandlerne fortæller, at troen på borgeren er noget, man gør, ikke noget, man har. Det "
    "kræver tid, ro og en leder, som bakker op, når det går langsommere, end planen siger."
)


class Seen(NamedTuple):
    """A page's text, and what it tells."""

    text: str
    told: Draft


def read(body: str, url: str = "https://x.dk/viden/ips", head: str = "") -> Seen:
    html = f"<!doctype html><html lang='da'><head>{head}</head><body>{body}</body></html>"
    found = read_target(ReadingTask(1, "i", "page", url), Answer(url, html.encode()))
    assert found.told is not None
    return Seen(found.body or "", found.told)


def article(inner: str) -> str:
    return f"<main><article>{inner}<p>{LEAD}</p><p>{MORE}</p></article></main>"


def meta(**named: str) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in named.items())


def test_a_title_that_is_split_over_lines() -> None:
    for heading in ("Beskæftigelses-<br>indikatoren", "<span>Beskæftigelses-</span> <span>"
                    "indikatoren</span>"):  # fmt: skip
        assert read(article(f"<h1>{heading}</h1>")).told.title == "Beskæftigelsesindikatoren"
    shouted = read(
        article("<h1>BESKÆFTIGELSES-/INDSATSEN</h1>"), head="<title>Borgerperspektiv</title>"
    )
    assert shouted.told.title == "Borgerperspektiv"
    assert read(article("<h1>Troen på<br>formidling</h1>")).told.title == "Troen på formidling"


def test_only_from_a_year_in_the_text_is_no_date() -> None:
    assert (
        read(article("<h1>Troen</h1><p>En podcast fra 2021 om at formidle.</p>")).told.date is None
    )


@pytest.mark.parametrize(
    "skip",
    [
        "<a href='#main'>Spring til hovedindhold</a>",
        "<a href='#main'>Gå direkte til indhold</a>",
        "<a href='#main'>Skip to main content</a>",
        "<div>Forside &gt; Nyt &gt; Nyheder</div>",
    ],
)
def test_what_helps_to_get_around_is_no_text(skip: str) -> None:
    for body in (f"<p>{skip}</p>{article('<h1>Ny aftale</h1>')}", article(f"<p>{skip}</p>")):
        seen = read(body, head="<title>Ny aftale</title>")
        assert seen.text.startswith("Individuelt planlagt")


def test_breadcrumbs_without_end_are_text_and_take_no_time() -> None:
    seen = read(f"<main><p>{'forside >' * 20_000}</p><p>{LEAD}</p></main>", head="<title>A</title>")
    assert LEAD in seen.text


def test_a_month_in_the_address_and_a_day_that_agrees() -> None:
    url = "https://star.dk/om-styrelsen/nyt/nyheder/2022/09/ny-aftale"
    seen = read(article("<h1>Ny aftale</h1><p>14-09-2022</p>"), url)
    assert (seen.told.date, seen.told.form) == (When("2022-09-14"), "news")


def test_a_grant_and_its_deadline() -> None:
    body = article(
        "<h1>Opslag: Pulje til IPS-ambassadørkorps</h1><p>Ansøgningsfrist</p><p>01-10-2022</p>"
        "<p>Ansøgningsskemaet findes her.</p>"
    )
    told = read(body, "https://star.dk/puljer/2022/pulje-til-ips-ambassadoerkorps").told
    assert (told.form, told.date, told.expires) == ("grant", None, When("2022-10-01"))


@pytest.mark.parametrize(
    ("said", "last"),
    [
        ("<p>Kursusdato: 12. maj 2024</p><p>Tilmelding senest 1. april 2024</p>", "2024-05-12"),
        (
            "<dl><dt>Kursusstart</dt><dd>12.05.2024</dd></dl><p>Kursuspris: 900 kr.</p>",
            "2024-05-12",
        ),
        ("<p>Tilmeldingsfrist 1. april 2024</p><p>Kursussted: Odense</p>", "2024-04-01"),
    ],
)
def test_a_course_and_its_days(said: str, last: str) -> None:
    told = read(article(f"<h1>Kursus i IPS</h1>{said}"), "https://x.dk/kurser/ips").told
    assert (told.form, told.date, told.expires) == ("course", None, When(last))


def test_a_report_about_courses_is_no_course() -> None:
    body = article("<p>Rapport</p><h1>Kurser for ledige virker sjældent</h1><p>Marts 2023</p>")
    told = read(body, "https://x.dk/viden/kurser-for-ledige").told
    assert (told.form, told.expires, told.date) == ("report", None, When("2023-03"))
    told = read(article("<h1>Evaluering af puljen Flere skal med</h1>")).told
    assert told.form is None


def test_a_job_advert_among_the_news() -> None:
    advert = (
        "<p>Nyhed</p><h1>Vi søger en jobkonsulent</h1><p>Ansøgningsfrist: 1. marts 2025</p>"
        "<p>Stillingen er på 37 timer med tiltrædelse 1. maj.</p>"
        "<p>Ansættelsessamtaler i uge 12.</p>"
    )
    told = read(f"<main><article>{advert}</article></main>", "https://v.dk/nyheder/vi-soeger").told
    assert (told.form, told.date, told.expires) == ("advert", None, When("2025-03-01"))
    news = "<p>Nyhed</p><h1>Vi søger svar på, hvad der virker</h1>"
    assert read(article(news), "https://v.dk/nyheder/svar").told.form == "news"


@pytest.mark.parametrize(
    ("label", "date"),
    [
        ("<div>NYHED / 15-09-2021</div><h1>Flere skal med</h1>", "2021-09-15"),
        ("<h1>Metodeguide</h1><p>April 2025</p>", "2025-04"),
        ("<h1>Afsnit 59</h1><p>20th Dec 2021</p>", "2021-12-20"),
        ("<h1>Podcast</h1><p>Lagt online: 18.01.2021</p>", "2021-01-18"),
        ("<h1>Arkiv</h1><p>25. januar 2021</p>", "2021-01-25"),
        ("<p>14. APR 2010</p><h1>Pathways</h1>", "2010-04-14"),
        ("<h1>Fafo</h1><p>12 September 2017</p>", "2017-09-12"),
        ("<h1>Rapport</h1><p>8. oktober 2019</p>", "2019-10-08"),
        ("<h1>Rapport</h1><p>3. maj 2019</p>", "2019-05-03"),
        ("<h1>Rapport</h1><p>1. marts 2019</p>", "2019-03-01"),
    ],
)
def test_months_in_danish_and_english(label: str, date: str) -> None:
    assert read(article(label)).told.date == When(date)


@pytest.mark.parametrize(
    "said",
    [
        "<p>01/09/2019 → 31/08/2021</p>",
        "<p>01/09/2019</p><p>→ 31/08/2021</p>",
        "<p>Periode</p><p>01/09/2019</p>",
        "<p>01/09/2019 - 31/08/2021</p>",
        "<p>Webinar</p><p>Tilmelding senest</p><p>12. maj 2024</p>",
        "<p>01-04</p>",
    ],
)
def test_a_range_of_days_is_no_date(said: str) -> None:
    assert (
        read(article(f"<h1>CUBB</h1>{said}"), "https://vbn.aau.dk/en/projects/cubb").told.date
        is None
    )


def test_a_journal_put_online_years_later() -> None:
    head = meta(citation_date="2021/05/03", citation_journal_title="T", citation_title="A")
    told = read(article("<h1>A</h1><p>Årg. 3 Nr. 1 (1998)</p>"), head=head).told
    assert (told.date, told.form) == (When("1998"), "article")


def test_a_header_block_four_times() -> None:
    block = "<div><h2>Podcast om tro</h2><p>Lagt online: 18.01.2021</p></div>"
    seen = read(article(f"<h1>Podcast om tro</h1>{block * 3}"))
    assert seen.text.count("Podcast om tro") <= 1
    assert seen.text.count("Lagt online") <= 1
    assert (seen.told.title, seen.told.date) == ("Podcast om tro", When("2021-01-18"))


def test_an_abstract_that_stands_there_twice() -> None:
    seen = read(
        f"<main><article><h1>IPS</h1><p>{LEAD}</p><p>{MORE}</p><p>{LEAD}</p></article></main>"
    )
    assert seen.text.count("1.200 borgere") == 1
    assert MORE in seen.text
    doubled = read(article("<h1>IPS</h1>"), head=meta(description=f"{LEAD} {LEAD}"))
    assert doubled.told.summary == LEAD


def test_braces_that_a_script_should_have_filled_in() -> None:
    head = '<title>{{ show.title }}</title><meta property="og:title" content="{{ episode.title }}">'
    seen = read(article("<h1>{{ episode.title }}</h1><p>{{ episode.date }}</p>"), head=head)
    assert "{{" not in seen.text
    assert "{{" not in f"{seen.told.title} {seen.told.summary}"
    assert seen.text.startswith("Individuelt")
    with pytest.raises(ReadError):
        read("<div>{{ show.title }}</div>", head="<title>{{ show.title }}</title>")


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("<h1>A</h1><p>Forfatter: Anna Holm</p>", ["Anna Holm"]),
        ("<h1>A</h1><p>Forfattere:</p><p>Anna Holm, Bo Dam og Karen Lund</p>",
         ["Anna Holm", "Bo Dam", "Karen Lund"]),
        ("<h1>A</h1><p>Af Anna Holm | 3. maj 2022</p>", ["Anna Holm"]),
        ("<h1>A</h1><p>Forfatter: Anna Holm, forsker ved VIVE</p>", ["Anna Holm"]),
        ("<h1>A</h1><p>Text: Anna Holm</p>", ["Anna Holm"]),
        ("<h1>A</h1><p>Authors: Anna Holm, Bo Dam</p>", ["Anna Holm", "Bo Dam"]),
        ("<h1>A</h1><p>Af en eller anden grund</p>", []),
        ("<h1>A</h1><p>Af Hensyn</p>", []),
    ],
)  # fmt: skip
def test_who_wrote_it_says_the_text(said: str, people: list[str]) -> None:
    assert [person.name for person in read(article(said)).told.people] == people


def test_what_a_machine_is_told() -> None:
    head = (
        meta(citation_doi="10.1234/IPS.5", citation_author="Holm, A.", citation_language="en")
        + meta(citation_isbn="978-87-92823-21-2", citation_pdf_url="/ips.pdf")
        + '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
        '<script type="application/ld+json">{"@type": "Report", "name": "IPS", "headline": "IPS",'
        ' "publisher": {"name": "VIVE"}, "isAccessibleForFree": true}</script>'
    )
    told = read(article("<h1>IPS</h1>"), head=head).told
    assert told.ids[0] == "doi:10.1234/ips.5"
    assert (told.publisher, told.form, told.access, told.language) == ("VIVE", "report", None, "en")
    assert told.license == "https://creativecommons.org/licenses/by/4.0/"
    assert told.enclosures == (Enclosure("https://x.dk/ips.pdf", "application/pdf"),)
    assert told.people == (Person("Holm, A.", "author"),)


@pytest.mark.parametrize(
    ("head", "said", "access"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle",'
         ' "isAccessibleForFree": "False"}</script>', "", "subscription"),
        ('<meta property="article:content_tier" content="locked">', "", "subscription"),
        ("", "<p>Kun for abonnenter</p>", "subscription"),
        ("", "<div>Log ind for at læse resten</div>", "login"),
        ("", "<p>Du skal være logget ind for at se artiklen.</p>", "login"),
        ("", "<p>Han siger, at avisen kun er for abonnenter og medlemmer.</p>", None),
        ("", "<nav><a>Log ind for at læse</a></nav>", None),
    ],
)  # fmt: skip
def test_what_is_closed(head: str, said: str, access: str | None) -> None:
    assert read(article(f"<h1>A</h1>{said}"), head=head).told.access == access


def test_a_front_page_is_no_works_address() -> None:
    assert read(article("<h1>A</h1>"), "https://x.dk/").told.link is None
    assert read(article("<h1>A</h1>"), "https://x.dk/a").told.link == "https://x.dk/a"
