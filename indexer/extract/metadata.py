"""What a page states of itself: Highwire (citation_*), Dublin Core, Open Graph, JSON-LD, then text.

Values come raw; who uses them reads dates and names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin, urlsplit

import lxml.html

from hub.model import Access
from hub.text import one_line
from indexer.extract.bylines import people_said
from indexer.extract.dating import date_in_address, dates_in_text, last_day, year_of_issue
from indexer.extract.forming import access_of
from indexer.extract.jsonld import (
    Told,
    authors,
    ends,
    files,
    headline,
    is_closed,
    licenses,
    named,
    publishers,
    types_in,
    word,
    works_in,
)
from indexer.extract.linebreaks import join_cut_words
from indexer.extract.lines import Line, around_heading, lines_of

_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title")
_LESSER_TITLES = ("twitter:title",)
_SUMMARIES = ("og:description", "description", "dc.description", "twitter:description")
_PEOPLE = ("citation_author", "dc.creator", "dcterms.creator")
_LESSER_PEOPLE = ("author",)
_PUBLISHERS = ("citation_publisher", "dc.publisher", "dcterms.publisher")
_SITES = ("og:site_name", "application-name")
# Not citation_online_date or dc.date.created: journals upload old volumes.
_DATES = (
    "citation_publication_date",
    "citation_date",
    "article:published_time",
    "dc.date.issued",
    "dcterms.issued",
    "prism.publicationdate",
    "dc.date",
)
_IDS = ("citation_doi", "citation_isbn", "dc.identifier", "dcterms.identifier", "prism.doi", "doi")
_ID_PARTS = ("dc.identifier.doi", "dc.identifier.isbn", "bepress_citation_doi")
_LICENSES = ("dc.rights", "dcterms.license", "dcterms.rights", "dc.rights.license")
_TYPES = ("dc.type", "dcterms.type")
_KINDS_BY_FIELD = (
    ("citation_technical_report_institution", "Report"),
    ("citation_dissertation_institution", "Report"),
    ("citation_journal_title", "ScholarlyArticle"),
)
_LANGUAGES = ("citation_language", "dc.language", "dcterms.language")
_CLOSED = ("locked", "metered", "premium", "paid", "false")
_ISSUES = ("dc.source", "dcterms.bibliographiccitation", "dc.identifier.citation")
_PDFS = ("citation_pdf_url", "bepress_citation_pdf_url", "wkhealth_pdf_url")
_PDF = "application/pdf"
_TEMPLATE = re.compile(r"\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}")
_LABEL = 60  # characters of a line beside the heading that may be a label
_MOST = 50
_MOST_MARKED = 1_000
_MOST_METAS = 2_000
_BETWEEN = (" | ", " – ", " — ", " - ", " · ", " :: ")

Metas = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page states: `dates` are candidates in the order of trust, as written.

    `publisher` is the site's name where nobody else is named, `pdf` the work's whole address as a
    PDF. `types` and `labels` tell its form, see ``forming``; `last_days` are those of a grant or a
    course, as written.
    """

    title: str = ""
    summary: str = ""
    people: tuple[str, ...] = ()
    publisher: str = ""
    dates: tuple[str, ...] = ()
    language: str = ""
    pdf: str = ""
    ids: tuple[str, ...] = ()
    license: str = ""
    access: Access | None = None
    types: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    last_days: tuple[str, ...] = ()


def read_metadata(tree: lxml.html.HtmlElement, url: str = "") -> Stated:
    """The statements in the page `tree`, which came from `url`; absent ones are empty."""
    metas = list(islice(_metas(tree), _MOST_METAS))
    works = works_in(tree)
    lines = tuple(lines_of(tree))
    publisher = _first(
        [*_values(metas, _PUBLISHERS), *(name for each in works for name in publishers(each))]
    )
    site = _first(_values(metas, _SITES))
    people = dict.fromkeys(name for name in _people(metas, works, lines) if "://" not in name)
    license_links = (node.get("href") or "" for node in tree.xpath("//link[@rel='license']"))
    return Stated(
        title=_title(tree, metas, works, [name for name in (site, publisher) if name]),
        summary=_once(_first(_values(metas, _SUMMARIES))),
        people=tuple(people)[:_MOST],
        publisher=publisher or site,
        dates=tuple(
            text for date in _dates(tree, metas, works, lines, url) if (text := one_line(date))
        ),
        language=_first(_values(metas, _LANGUAGES)[:1])
        or one_line(tree.get("lang") or tree.get("xml:lang") or ""),
        pdf=_first(_pdfs(tree, metas, works, url)),
        ids=tuple(_ids(metas, works)),
        license=_first([*license_links, *map(_first_license, works), *_values(metas, _LICENSES)]),
        access=_closed(metas, works, lines),
        types=tuple(_types(tree, metas)),
        labels=tuple(text for at in around_heading(lines) if len(text := lines[at].text) <= _LABEL),
        last_days=tuple(day for day in (*ends(tree), *last_day(lines)) if day),
    )


