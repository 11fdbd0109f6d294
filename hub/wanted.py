"""The words that a rule wants, ready to be looked up: by form, by beginning, in a row."""

from dataclasses import dataclass

from hub.item_words import ItemWords, Places
from hub.query_tree import Leaf
from hub.search import Analyser, Phrase, Prefix, Word

TEXT_FIELDS = {"title": "title", "person": "people"}  # fields that are words, and their part


@dataclass(frozen=True, slots=True)
class Step:
    """One word of a leaf: the forms and beginnings by which it matches."""

    exacts: frozenset[str] = frozenset()
    mains: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()

    def stands(self, words: ItemWords) -> bool:
        """Whether the word is in the item at all."""
        return not (
            words.mains.keys().isdisjoint(self.mains)
            and words.keys.keys().isdisjoint(self.keys)
            and words.exacts.keys().isdisjoint(self.exacts)
            and not any(map(words.begins, self.prefixes))
        )

    def places(self, words: ItemWords) -> Places:
        """Where in the item the word stands, ascending."""
        found = [places for main in self.mains if (places := words.mains.get(main))]
        found += [places for key in self.keys if (places := words.keys.get(key))]
        found += [places for exact in self.exacts if (places := words.exacts.get(exact))]
        for prefix in self.prefixes:
            found += [words.exacts[exact] for exact in words.beginning(prefix)]
        if len(found) > 1:
            return sorted(set().union(*found))
        return found[0] if found else ()

    def or_else(self, other: "Step") -> "Step":
        """A word that is this one or `other`."""
        return Step(
            self.exacts | other.exacts,
            self.mains | other.mains,
            self.keys | other.keys,
            self.prefixes | other.prefixes,
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A leaf of a rule, compiled: words next to each other within the texts or one part."""

    steps: tuple[Step, ...]
    part: str = ""

    def places(self, words: ItemWords) -> Places:
        """Where in the item the leaf begins, ascending."""
        if not self.steps or not all(step.stands(words) for step in self.steps):
            return ()
        found = self.steps[0].places(words)
        for ahead, step in enumerate(self.steps[1:], 1):
            here = set(step.places(words))
            found = [place for place in found if place + ahead in here]
        return (words.part(self.part) if self.part else words.text).of(found)


def wanted_of(leaf: Leaf, analyser: Analyser, field: str = "") -> Wanted:
    """`leaf` compiled, to be looked for in one of TEXT_FIELDS, or in all the texts.

    People are known by their exact stream only.
    """
    return Wanted(_steps(leaf, analyser, field), TEXT_FIELDS.get(field, ""))


def _steps(leaf: Leaf, analyser: Analyser, field: str) -> tuple[Step, ...]:
    """The words of a leaf; the stop words of a phrase count as they stand."""
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
        steps[-1] = Step(prefixes=frozenset({danish[-1].exact}))
    return tuple(steps)
