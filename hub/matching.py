"""A strict query against one item's words, with evidence: themes and the field's gate use it.

A word matches by lemma or key (decision 9): no compound parts, synonyms or repair; ``prefix*``
by surface words, ``=ord`` by that very form, a phrase by words next to each other, each by lemma
or key but its stop words as they stand. Rule words are read as Danish and as English.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from hub.item_facets import has_value
from hub.item_words import ItemWords, Places, Stretch
from hub.model import Evidence, Item
from hub.query_tree import leaves, matches_emptiness
from hub.search import All, Analyser, Any, In, ItemTokens, Node, Not, Phrase, Prefix, Word
from hub.wanted import TEXT_FIELDS, Step, Wanted, wanted_of

_TEXTS = ("title", "summary", "chapters", "body")


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule found in an item: `evidence` by part, whether title, summary and chapters do
    for themselves, whether the body does, and how many `times` the body does.
    """

    evidence: tuple[Evidence, ...]
    front: bool
    body: bool
    times: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A strict query, compiled; `wanted` holds every leaf, the `positive` ones are evidence.

    `needed`: without any of these words no item matches (None: one may).
    """

    node: Node
    wanted: tuple[tuple[Node, Wanted], ...]
    positive: tuple[tuple[Node, Wanted], ...]
    needed: Step | None

    def match(self, item: Item, tokens: ItemTokens) -> tuple[Evidence, ...] | None:
        """Why `item` matches: how many times which words stand where; None: it does not."""
        found = self.look(ItemWords(item, tokens))
        return None if found is None else found.evidence

    def look(self, words: ItemWords) -> Match | None:
        """What the rule finds in an item whose words are laid out; None: it does not match."""
        if self.needed is not None and not self.needed.stands(words):
            return None
        places = {leaf: wanted.places(words) for leaf, wanted in self.wanted}
        if not _holds(self.node, places, words.text, words.item):
            return None
        body = words.part("body")
        return Match(
            self._evidence(places, words),
            _holds(self.node, places, words.front, words.item),
            _holds(self.node, places, body, words.item),
            _times(self.node, places, body) or 0,
        )

    def _evidence(self, places: dict[Node, Places], words: ItemWords) -> tuple[Evidence, ...]:
        """For every part and positive leaf its commonest surface there, and how often it stands;
        leaves with the same surface are one.
        """
        found: dict[tuple[str, str], Evidence] = {}
        for name in _TEXTS:
            stretch = words.part(name)
            for leaf, wanted in self.positive:
                if here := stretch.of(places[leaf]):
                    surface = _commonest(words.surfaces(name, here, len(wanted.steps)))
                    seen = Evidence(name, surface, len(here))
                    known = found.setdefault((name, surface.casefold()), seen)
                    if known.count < seen.count:
                        found[name, surface.casefold()] = seen
        return tuple(found.values())


def compile_rule(node: Node, analyser: Analyser) -> Rule:
    """`node` made ready to be held against many items."""
    wanted: dict[Node, Wanted] = {}
    positive: dict[Node, Wanted] = {}
    _collect(node, analyser, wanted, positive)
    return Rule(node, tuple(wanted.items()), tuple(positive.items()), _needed(node, positive))


# --- compiling ---------------------------------------------------------------------------------


def _collect(
    node: Node, analyser: Analyser, wanted: dict[Node, Wanted], positive: dict[Node, Wanted]
) -> None:
    """Every leaf of `node` into `wanted`, and into `positive` unless it must not be there."""
    match node:
        case All(parts) | Any(parts):
            for part in parts:
                _collect(part, analyser, wanted, positive)
        case Not(part):
            _collect(part, analyser, wanted, {})
        case In(field, Word() | Prefix() | Phrase() as leaf):
            if field in TEXT_FIELDS:
                wanted[node] = positive[node] = wanted_of(leaf, analyser, field)
        case Word() | Prefix() | Phrase():
            wanted[node] = positive[node] = wanted_of(node, analyser)


def _needed(node: Node, positive: Mapping[Node, Wanted]) -> Step | None:
    """Words of which at least one must stand in an item for `node` to match; None: none must."""
    asks_facets = any(field not in ("", *TEXT_FIELDS) for _, field in leaves(node))
    if asks_facets or matches_emptiness(node):
        return None
    return reduce(Step.or_else, (step for w in positive.values() for step in w.steps[:1]), Step())


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
        case In(field, part) if field not in TEXT_FIELDS:
            return has_value(item, field, part)
        case _:
            return within.holds(places[node])


def _times(node: Node, places: dict[Node, Places], body: Stretch) -> int | None:
    """How many times the body holds `node`: of an AND as often as its rarest part, so that one
    "IPS" beside forty "job" is once. None for what can't be counted.
    """
    match node:
        case All(parts):
            counted = [_times(part, places, body) for part in parts]
            return min((n for n in counted if n is not None), default=None)
        case Any(parts):
            alone = {place for part in parts if part in places for place in body.of(places[part])}
            inner = [_times(part, places, body) for part in parts if part not in places]
            return len(alone) + sum(n for n in inner if n is not None)
        case _:
            return len(set(body.of(places[node]))) if node in places else None


def _commonest(surfaces: Iterable[str]) -> str:
    """The surface that stands most often, whatever its case, as it stood first."""
    seen = list(surfaces)
    counts = Counter(surface.casefold() for surface in seen)
    return max(seen, key=lambda surface: counts[surface.casefold()])
