"""A kind's name in plain words: “podcast om angst”, “report on IPS”, “sygedagpenge pdf”.

Somebody who writes so wants such a thing, not the word. It is only a guess: `Query.node` keeps all
words, and whoever answers takes the guess when the rest finds something. Pure.
"""

from collections.abc import Sequence

from hub.query_fields import kind_named
from hub.query_tree import joined
from hub.search import All, Guess, Node, Not, Word

_ABOUT = frozenset(("om", "about", "on", "vedrørende", "vedr"))
# What some names have before what they are for.
_FOR = {"course": frozenset(("i", "in")), "grant": frozenset(("til", "for"))}
# Names that are hardly ever what a query is about, so they need no “om”; others only as the last
# word: “VIVE rapport”, but not “self report”.
_ALONE = frozenset(
    ("podcast", "podcasts", "pdf", "nyhedsbrev", "nyhedsbreve", "newsletter", "newsletters")
)
_LAST = frozenset(("rapport", "rapporter"))
# Beside one of these a name is a word of the sentence: “en god podcast”, “podcast som metode”.
_BINDING = frozenset(
    (
        *("i", "som", "til", "for", "af", "på", "med", "og", "eller", "fra", "via", "en", "et"),
        *("den", "det", "vores", "in", "as", "of", "to", "and", "or", "from", "with", "a", "an"),
        *("the", "our", "er", "is", "hvad", "what", "hvordan", "how"),
    )
)


def guess_of(node: Node | None) -> Guess | None:
    """The kind that the words of a query ask for, and the rest of them; mostly None.

    Only words side by side are looked at: whoever writes operators or fields knows what to write.
    """
    if not isinstance(node, All):
        return None
    first, second, *others = node.parts
    if _plain(second) in _about(first):
        return _guess(first, others)
    if _stands_alone(first, second, _ALONE):
        return _guess(first, node.parts[1:])
    if _stands_alone(node.parts[-1], node.parts[-2], _ALONE | _LAST):
        return _guess(node.parts[-1], node.parts[:-1])
    return None


def _guess(name: Node, rest: Sequence[Node]) -> Guess | None:
    """The guess that `name` says what kind of thing is looked for, if the rest says what about."""
    named = kind_named(_plain(name))
    if named is None or not isinstance(name, Word) or all(isinstance(each, Not) for each in rest):
        return None
    return Guess(*named, joined(All, rest), name.text)


def _about(name: Node) -> frozenset[str]:
    """What stands between `name` and what such a thing is about; nothing if it names no kind."""
    named = kind_named(_plain(name))
    return _ABOUT | _FOR.get(named[1], frozenset()) if named else frozenset()


def _stands_alone(name: Node, beside: Node, sure: frozenset[str]) -> bool:
    """Whether `name` means a kind even without an “om”."""
    return _plain(name) in sure and _plain(beside) not in _BINDING | _ABOUT


def _plain(node: Node) -> str:
    """A word as it is in lists of words; nothing for ``=ord`` and what is no word."""
    return node.text.lower() if isinstance(node, Word) and not node.exact else ""