def _people(metas: Metas, works: list[Told], lines: Sequence[Line]) -> list[str]:
    """As the page states them, else as its text says."""
    stated = (
        _values(metas, _PEOPLE)
        or [name for each in works for name in authors(each) if name]
        or _values(metas, _LESSER_PEOPLE)
    )
    said = people_said(lines)
    only_named_by_the_system = not _values(metas, _PEOPLE) and all(" " not in n for n in stated)
    return list(said) if said and only_named_by_the_system else stated


def _ids(metas: Metas, works: list[Told]) -> Iterator[str]:
    """What may be a DOI or an ISBN, as written."""
    yield from _values(metas, _IDS)[:_MOST]
    yield from _values(metas, _ID_PARTS)[:_MOST]
    for each in works[:_MOST]:
        yield from named(each)


def _first_license(told: Told) -> str:
    return next(licenses(told), "")


def _closed(metas: Metas, works: list[Told], lines: Sequence[Line]) -> Access | None:
    """How the page is closed, if it says so to machines or to people."""
    tier = _first(_values(metas, ("article:content_tier",))).casefold()
    if tier in _CLOSED or any(map(is_closed, works)):
        return access_of(line.text for line in lines) or "subscription"
    return access_of(line.text for line in lines)


def _types(tree: lxml.html.HtmlElement, metas: Metas) -> Iterator[str]:
    """What the page calls itself to machines: schema.org types first."""
    yield from types_in(tree)
    yield from (kind for name, kind in _KINDS_BY_FIELD if _values(metas, (name,)))
    yield from _values(metas, _TYPES)


def _metas(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for node in tree.iter("meta"):
        name = (node.get("name") or node.get("property") or "").strip().lower()
        yield name, one_line(_TEMPLATE.sub(" ", node.get("content") or ""))


def _values(metas: Metas, names: tuple[str, ...]) -> list[str]:
    return [value for name in names for key, value in metas if key == name and value]


def _first(values: list[str]) -> str:
    return next((value for value in values if value), "")


def _once(text: str) -> str:
    """`text` without its second half where that only says the first again."""
    middle, odd = divmod(len(text), 2)
    first, second = text[: middle + odd].strip(), text[middle:].strip()
    return first if first and first == second else text


def _dates(
    tree: lxml.html.HtmlElement, metas: Metas, works: list[Told], lines: Sequence[Line], url: str
) -> Iterator[str]:
    """The year of a journal's issue, what is stated for machines, what is said, the address."""
    yield year_of_issue(lines, _values(metas, _ISSUES))
    yield from _values(metas, _DATES)[:_MOST]
    for each in works[:_MOST]:
        yield word(each, "datePublished")
    for node in tree.xpath("//*[@itemprop]")[:_MOST_MARKED]:
        if "datepublished" in node.get("itemprop").lower().split():
            yield node.get("datetime") or node.get("content") or ""
            break  # the others are those of the works it cites
    yield from dates_in_text(lines)
    yield date_in_address(url)


def _title(tree: lxml.html.HtmlElement, metas: Metas, works: list[Told], sites: list[str]) -> str:
    """The work's title without the site's name: stated, the window's, or the heading.

    A heading comes last, since it may be split over lines or shouted.
    """
    stated = [*_values(metas, _TITLES), *map(headline, works)]
    stated += _values(metas, _LESSER_TITLES)
    window = _text(next(tree.iter("title"), None))
    for title in [*stated, window.rpartition(" | ")[0] or window]:
        if bare := _without_site(title, sites):
            return bare
    return _heading(tree) or window


def _without_site(title: str, sites: list[str]) -> str:
    """`title` less a site's name at its end; empty where nothing else is in it."""
    for site in sites:
        if title.casefold() == site.casefold():
            return ""
        for between in _BETWEEN:
            if title.casefold().endswith(f"{between}{site}".casefold()):
                return title[: -len(between) - len(site)].strip()
    return title


def _heading(tree: lxml.html.HtmlElement) -> str:
    """The main heading with the words that its lines cut in two whole again."""
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return ""
    texts = (_TEMPLATE.sub(" ", str(text)) for text in heading.itertext())
    lines = "\n".join(line for text in texts if (line := one_line(text)))
    return one_line(join_cut_words(lines, lambda _: True))


def _text(node: lxml.html.HtmlElement | None) -> str:
    text = "" if node is None else "".join(map(str, node.itertext()))
    return one_line(_TEMPLATE.sub(" ", text))


def _pdfs(tree: lxml.html.HtmlElement, metas: Metas, works: list[Told], url: str) -> list[str]:
    """Addresses of the work as a PDF."""
    told = _values(metas, _PDFS)
    told += [
        node.get("href") or ""
        for node in tree.iter("link")
        if (node.get("type") or "").lower() == _PDF
        and "alternate" in (node.get("rel") or "").lower().split()
    ]
    told += [at for each in works for at, media_type in files(each) if media_type.lower() == _PDF]
    return [whole for each in told if (whole := _absolute(each.strip(), url))]


def _absolute(address: str, base: str) -> str:
    try:
        whole = urljoin(base, address) if address else ""
        return whole if urlsplit(whole).scheme in ("http", "https") else ""
    except ValueError:
        return ""
