"""A list as a table that spreadsheets open as it is (RFC 4180).

The first row names the columns; what was asked, how it was read, when, how much there is and of
which index stand in the last columns of every row, so that rows that are sorted, cut out or put
together with others still tell where they are from.
"""

import csv
from collections.abc import Iterator
from io import StringIO

from hub.text import one_line
from web.feeds.listing import Entry, Listing
from web.texts import Texts

MEDIA_TYPE = "text/csv; charset=utf-8"
_BOM = "\ufeff"  # by which Excel knows the letters
# Danish spreadsheets write numbers with a comma, so they part columns by semicolons.
_PARTED_BY = {"da": ";"}
# What makes a spreadsheet take a text for a formula, or for the end of a row; also in full width.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST = 5_000  # characters of a cell; spreadsheets cut at 32,767


def sheet(listing: Listing, texts: Texts) -> bytes:
    """`listing` as a table with its head in the language of `texts`."""
    written = StringIO()
    table = csv.writer(
        written, delimiter=_PARTED_BY.get(texts.language, ","), quoting=csv.QUOTE_ALL
    )
    table.writerow(_head(texts))
    table.writerows([_cell(value) for value in _row(entry, listing)] for entry in listing.entries)
    return (_BOM + written.getvalue()).encode(errors="replace")


def _head(texts: Texts) -> tuple[str, ...]:
    _ = texts.gettext
    return (
        _("Titel"),
        _("Type"),
        _("Form"),
        _("Udgiver"),
        _("Dato"),
        _("Personer"),
        _("Omfang"),
        _("Sprog"),
        _("Temaer"),
        _("Adgang"),
        _("Resumé"),
        "DOI",
        _("Original"),
        _("Side hos os"),
        _("Søgning"),
        _("Læst som"),
        _("Hentet"),
        _("I alt"),
        _("Indeks"),
    )


def _row(entry: Entry, listing: Listing) -> Iterator[str]:
    work = entry.work
    yield work.title
    yield entry.kind_word
    yield entry.facts[0]
    yield entry.publisher
    yield work.date.iso if work.date else ""
    yield "; ".join(dict.fromkeys(person.name for person in entry.people))
    yield entry.cost
    yield work.language
    yield "; ".join(entry.themes)
    yield entry.access
    yield work.summary
    yield work.doi
    yield entry.original
    yield entry.page
    yield listing.asked
    yield listing.read_as
    yield listing.day.isoformat()
    yield str(listing.total)
    yield listing.version


def _cell(text: str) -> str:
    """`text` on one line, and never a formula (CWE-1236): an apostrophe makes it text."""
    line = one_line(text[:_LONGEST])
    return f"'{line}" if line.startswith(_STARTS_A_FORMULA) else line
