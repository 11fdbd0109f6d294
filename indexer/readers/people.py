"""Who made an entry, from the many fields that may tell it."""

import re
from collections.abc import Iterable, Iterator

from hub.model import Person
from indexer.readers.markup import to_line

_MAIL = re.compile(r"<?[^\s@<>()]+@[^\s@<>()]+>?")
_BETWEEN = re.compile(r"\s*(?:[;,&]|\bog\b|\band\b)\s*")
_FULL_NAME = re.compile(r"[^\W\d_a-zæøåäöü][\w.'’-]*(?: [\w.'’-]+){1,3}")
_PART = r"[^\W\d_a-zæøåäöü][\w.'’-]*"
_SURNAME = re.compile(rf"(?:(?:van|von|de|der|den|af|al|el|la|le|du|dos|da) )*{_PART}(?: {_PART})?")
_FIRST_NAMES = re.compile(rf"{_PART}(?: {_PART}){{0,3}}")
_HOUSE = re.compile(
    r"(?i:universi|institu|cent(?:er|re|rum)|department|ministe?r|styrelse|fakultet|faculty|school"
    r"|skole|college|council|kommune|region|agency|group)|\b[A-ZÆØÅ]{4,}\b"
)
_MOST = 50


def names(text: object) -> tuple[str, ...]:
    """The names in an author field, without mail addresses.

    "Anna Holm og Bo Dam" is two people, since both have a first and a last name; "Social- og
    Boligstyrelsen" and "Dam, Bo" stay whole.
    """
    if not isinstance(text, str):
        return ()
    line = _MAIL.sub(" ", to_line(text, 2_000))
    line = " ".join(re.sub(r"\(\s*\)", " ", line).split()).strip(" ,;-")
    if inner := re.fullmatch(r"\(([^()]+)\)", line):  # RSS: mail@example.org (Anna Holm)
        line = inner[1].strip()
    parts = [part for part in _BETWEEN.split(line) if part]
    if len(parts) > 1 and all(_FULL_NAME.fullmatch(part) for part in parts):
        return tuple(parts)
    return (line[:200],) if line else ()


def first_name_first(name: str) -> str:
    """ "Dam, Bo" as "Bo Dam"; what may be a place or an institution stays as it is."""
    surname, comma, rest = name.partition(", ")
    turned = comma and _SURNAME.fullmatch(surname) and _FIRST_NAMES.fullmatch(rest)
    return name if not turned or _HOUSE.search(name) else f"{rest} {surname}"


def united(people: Iterable[Person], apart_from: Iterable[str] = ()) -> tuple[Person, ...]:
    """`people` without doubles (the first role stays) and without names in `apart_from`."""
    seen = {name.casefold() for name in apart_from}
    return tuple(_new(people, seen))[:_MOST]


def _new(people: Iterable[Person], seen: set[str]) -> Iterator[Person]:
    for person in people:
        if person.name.casefold() not in seen:
            seen.add(person.name.casefold())
            yield person
