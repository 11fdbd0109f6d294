"""A work as a record of RIS (Research Information Systems), which every reference manager reads.

A line is a tag of two characters, two blanks, a hyphen, a blank and the value, ended by CRLF; a
record begins with TY and ends with ER. A tag may come more than once.
"""

from collections.abc import Iterator, Sequence

from web.citing.names import name_of
from web.citing.work import Work
from web.feeds.listing import Entry, Listing, joined

MEDIA_TYPE = "application/x-research-info-systems"
_END = "\r\n"
_TYPES = {
    "report": "RPRT",
    "article": "JOUR",
    "news": "NEWS",
    "episode": "SOUND",
    "trailer": "SOUND",
    "bonus": "SOUND",
}
_ELECTRONIC = "ELEC"


def ris(listing: Listing) -> bytes:
    """`listing` as records, below a head that tells where they are from, as catalogues write it.

    What stands before the first TY belongs to no record; Zotero knows a file as RIS by a TY within
    its first five lines that are not blank, so the head has four.
    """
    read_as = f" ({listing.read_as})" if listing.read_as != listing.asked else ""
    head = (
        f"Provider: {listing.hub}, {listing.page}",
        f"Search: {listing.asked or '*'}{read_as}",
        f"Results: {len(listing.entries)}/{listing.total}, {listing.day}, {listing.version}",
        'Content: text/plain; charset="UTF-8"',
    )
    records = (ris_record(e.work, e.themes, _notes(e)) for e in listing.entries)
    top = _END.join([*map(_line, head), "", ""])
    return "".join([top, *records]).encode(errors="replace")


def _notes(entry: Entry) -> tuple[str, ...]:
    """What it is at a glance, who is heard in it beside its makers, and its page of ours."""
    made = {name.in_order for name in entry.work.authors}
    heard = [person.name for person in entry.people if name_of(person.name).in_order not in made]
    ours = entry.page if entry.page != entry.work.url else ""
    return joined(entry.facts), "; ".join(heard), ours


def ris_record(work: Work, keywords: Sequence[str] = (), notes: Sequence[str] = ()) -> str:
    """The record of `work`, with the blank line that parts it from the next."""
    fields = (*_fields(work), *(("KW", k) for k in keywords), *(("N1", note) for note in notes))
    lines = (f"{tag}  - {_line(told)}" for tag, told in fields if _line(told))
    return _END.join([*lines, "ER  - ", "", ""])


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(work.form, _ELECTRONIC)
    for name in work.authors:
        yield "AU", name.in_order
    yield "TI", work.title
    yield "T2", work.within
    yield "PB", work.publisher
    yield "PY", work.year
    yield "DA", _date(work)
    yield "AB", work.summary
    yield "IS", str(work.number or "")
    yield "DO", work.doi
    yield "SN", work.isbn or work.issn
    yield "LA", work.language
    yield "UR", work.url


def _date(work: Work) -> str:
    """``2024/03/05/``: what is not known is left empty between the strokes."""
    known = work.date.iso[:10].split("-") if work.date else []
    return "/".join([*known, *[""] * (4 - len(known))]) if known else ""


def _line(text: str) -> str:
    """A value has no lines of its own."""
    return " ".join(text.split())
