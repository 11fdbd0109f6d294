"""A PDF -> its text, page by page. The only user of pypdfium2.

It runs in a worker process of the pool, which is killed should a file take too long or too much.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]  # comes without types
from pypdfium2 import PdfDocument, PdfiumError

from hub.errors import ReadError
from hub.model import Passage
from hub.text import normalise, one_line
from indexer.answer import Answer
from indexer.extract.dating import date_on_cover
from indexer.extract.linebreaks import join_cut_words, seen_in
from indexer.extract.pagelines import in_paragraphs, without_edges

VERSION = "pdf 2"
MOST_PAGES = 500
LONGEST_PAGE = 50_000  # characters
LONGEST_TEXT = 3_000_000
_BELIEVABLE = 100_000  # pages; a file that tells of more is lying
_COVER = 2  # pages
_PASSWORD = pypdfium2.raw.FPDF_ERR_PASSWORD
_LONGEST_PROPERTY = 300
_HEAD = 1024  # bytes within which "%PDF-" stands (ISO 32000-1, annex H.3)


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF's passages, one a page, and how many pages it has, those without text included.

    `title`, `author` and `made` are what its properties say: hints, since they often are a
    template's. `edition` is the date alone on a line of its cover, as written. `cut` tells that
    only the first MOST_PAGES pages, or the first LONGEST_TEXT characters, were read.
    """

    passages: tuple[Passage, ...]
    pages: int | None
    title: str = ""
    made: str = ""
    author: str = ""
    edition: str = ""
    cut: bool = False


def looks_like_pdf(body: bytes) -> bool:
    """Whether these are the bytes of a PDF, whatever they are called."""
    return b"%PDF-" in body[:_HEAD]


def read_pdf(answer: Answer) -> Pdf:
    """The text of a PDF. Raises ReadError: "pdf-locked", or "unreadable" if it is none."""
    if not looks_like_pdf(answer.body):
        reason = answer.content_type.partition(";")[0].strip().lower() or "no PDF"
        raise ReadError("unreadable", reason=reason)
    try:
        with closing(PdfDocument(answer.body)) as document:
            count = len(document)
            title, made = _property(document, "Title"), _property(document, "CreationDate")
            author = _property(document, "Author")
            texts = list(_texts(document, min(count, MOST_PAGES)))
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise ReadError("pdf-locked") from error
        raise ReadError("unreadable", reason=str(error)) from error
    return Pdf(
        passages=_passages(texts),
        pages=count if 0 < count <= _BELIEVABLE else None,
        title=title,
        made=made,
        author=author,
        edition=date_on_cover(texts[:_COVER]),
        cut=MOST_PAGES < count <= _BELIEVABLE or sum(map(len, texts)) >= LONGEST_TEXT,
    )


def _property(document: PdfDocument, name: str) -> str:
    try:
        return one_line(document.get_metadata_value(name))[:_LONGEST_PROPERTY]
    except UnicodeDecodeError:
        return ""


def _texts(document: PdfDocument, count: int) -> Iterator[str]:
    """The text of each of the first `count` pages, until it is too much; broken pages are empty."""
    room = LONGEST_TEXT
    for number in range(count):
        text = _text(document, number) if room > 0 else ""
        room -= len(text)
        yield text


def _text(document: PdfDocument, number: int) -> str:
    try:
        with closing(document[number]) as page, closing(page.get_textpage()) as text:
            found = str(text.get_text_bounded())
    except PdfiumError:
        return ""
    # PDFium has taken out the line end where it saw that a word goes on.
    return found[:LONGEST_PAGE].replace("\x02", "-\n").replace("\ufffe", "-\n")


def _passages(texts: list[str]) -> tuple[Passage, ...]:
    pages = without_edges(texts)
    known = seen_in("\n".join(pages))
    tidy = (normalise(in_paragraphs(join_cut_words(page, known))) for page in pages)
    return tuple(Passage(text, page=number) for number, text in enumerate(tidy, 1) if text)
