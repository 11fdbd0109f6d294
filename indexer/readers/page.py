"""One hand-picked web page or PDF as a source: a single draft, or those that its links lead to."""

import re
from collections.abc import Iterable

from hub.addresses import without_login
from hub.model import Draft, Enclosure, Listing, Person, Source, When
from indexer.answer import Answer
from indexer.extract.html import VERSION as HTML_VERSION
from indexer.extract.html import Page, read_page
from indexer.extract.pdf import VERSION as PDF_VERSION
from indexer.extract.pdf import looks_like_pdf, read_pdf
from indexer.extract.wanting import PDF
from indexer.readers.addresses import file_name
from indexer.readers.dates import parse_date
from indexer.readers.follow import VERSION as FOLLOW_VERSION
from indexer.readers.follow import read_links
from indexer.readers.languages import language_tag
from indexer.readers.markup import LONGEST_TITLE, shorten
from indexer.readers.people import names, united
from indexer.readers.texts import summary_and_body

VERSION = f"page 2, {FOLLOW_VERSION}, {HTML_VERSION}, {PDF_VERSION}"
_A_TEMPLATES = re.compile(
    r"^microsoft |\.(?:docx?|pptx?|indd|pdf|qxd|tmp)$|untitled", re.IGNORECASE
)


def read_page_source(source: Source, answer: Answer) -> Listing:
    """The page as one draft, known by the address that the source was given; where `follow` is
    set, the links that fit it instead. Raises ReadError as `read_page` and `read_links`.
    """
    if patterns := dict(source.options).get("follow", "").split():
        return read_links(source, answer, patterns)
    address = without_login(source.url or answer.url)
    if looks_like_pdf(answer.body):
        draft = _document(source, answer, address)
        return Listing((draft,), draft.title)
    page = read_page(answer)
    return Listing((_draft(source, page, address),), page.stated.title)


def _draft(source: Source, page: Page, address: str) -> Draft:
    stated = page.stated
    summary, body = summary_and_body(stated.summary, [page.text])
    people = [Person(name, "author") for told in stated.people for name in names(told)]
    return Draft(
        title=shorten(stated.title or file_name(address) or address, LONGEST_TITLE),
        guid=address,
        link=address,
        summary=summary,
        body=body,
        people=united(people, [stated.publisher, *(text for _, text in source.title.texts)]),
        date=_most_precise([when for text in stated.dates if (when := parse_date(text))]),
        language=source.language or language_tag(stated.language) or None,
        enclosures=(Enclosure(stated.pdf, PDF),) if stated.pdf else (),
    )


def _document(source: Source, answer: Answer, address: str) -> Draft:
    """A PDF as a draft; its text is a reading's. Its own title counts unless a program gave it,
    and the day it was made for no more than the year.
    """
    told = read_pdf(answer)
    title = "" if _A_TEMPLATES.search(told.title) else told.title
    return Draft(
        title=shorten(title or file_name(address) or address, LONGEST_TITLE),
        guid=address,
        link=address,
        date=parse_date(told.made.removeprefix("D:")[:4]),
        language=source.language,
        enclosures=(Enclosure(address, PDF),),
    )


def _most_precise(dates: Iterable[When]) -> When | None:
    """The most trusted date, as precise as another that agrees with it has it."""
    found = list(dates)
    agreeing = [when for when in found if when.iso.startswith(found[0].iso)]
    return max(agreeing, key=lambda when: len(when.iso), default=None)
