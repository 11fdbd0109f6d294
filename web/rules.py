"""A theme's rule as a person reads it: a list of alternatives, operators in the page's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hub.errors import QueryError
from hub.query import parse_rule, print_query
from hub.search import All, Any, Node
from web.site import Here

_ENGLISH: Mapping[str, str] = MappingProxyType({"OG": "AND", "ELLER": "OR", "IKKE": "NOT"})
# A phrase is taken whole, so that what looks like an operator within it stays.
_OUTSIDE_QUOTES = re.compile(r'"[^"]*"|\b(?:OG|ELLER|IKKE)\b')


@dataclass(frozen=True, slots=True)
class ReadableRule:
    """`parts` of which one is enough, or all are needed (`every`)."""

    parts: tuple[str, ...]
    every: bool = False


def readable(here: Here, rule: str) -> ReadableRule:
    """`rule` taken apart at its outermost operator; as written where it can't be parsed."""
    try:
        node = parse_rule(rule)
    except QueryError:
        return ReadableRule((rule,))
    if isinstance(node, Any | All):
        parts = tuple(_in_language(here, part) for part in node.parts)
        return ReadableRule(parts, every=isinstance(node, All))
    return ReadableRule((_in_language(here, node),))


def _in_language(here: Here, node: Node) -> str:
    """A node as typed by somebody who writes the language of the page."""
    printed = print_query(node)
    if here.language == "da":
        return printed
    return _OUTSIDE_QUOTES.sub(lambda found: _ENGLISH.get(found[0], found[0]), printed)
