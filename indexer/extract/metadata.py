"""What a page states of itself: Highwire (citation_*), Dublin Core, Open Graph, JSON-LD, then text.

Values come raw; who uses them reads dates and names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import lxml.html

from hub.text import one_line
from indexer.extract.dating import date_in_address, dates_in_text, year_of_issue
from indexer.extract.jsonld import Told, authors, files, headline, publishers, word, works_in
from indexer.extract.linebreaks import join_cut_words

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
_ISSUES = ("dc.source", "dcterms.bibliographiccitation", "dc.identifier.citation")
_PDFS = ("citation_pdf_url", "bepress_citation_pdf_url", "wkhealth_pdf_url")
_PDF = "application/pdf"
_MOST = 50
_MOST_MARKED = 1_000
_BETWEEN = (" | ", " – ", " — ", " - ", " · ", " :: ")

Metas = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page states: `dates` are candidates in the order of trust, as written.

    `publisher` is the site's name where nobody else is named, `pdf` the work's whole address as a
    PDF.
    """

    title: str = ""
    summary: str = ""
    people: tuple[str, ...] = ()
    publisher: str = ""
    dates: tuple[str, ...] = ()
    language: str = ""
    pdf: str = ""


def read_metadata(tree: lxml.html.HtmlElement, url: str = "") -> Stated:
    """The statements in the page `tree`, which came from `url`; absent ones are empty."""
    metas = list(_metas(tree))
    works = works_in(tree)
    publisher = _first(
        [*_values(metas, _PUBLISHERS), *(name for each in works for name in publishers(each))]
    )
    site = _first(_values(metas, _SITES))
    people = (
        _values(metas, _PEOPLE)
        or [name for each in works for name in authors(each)]
        or _values(metas, _LESSER_PEOPLE)
    )
    return Stated(
        title=_title(tree, metas, works, [name for name in (site, publisher) if name]),
        summary=_first(_values(metas, _SUMMARIES)),
        people=tuple(dict.fromkeys(name for name in people if name and "://" not in name))[:_MOST],
        publisher=publisher or site,
        dates=tuple(text for date in _dates(tree, metas, works, url) if (text := one_line(date))),
        language=one_line(tree.get("lang") or tree.get("xml:lang") or ""),
        pdf=_first(_pdfs(tree, metas, works, url)),
    )


def _metas(tree: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for node in tree.iter("meta"):
        name = (node.get("name") or node.get("property") or "").strip().lower()
        yield name, one_line(node.get("content") or "")


def _values(metas: Metas, names: tuple[str, ...]) -> list[str]:
    return [value for name in names for key, value in metas if key == name and value]


def _first(values: list[str]) -> str:
    return next((value for value in values if value), "")


def _dates(tree: lxml.html.HtmlElement, metas: Metas, works: list[Told], url: str) -> Iterator[str]:
    """The year of a journal's issue, what is stated for machines, what is said, the address."""
    yield year_of_issue(tree, _values(metas, _ISSUES))
    yield from _values(metas, _DATES)[:_MOST]
    for each in works[:_MOST]:
        yield word(each, "datePublished")
    for node in tree.xpath("//*[@itemprop]")[:_MOST_MARKED]:
        if "datepublished" in node.get("itemprop").lower().split():
            yield node.get("datetime") or node.get("content") or ""
            break  # the others are those of the works it cites
    yield from dates_in_text(tree)
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
    lines = "\n".join(line for text in heading.itertext() if (line := one_line(str(text))))
    return one_line(join_cut_words(lines, lambda _: True))


def _text(node: lxml.html.HtmlElement | None) -> str:
    return "" if node is None else one_line("".join(map(str, node.itertext())))


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
