"""A theme's rule as a person reads it: a list of alternatives, operators in the page's language."""

from dataclasses import dataclass

from hub.errors import QueryError
from hub.query import parse_rule, print_query
from hub.search import All, Any, Node
from web.site import Here


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
    words = {"OG": "AND", "ELLER": "OR", "IKKE": "NOT"}
    if here.language == "da":
        words = {english: danish for danish, english in words.items()}
    # Only capitals are operators, and words within quotation marks are folded to small letters.
    return " ".join(
        word.replace(core, words[core]) if (core := word.strip("()")) in words else word
        for word in print_query(node).split(" ")
    )
