"""What a search leaves out unless it asks for it: adverts for jobs among the news.

It is a default choice of forms: every number on the page counts without them, but the forms' own,
which ignore what is chosen of forms. So choosing "advert" there brings just what it promises.
"""

from collections.abc import Mapping

from hub.model import UNLISTED
from hub.search import All, Any, In, Node, Not, Phrase, Prefix, Word

HIDDEN: Mapping[str, tuple[str, ...]] = {"form": UNLISTED}
NONE: Mapping[str, tuple[str, ...]] = {}


def hidden_from(node: Node | None) -> Mapping[str, tuple[str, ...]]:
    """What is left out where `node` is asked: nothing if it names one of these forms itself."""
    return NONE if node is not None and _asks(node) else HIDDEN


def _asks(node: Node) -> bool:
    match node:
        case In("form", Word(value)):
            return value in UNLISTED
        case All(parts) | Any(parts):
            return any(map(_asks, parts))
        case In() | Not() | Word() | Prefix() | Phrase():
            return False
