"""What a PDF says of itself, as far as it is believed; and how much of a long one is read."""

import pytest

from hub.model import Draft, Enclosure, Person, Trouble, When
from hub.visiting import Read, ReadingTask
from indexer.answer import Answer
from indexer.extract import read_target
from indexer.extract.pdf import MOST_PAGES
from tests.documents import a_pdf

TASK = ReadingTask(1, "item", "pdf", "https://x.dk/f/ips.pdf", "application/pdf")


def read(body: bytes) -> Read:
    return read_target(TASK, Answer(TASK.url, body, "application/pdf"))


def told(body: bytes) -> Draft:
    found = read(body).told
    assert found is not None
    return found


def test_title_author_and_the_edition_on_the_cover() -> None:
    found = told(a_pdf("Job\nMARTS 2017", "Tekst", title="Job først", author="Anna Holm"))
    assert (found.title, found.date) == ("Job først", When("2017-03"))
    assert found.people == (Person("Anna Holm", "author"),)
    assert found.enclosures == (Enclosure(TASK.url, "application/pdf"),)


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - udkast3.docx",
        "Dokument1",
        "Untitled",
        "rapport_v7.indd",
        "Layout 1",
        "---",
    ],
)
def test_a_programs_title_is_none(title: str) -> None:
    assert told(a_pdf("Rapporten", title=title)).title == ""


@pytest.mark.parametrize(
    "author",
    ["admin", "B015432", "anna@x.dk", "Bruger", "HP", "X\\anho", "Center for Job", ""],
)
def test_an_account_is_no_author(author: str) -> None:
    assert told(a_pdf("Rapporten", author=author)).people == ()


def test_two_dates_on_a_cover_tell_nothing() -> None:
    assert told(a_pdf("Rapport\nMARTS 2017\nApril 2018")).date is None
    assert told(a_pdf("Rapporten fra marts 2017 handler om job")).date is None


def test_of_a_very_long_one_the_beginning_is_read() -> None:
    texts = [f"Om {chr(97 + n % 26) * (n // 26 + 2)}" for n in range(MOST_PAGES + 2)]
    long = read(a_pdf(*texts))
    assert long.pages == MOST_PAGES + 2
    assert [passage.page for passage in long.passages or ()][-1:] == [MOST_PAGES]
    assert long.note == Trouble("pdf-cut", (("pages", str(MOST_PAGES)),))
    whole = read(a_pdf(*texts[:MOST_PAGES]))
    assert whole.note is None
