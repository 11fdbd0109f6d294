"""A record in unqualified Dublin Core (oai_dc) -> a draft."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from hub.addresses import web_address
from hub.identifiers import doi, identifiers
from hub.model import Draft, Person, Source, When
from hub.text import one_line
from indexer.readers.dates import parse_date
from indexer.readers.languages import language_named
from indexer.readers.markup import LONGEST_TITLE, shorten, to_line, to_text
from indexer.readers.media import title_from
from indexer.readers.people import first_name_first, united
from indexer.readers.work_types import form_of_types

_LONGEST_GUID = 2_000
_LONGEST_PUBLISHER = 200
_TELLING = 80  # characters of a description that says something
_FILE = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|zip|epub|csv|jpe?g|png|mp[34])$", re.IGNORECASE)
_ROLE = re.compile(r"\s*\(([^()]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class Field:
    """One element: its name without namespace, its text as it stands, its language if told."""

    name: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a repository, known there by `identifier`."""

    identifier: str
    fields: tuple[Field, ...]

    def texts(self, *names: str) -> list[str]:
        """The texts of all elements with one of these names, in their order."""
        return [field.text for field in self.fields if field.name in names]


def to_draft(record: Record, source: Source) -> Draft | None:
    """The record as a draft, or None if it has neither title, text nor a link to anything."""
    language = _language(record)
    summary, body = _texts(record, language)
    link = _link(record)
    title = _title(record, language) or title_from(summary, link, ())
    if not title:
        return None
    return Draft(
        title=title,
        guid=record.identifier[:_LONGEST_GUID],
        link=link,
        summary=summary,
        body=body,
        people=_people(record),
        date=_date(record.texts("date")),
        language=language or source.language,
        form=form_of_types(record.texts("type")),
        ids=identifiers(record.texts("identifier")),
        publisher=_publisher(record),
    )


def _publisher(record: Record) -> str:
    named = filter(None, map(to_line, record.texts("publisher")))
    return next(named, "")[:_LONGEST_PUBLISHER]


def _language(record: Record) -> str | None:
    """The first that is known; several languages of one work are all its own."""
    return next(filter(None, map(language_named, record.texts("language"))), None)


def _title(record: Record, language: str | None) -> str:
    """The title in the work's language, then in others: "Tro på job / Belief in jobs"."""
    titles = _own_first(record, "title", language)
    lines = dict.fromkeys(filter(None, (to_line(text) for text in titles)))
    return shorten(" / ".join(lines), LONGEST_TITLE)


def _texts(record: Record, language: str | None) -> tuple[str, str]:
    """Summary: the first description that says something, in the work's language if possible."""
    told = _own_first(record, "description", language) or record.texts("abstract")
    texts = list(dict.fromkeys(filter(None, map(to_text, told))))
    if not texts:
        return "", ""
    own = next((text for text in texts if len(text) >= _TELLING), texts[0])
    return own, "\n\n".join(text for text in texts if text != own)


def _own_first(record: Record, name: str, language: str | None) -> list[str]:
    fields = [field for field in record.fields if field.name == name]
    own = [f for f in fields if f.language and language_named(f.language) == language]
    return [field.text for field in (*own, *(f for f in fields if f not in own))]


def _link(record: Record) -> str | None:
    """The landing page: the repository's own before a DOI, a file only where there is no page."""
    own = [*record.texts("identifier"), record.identifier]
    addresses = [url for text in own if (url := web_address(text.strip())) and _leads(url)]
    dois = [found for text in own if (found := doi(text))]
    pages = [url for url in addresses if _is_page(url)]
    related = [url for text in record.texts("relation") if (url := web_address(text.strip()))]
    hosts = {urlsplit(url).hostname for url in addresses}
    about = [url for url in related if urlsplit(url).hostname in hosts and _is_page(url)]
    return next(iter((*pages, *dois, *about, *addresses, *related)), None)


def _is_page(url: str) -> bool:
    return doi(url) is None and not _FILE.search(urlsplit(url).path)


def _leads(url: str) -> bool:
    """Whether the address is of a page, not of a whole site."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _people(record: Record) -> tuple[Person, ...]:
    publishers = [to_line(text) for text in record.texts("publisher")]
    found = [
        Person(name, role)
        for field, role in (("creator", "author"), ("contributor", "contributor"))
        for text in record.texts(field)
        for name in _names(text)
    ]
    return united(found, publishers)


def _names(text: str) -> Iterator[str]:
    for part in to_line(text, 2_000).split(";"):
        if name := first_name_first(_ROLE.sub("", part).strip()):
            yield name[:200]


def _date(texts: Iterable[str]) -> When | None:
    """The earliest: the others tell when a record was made, changed or set free. A year is as
    early as its first day, and stays a year.
    """
    dates = [when for text in texts if (when := parse_date(one_line(text)))]
    return min(dates, key=lambda when: when.iso, default=None)
