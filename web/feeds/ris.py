"""A work as a record of RIS (Research Information Systems), which every reference manager reads.

A line is a tag of two characters, two blanks, a hyphen, a blank and the value, ended by CRLF; a
record begins with TY and ends with ER. A tag may come more than once.
"""

from collections.abc import Iterator

from web.citing.work import Work

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


def ris_record(work: Work) -> str:
    """The record of `work`, with the blank line that parts it from the next."""
    lines = (f"{tag}  - {_line(told)}" for tag, told in _fields(work) if _line(told))
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
