"""The fields of the query language and the values of those that have a closed list.

People name fields and values in Danish or English (``type:nyhedsbrev``, ``kind:newsletter``);
within the hub both have one canonical name, the one of ``hub.search.FACETS`` and the model.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from hub.query_dates import canonical_days
from hub.query_tree import joined, negated
from hub.search import In, Node, Not, Phrase, Prefix, Word

Names = Mapping[str, tuple[str, ...]]

# Canonical name: what people write; the first is Danish, the second English, the rest aliases.
FIELDS: Names = MappingProxyType(
    {
        "title": ("titel", "title"),
        "person": ("person", "person", "forfatter", "author", "personer", "people"),
        "source": ("kilde", "source"),
        "publisher": ("udgiver", "publisher"),
        "theme": ("tema", "theme"),
        "kind": ("type", "kind"),
        "form": ("form", "form"),
        "year": ("år", "year", "aar"),
        "language": ("sprog", "language"),
        "access": ("adgang", "access"),
        "has": ("har", "has"),
        "length": ("længde", "length", "laengde", "varighed", "duration"),
        "date": ("dato", "date"),
    }
)
_KINDS: Names = {
    "episode": ("episode", "episode", "episoder", "episodes", "podcast", "podcasts", "afsnit"),
    "publication": ("udgivelse", "publication", "udgivelser", "publications", "publikation"),
    "issue": ("nyhedsbrev", "newsletter", "nyhedsbreve", "newsletters", "issue"),
}
_FORMS: Names = {
    "episode": ("episode", "episode", "podcast"),
    "report": ("rapport", "report", "rapporter", "reports"),
    "article": ("artikel", "article", "artikler", "articles"),
    "news": ("nyhed", "news", "nyheder"),
    "tool": ("værktøj", "tool", "værktøjer", "tools", "redskab", "redskaber", "guide"),
    "case": ("case", "case", "cases", "eksempel", "eksempler"),
    "trailer": ("trailer", "trailer", "trailere", "trailers"),
    "bonus": ("bonus", "bonus", "bonusepisode", "bonusepisoder"),
    "course": ("kursus", "course", "kurser", "courses"),
    "grant": ("pulje", "grant", "puljer", "grants"),
    "advert": ("stillingsopslag", "advert", "jobopslag", "annonce"),
    "issue": ("nyhedsbrev", "newsletter", "issue"),
}
_LANGUAGES: Names = {
    "da": ("dansk", "danish", "da"),
    "en": ("engelsk", "english", "en"),
    "sv": ("svensk", "swedish", "sv"),
    "nb": ("norsk", "norwegian", "nb", "no", "nn"),
}
_ACCESS: Names = {
    "open": ("åben", "open", "fri", "free"),
    "login": ("login", "login"),
    "subscription": ("abonnement", "subscription"),
}
_HAVING: Names = {
    "transcript": ("udskrift", "transcript", "udskrifter", "transcripts", "transskription"),
    "pdf": ("pdf", "pdf", "pdf-fil", "pdfs"),
}
_LENGTHS: Names = {"10": ("10", "10", "kort", "short", "10min", "10-min")}
_CLOSED: Mapping[str, Names] = MappingProxyType(
    {
        "kind": _KINDS,
        "form": _FORMS,
        "language": _LANGUAGES,
        "access": _ACCESS,
        "has": _HAVING,
        "length": _LENGTHS,
    }
)
_SPANS = ("year", "date")
_SUBJECTS = ("eksempel", "eksempler", "bonus", "annonce", "advert", "issue", "jobopslag")
# Where a value of a field is looked for: somebody who writes type:rapport means the form.
_ALSO: Mapping[str, tuple[str, ...]] = {"kind": ("kind", "form"), "form": ("form", "kind")}
_YEARS = re.compile(r"(\d{4})|(\d{4})?(?:\.\.|-)(\d{4})?")


class UnknownValueError(ValueError):
    """A field with a closed list has no such value; ``str(error)`` is the value as written."""


def field_named(name: str) -> str | None:
    """The canonical field that people call `name`, in any case; None if there is none."""
    folded = name.lower()
    return next((field for field, names in FIELDS.items() if folded in names), None)


def kind_named(word: str) -> tuple[str, str] | None:
    """The facet and the value that a kind's name in plain words stands for: ``podcast``, ``pdf``.

    None for other words, and for names that are more often a subject (eksempel, annonce).
    """
    if word in _SUBJECTS:
        return None
    tables = ((facet, _CLOSED[facet]) for facet in ("kind", "form"))
    for facet, table in (*tables, ("has", {"pdf": _HAVING["pdf"]})):
        for value, names in table.items():
            if word in names:
                return facet, value
    return None


def name_of(field: str, language: str = "da") -> str:
    """What people call the canonical `field` in `language` (da, else English)."""
    return FIELDS[field][language != "da"]


def value_name(field: str, value: str, language: str = "da") -> str:
    """What people call the canonical `value` of `field` in `language`; open values as they are."""
    names = _CLOSED.get(field, {}).get(value)
    return names[language != "da"] if names else value


def years(value: str) -> tuple[int | None, int | None] | None:
    """The first and last year of ``2021``, ``2019..2023``, ``2019..`` or ``..2019`` (both count).

    None where an end is open; None altogether if `value` is no such thing.
    """
    found = _YEARS.fullmatch(value)
    if found is None or not any(found.groups()):
        return None
    if found[1]:
        return int(found[1]), int(found[1])
    first, last = (int(year) if year else None for year in found.group(2, 3))
    return (last, first) if first and last and last < first else (first, last)


def within(field: str, node: Node) -> Node:
    """`node` asked of one field: the field goes down to every word, an inner field wins.

    So the part of an ``In`` is always a word, a prefix or a phrase. Raises UnknownValueError.
    """
    if isinstance(node, In):
        return node
    if isinstance(node, Not):
        return negated(within(field, node.part))
    if isinstance(node, Word | Prefix | Phrase):
        closed = field in _SPANS or field in _CLOSED
        return _closed(field, node) if closed else In(field, node)
    return joined(type(node), [within(field, part) for part in node.parts])


def _closed(field: str, leaf: Word | Prefix | Phrase) -> In:
    """`leaf` as one of the values that `field` can have."""
    text = " ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text
    if field in _SPANS:
        span = canonical_years(text) if field == "year" else canonical_days(text)
        if span is None:
            raise UnknownValueError(text)
        return In(field, Word(span))
    for table in _ALSO.get(field, (field,)):
        for value, names in _CLOSED[table].items():
            if text.lower() == value or text.lower() in names:
                return In(table, Word(value))
    raise UnknownValueError(text)


def canonical_years(value: str) -> str | None:
    """`value` as ``2019..2023``, the earlier year first; None if it is no such thing."""
    span = years(value)
    if span is None:
        return None
    return "..".join(dict.fromkeys("" if year is None else f"{year:04}" for year in span))
