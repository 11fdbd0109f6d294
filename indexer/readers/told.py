"""What a page or a PDF says of its work, as a draft: the same whether it is a source or is read."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from hub.identifiers import identifiers
from hub.model import Draft, Enclosure, Person, When
from hub.text import one_line
from indexer.extract.forming import Signs, form_of
from indexer.extract.html import Page
from indexer.extract.pdf import Pdf
from indexer.extract.wanting import PDF
from indexer.readers.dates import parse_date
from indexer.readers.forms import form_named
from indexer.readers.languages import language_named
from indexer.readers.markup import LONGEST_TITLE, shorten
from indexer.readers.people import names, united

_ENDING = ("grant", "course", "advert")
_A_PROGRAMS = re.compile(
    r"^microsoft |\.(?:docx?|pptx?|indd|pdf|qxd|tmp)$|untitled|^(?:dokument|document)?[\W\d_]*$"
    r"|^(?:print|layout|slide|powerpoint|skabelon|template)\b",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"^(?:admin\w*|user|bruger|owner|author|default|pc|mac)\b|[@\\\d]|universi|institu|minist|cent(?:er|re)"
    r"|styrelse|kommune|region|forlag|bureau|agency|group|gmbh|\bltd\b|\ba/s\b|\baps\b",
    re.IGNORECASE,
)


def told_by_page(page: Page, url: str, apart_from: Iterable[str] = ()) -> Draft:
    """The page at `url` as a draft; `apart_from` are names that are no people, such as its site's.

    Its body is the page's text. Its language is what the page states, which may be wrong.
    """
    stated = page.stated
    people = [Person(name, "author") for told in stated.people for name in names(told)]
    form = form_of(Signs(stated.title, url, stated.types, stated.labels, page.text))
    return Draft(
        title=shorten(stated.title, LONGEST_TITLE),
        link=_leading_somewhere(url),
        summary=stated.summary,
        body=page.text,
        people=united(people, [stated.publisher, *apart_from]),
        date=most_precise([when for text in stated.dates if (when := parse_date(text))]),
        language=language_named(stated.language) if stated.language else None,
        form=form or form_named(stated.types),
        ids=identifiers(stated.ids),
        publisher=stated.publisher,
        access=stated.access,
        license=stated.license,
        expires=_last(stated.last_days) if form in _ENDING else None,
        enclosures=(Enclosure(stated.pdf, PDF),) if stated.pdf else (),
    )


def told_by_pdf(pdf: Pdf, url: str) -> Draft:
    """The PDF at `url` as a draft. Its own title and author count unless a program gave them; its
    date is the edition's on its cover.
    """
    people = [Person(name, "author") for name in names(pdf.author) if is_name(name)]
    return Draft(
        title=sane_title(pdf.title),
        link=url,
        people=united(people),
        date=parse_date(pdf.edition),
        enclosures=(Enclosure(url, PDF),),
    )


def sane_title(title: str) -> str:
    """A PDF's own title, or empty where a program or a template gave it."""
    line = one_line(title)
    return "" if _A_PROGRAMS.search(line) else shorten(line, LONGEST_TITLE)


def is_name(name: str) -> bool:
    """Whether it may be a person's full name, and no account's."""
    return " " in name and not _NO_PERSON.search(name)


def most_precise(dates: Iterable[When]) -> When | None:
    """The most trusted date, as precise as another that agrees with it has it."""
    found = list(dates)
    agreeing = [when for when in found if when.iso.startswith(found[0].iso)]
    return max(agreeing, key=lambda when: len(when.iso), default=None)


def _leading_somewhere(url: str) -> str | None:
    """`url`, unless it is a front page: where sites send us for what they no longer have."""
    parts = urlsplit(url)
    return url if parts.path.strip("/") or parts.query else None


def _last(days: Iterable[str]) -> When | None:
    """The latest of these days; a month or a year is no last day."""
    known = [when for text in days if (when := parse_date(text)) and len(when.iso) >= 10]
    return max(known, key=lambda when: when.iso[:10], default=None)
