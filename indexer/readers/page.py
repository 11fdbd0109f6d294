"""One hand-picked web page or PDF as a source: a single draft, or those that its links lead to."""

from dataclasses import replace

from hub.addresses import without_login
from hub.model import Draft, Listing, Source
from indexer.answer import Answer
from indexer.extract.html import VERSION as HTML_VERSION
from indexer.extract.html import Page, read_page
from indexer.extract.pdf import VERSION as PDF_VERSION
from indexer.extract.pdf import looks_like_pdf, read_pdf
from indexer.readers.addresses import file_name
from indexer.readers.dates import parse_date
from indexer.readers.follow import VERSION as FOLLOW_VERSION
from indexer.readers.follow import read_links
from indexer.readers.texts import summary_and_body
from indexer.readers.told import told_by_page, told_by_pdf

VERSION = f"page 3, {FOLLOW_VERSION}, {HTML_VERSION}, {PDF_VERSION}"
# Told apart by their small words; a page's own mark for one of them is often a template's.
_VOTED = ("da", "en", "sv", "nb")


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
    told = told_by_page(page, address, [text for _, text in source.title.texts])
    summary, body = summary_and_body(told.summary, [told.body])
    own = told.language if told.language not in _VOTED else None
    return replace(
        told,
        title=told.title or file_name(address) or address,
        guid=address,
        link=address,
        summary=summary,
        body=body,
        language=source.language or own,
    )


def _document(source: Source, answer: Answer, address: str) -> Draft:
    """A PDF as a draft; its text is a reading's. The day it was made counts for the year."""
    found = read_pdf(answer)
    told = told_by_pdf(found, address)
    date = told.date or parse_date(found.made.removeprefix("D:")[:4])
    title = told.title or file_name(address) or address
    draft = replace(told, title=title, date=date, language=source.language)
    return replace(draft, guid=address, link=address)
