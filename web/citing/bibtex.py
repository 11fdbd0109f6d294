"""A reference as a BibTeX entry, in UTF-8 as biber and today's BibTeX read it."""

import re
import unicodedata

from hub.slugs import slug
from web.citing.work import Work

MEDIA_TYPE = "application/x-bibtex"
_TYPES = {"report": "techreport", "article": "article"}
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def bibtex(work: Work) -> str:
    """The entry of `work`, with its last newline."""
    kind = _TYPES.get(work.form, "misc")
    held = {"techreport": "institution", "article": "journal", "misc": "publisher"}[kind]
    fields = {
        "author": " and ".join(_name(name.family, name.given) for name in work.authors),
        "title": f"{{{_plain(work.title)}}}",  # a second brace keeps its capitals
        held: _plain(work.publisher),
        "howpublished": _plain(work.within) if kind == "misc" else "",
        "year": work.year,
        "date": work.date.iso if work.date else "",
        "doi": work.doi,
        "isbn": work.isbn,
        "issn": work.issn,
        "url": work.url,
        "langid": {"da": "danish", "en": "english"}.get(work.language, ""),
        "abstract": _plain(work.summary),
    }
    lines = [f"  {name} = {{{told}}}," for name, told in fields.items() if told]
    return "\n".join([f"@{kind}{{{key(work)},", *lines, "}", ""])


def key(work: Work) -> str:
    """What the entry is called in a text: ``lund2024-beskaeftigelsesindsatsens``."""
    first = slug(work.authors[0].family if work.authors else work.publisher).partition("-")[0]
    word = next((part for part in slug(work.title).split("-") if len(part) > 3), "")
    named = "".join((first, work.year, f"-{word}" if word else ""))
    return re.sub(r"[^a-z0-9-]", "", named) or work.id


def _name(family: str, given: str) -> str:
    """A body's name in braces, so that no word of it is taken for a family name."""
    return f"{_plain(family)}, {_plain(given)}" if given else f"{{{_plain(family)}}}"


def _plain(text: str) -> str:
    line = " ".join(text.split())
    kept = "".join(sign for sign in line if unicodedata.category(sign) != "Cs")
    return "".join(_SIGNS.get(sign, sign) for sign in kept)
