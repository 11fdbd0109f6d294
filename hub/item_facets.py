"""Whether an item has a value of a facet, as a rule asks for it (``kilde:vive``)."""

import re

from hub.having import having, length
from hub.model import Item
from hub.query_dates import days
from hub.query_fields import years
from hub.search import Node, Phrase, Prefix, Word


def has_value(item: Item, field: str, part: Node) -> bool:
    """Whether one of the values that `item` has in `field` is what `part` asks for.

    Publishers match by some of their name's words in a row, everything else by the whole value;
    case and marks are ignored.
    """
    if field == "year":
        return isinstance(part, Word) and _in_years(item, part.text)
    if field == "date":
        return isinstance(part, Word) and _in_days(item, part.text)
    wanted = _only_words(_text(part))
    values = [_only_words(value) for value in _values(item, field)]
    if isinstance(part, Prefix):
        return any(value.startswith(wanted) for value in values)
    if field == "publisher":
        return any(f" {wanted} " in f" {value} " for value in values)
    return wanted in values


def _text(part: Node) -> str:
    if isinstance(part, Phrase):
        return " ".join(part.words)
    return part.text if isinstance(part, Word | Prefix) else ""


def _only_words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _values(item: Item, field: str) -> tuple[str, ...]:
    """What `item` has in `field`, a facet of ``hub.search.FACETS`` other than year and person."""
    match field:
        case "kind":
            return (item.kind,)
        case "form":
            return (item.form,)
        case "language":
            return (item.language,)
        case "access":
            return (item.access,)
        case "publisher":
            return (item.publisher,)
        case "source":
            return (item.source, *(place.source for place in item.places))
        case "theme":
            return tuple(given.theme for given in item.themes if given.strength == "about")
        case "has":
            return having(item)
        case "length":
            return length(item)
        case _:
            return ()


def _in_years(item: Item, asked: str) -> bool:
    """Whether the year that `item` says it is from is among those `asked` for."""
    span = years(asked)
    if span is None or item.date is None:
        return False
    year, (first, last) = int(item.date.iso[:4]), span
    return (first is None or first <= year) and (last is None or year <= last)


def _in_days(item: Item, asked: str) -> bool:
    """Whether the first day that `item` may be from is among those `asked` for."""
    span = days(asked)
    own = days(item.date.iso[:10]) if item.date else None
    if span is None or own is None or own[0] is None:
        return False
    day, (first, after) = own[0], span
    return (first is None or first <= day) and (after is None or day < after)
