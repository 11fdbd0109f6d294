"""A strict query against one item's words, with evidence: themes and the field's gate use it.

A word matches by lemma or key (decision 9): no compound parts, synonyms or repair; ``prefix*``
by surface words, ``=ord`` by that very form, a phrase by words next to each other, each by lemma
or key but its stop words as they stand. Rule words are read as Danish and as English.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hub.item_facets import has_value
from hub.item_words import ItemWords, Places, Stretch
from hub.model import Evidence, Item
from hub.query_tree import Leaf
from hub.search import All, Analyser, Any, In, ItemTokens, Node, Not, Phrase, Prefix, Word

_TEXTS = ("title", "summary", "chapters", "body")
_TEXT_FIELDS = {"title": "title", "person": "people"}


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a leaf: the forms by which it matches, each empty where it does not count."""

    exacts: frozenset[str] = frozenset()
    mains: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    prefix: str = ""

    def places(self, words: ItemWords) -> Places:
        """Where in the item the word stands, ascending."""
        found = [places for main in self.mains if (places := words.mains.get(main))]
        found += [places for key in self.keys if (places := words.keys.get(key))]
        found += [places for exact in self.exacts if (places := words.exacts.get(exact))]
        if self.prefix:
            found += [words.exacts[exact] for exact in words.beginning(self.prefix)]
        if len(found) > 1:
            return sorted(set().union(*found))
        return found[0] if found else ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A leaf of a rule, compiled: words next to each other within the texts or one part."""

    steps: tuple[Step, ...]
    part: str = ""

    def places(self, words: ItemWords) -> Places:
        """Where in the item the leaf begins, ascending."""
        if not self.steps:
            return ()
        found = self.steps[0].places(words)
        for ahead, step in enumerate(self.steps[1:], 1):
            if not found:
                return ()
            here = set(step.places(words))
            found = [place for place in found if place + ahead in here]
        return (words.part(self.part) if self.part else words.text).of(found)


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found in an item: `evidence` by part, whether title, summary and chapters do
    for themselves, whether the body does, and how many `times` the body has a wanted word.
    """

    evidence: tuple[Evidence, ...]
    front: bool
    body: bool
    times: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A strict query, compiled; `wanted` holds every leaf, the `positive` ones are evidence."""

    node: Node
    wanted: tuple[tuple[Node, Wanted], ...]
    positive: tuple[Node, ...]

    def match(self, item: Item, tokens: ItemTokens) -> tuple[Evidence, ...] | None:
        """Why `item` matches: how many times which words stand where; None: it does not."""
        found = self.look(ItemWords(item, tokens))
        return None if found is None else found.evidence

    def look(self, words: ItemWords) -> Match | None:
        """What the rule finds in an item whose words are laid out; None: it does not match."""
        places = {leaf: wanted.places(words) for leaf, wanted in self.wanted}
        if not _holds(self.node, places, words.text, words.item):
            return None
        body = words.part("body")
        return Match(
            self._evidence(places, words),
            _holds(self.node, places, words.front, words.item),
            _holds(self.node, places, body, words.item),
            len({place for leaf in self.positive for place in body.of(places[leaf])}),
        )

    def _evidence(self, places: dict[Node, Places], words: ItemWords) -> tuple[Evidence, ...]:
        """For every part and positive leaf its commonest surface there, and how often it stands;
        leaves with the same surface are one.
        """
        found: dict[tuple[str, str], Evidence] = {}
        for name in _TEXTS:
            stretch = words.part(name)
            for leaf in self.positive:
                if here := stretch.of(places[leaf]):
                    surface = _commonest(words.surfaces(name, here, self._length(leaf)))
                    seen = Evidence(name, surface, len(here))
                    known = found.setdefault((name, surface.casefold()), seen)
                    if known.count < seen.count:
                        found[name, surface.casefold()] = seen
        return tuple(found.values())

    def _length(self, leaf: Node) -> int:
        """How many words `leaf` has."""
        return next(len(wanted.steps) for node, wanted in self.wanted if node == leaf)


def compile_rule(node: Node, analyser: Analyser) -> Rule:
    """`node` made ready to be held against many items."""
    wanted: dict[Node, Wanted] = {}
    positive: dict[Node, None] = {}
    _collect(node, analyser, wanted, positive, negative=False)
    return Rule(node, tuple(wanted.items()), tuple(positive))


# --- compiling ---------------------------------------------------------------------------------


def _collect(
    node: Node,
    analyser: Analyser,
    wanted: dict[Node, Wanted],
    positive: dict[Node, None],
    *,
    negative: bool,
) -> None:
    """Every leaf of `node` into `wanted`, and into `positive` unless it must not be there."""
    match node:
        case All(parts) | Any(parts):
            for part in parts:
                _collect(part, analyser, wanted, positive, negative=negative)
        case Not(part):
            _collect(part, analyser, wanted, positive, negative=not negative)
        case In(field, part) if field not in _TEXT_FIELDS:
            pass
        case In(field, Word() | Prefix() | Phrase() as leaf):
            wanted[node] = Wanted(_steps(leaf, analyser, field), _TEXT_FIELDS[field])
            positive.update({} if negative else {node: None})
        case Word() | Prefix() | Phrase():
            wanted[node] = Wanted(_steps(node, analyser, ""))
            positive.update({} if negative else {node: None})


def _steps(leaf: Leaf, analyser: Analyser, field: str) -> tuple[Step, ...]:
    """The words of a leaf; people are known by their exact stream only."""
    text = " ".join(leaf.words) if isinstance(leaf, Phrase) else leaf.text
    by_form = field == "person" or (isinstance(leaf, Word) and leaf.exact)
    danish, english = analyser.tokens(text, "da"), analyser.tokens(text, "en")
    steps = [
        Step(exacts=frozenset({da.exact}))
        if by_form or (len(danish) > 1 and analyser.is_stop(da.exact))
        else Step(mains=frozenset({da.main, en.main}), keys=frozenset(da.wide[:1]))
        for da, en in zip(danish, english, strict=True)
    ]
    if danish and (isinstance(leaf, Prefix) or text.endswith("*")):
        steps[-1] = Step(prefix=danish[-1].exact)
    return tuple(steps)


# --- matching ----------------------------------------------------------------------------------


def _holds(node: Node, places: dict[Node, Places], within: Stretch, item: Item) -> bool:
    """Whether `node` holds when only the words in `within` are seen; facets are the item's."""
    match node:
        case All(parts):
            return all(_holds(part, places, within, item) for part in parts)
        case Any(parts):
            return any(_holds(part, places, within, item) for part in parts)
        case Not(part):
            return not _holds(part, places, within, item)
        case In("person", _):
            return bool(places[node])
        case In(field, part) if field not in _TEXT_FIELDS:
            return has_value(item, field, part)
        case _:
            return within.holds(places[node])


def _commonest(surfaces: Iterable[str]) -> str:
    """The surface that stands most often, whatever its case, as it stood first."""
    seen = list(surfaces)
    counts = Counter(surface.casefold() for surface in seen)
    return max(seen, key=lambda surface: counts[surface.casefold()])
