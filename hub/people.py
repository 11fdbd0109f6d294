"""Which appearances are one person. Pure; it never guesses.

The rule: the same name (``hub.naming``) is one person within one source, and across sources where
a work stands in both or somebody else is named beside it in both. A shorter form of the name
("K. Holm", "Karen M. Holm") joins a fuller one when the same holds and there is only one that it
can be; initials alone need somebody beside them. Otherwise they stay apart, and the page says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hub.model import Kind
from hub.naming import compatible, is_spelled_out, plain_name


@dataclass(frozen=True, slots=True)
class Appearance:
    """A name in an item, and its `slug`. `sources` have the item; `beside` are the slugs of others
    in it; `first_seen` is when we saw the item, where that was asked for.
    """

    item: str
    kind: Kind
    name: str
    slug: str
    role: str
    sources: frozenset[str]
    beside: frozenset[str] = frozenset()
    first_seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Individual:
    """One person. `slugs` are those of all forms of the name, `slug` that of the commonest one
    that is spelled out; `appearances` keep the order they were given in.
    """

    name: str
    slug: str
    slugs: frozenset[str]
    appearances: tuple[Appearance, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items the person appears in, each once."""
        return self.items_upto(None)

    def items_upto(self, upto: datetime | None) -> tuple[str, ...]:
        """The items without those first seen after `upto`; all where it is None."""
        early = (
            seen.item
            for seen in self.appearances
            if upto is None or seen.first_seen is None or seen.first_seen <= upto
        )
        return tuple(dict.fromkeys(early))

    @property
    def roles(self) -> tuple[str, ...]:
        """In what roles, most often first."""
        told = Counter(seen.role.casefold() for seen in self.appearances if seen.role)
        return tuple(role for role, _ in told.most_common())

    @property
    def sources(self) -> tuple[tuple[str, int], ...]:
        """In which sources, with how many items, most first."""
        pairs = {(seen.item, source) for seen in self.appearances for source in seen.sources}
        return _counted(source for _, source in pairs)

    @property
    def kinds(self) -> tuple[tuple[Kind, int], ...]:
        """How many items of each kind, most first."""
        kinds = {seen.item: seen.kind for seen in self.appearances}
        counts = Counter(kinds.values())
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

    def anchor(self, slug: str) -> str:
        """A source that tells this person from all others of that `slug`."""
        own = (seen for seen in self.appearances if seen.slug == slug)
        return min((source for seen in own for source in seen.sources), default="")


def individuals(appearances: Sequence[Appearance]) -> tuple[Individual, ...]:
    """The people behind appearances whose names share a key; those with most items first."""
    forms: defaultdict[str, list[Appearance]] = defaultdict(list)
    for seen in appearances:
        forms[seen.slug].append(seen)
    found: list[_Known] = []
    for slug in sorted(forms, key=_fullest_first):
        # Of one form all are decided before any of them can stand for the next.
        decided = [(part, _only_one(found, slug, part)) for part in _connected(forms[slug])]
        for part, known in decided:
            if known is None:
                found.append(known := _Known())
            known.add(slug, part)
    places = {id(seen): place for place, seen in enumerate(appearances)}
    people = [_individual(sorted(k.appearances, key=lambda s: places[id(s)])) for k in found]
    return tuple(
        sorted(people, key=lambda person: (-len(person.items), person.anchor(person.slug)))
    )


@dataclass(slots=True)
class _Known:
    """Appearances that are one person, as far as they were looked at."""

    slugs: set[str] = field(default_factory=set)
    appearances: list[Appearance] = field(default_factory=list)

    def add(self, slug: str, more: Iterable[Appearance]) -> None:
        self.slugs.add(slug)
        self.appearances.extend(more)

    def may_be(self, slug: str, part: Sequence[Appearance]) -> bool:
        """Whether a shorter form of the name, in these appearances, is this person's."""
        if not all(compatible(slug, own) for own in self.slugs):
            return False
        if {seen.item for seen in part} & {seen.item for seen in self.appearances}:
            return False  # two of nearly one name stand side by side
        if _beside(part) & _beside(self.appearances):
            return True
        spelled_out = all(map(is_spelled_out, (slug, *self.slugs)))
        return spelled_out and bool(_sources(part) & _sources(self.appearances))


def _only_one(found: Iterable[_Known], slug: str, part: Sequence[Appearance]) -> _Known | None:
    fitting = [known for known in found if known.may_be(slug, part)]
    return fitting[0] if len(fitting) == 1 else None


def _connected(appearances: Sequence[Appearance]) -> Iterator[list[Appearance]]:
    """Appearances of one form of a name, those together that sources or people beside connect."""
    parts: list[tuple[set[tuple[str, str]], list[Appearance]]] = []
    for seen in appearances:
        ties = {("source", source) for source in seen.sources}
        ties |= {("beside", other) for other in _beside((seen,))} | {("item", seen.item)}
        own = [seen]
        apart = []
        for other_ties, others in parts:
            if ties & other_ties:
                ties |= other_ties
                own = others + own
            else:
                apart.append((other_ties, others))
        parts = [*apart, (ties, own)]
    return (part for _, part in parts)


def _beside(appearances: Iterable[Appearance]) -> set[str]:
    """People named beside them; initials are too many people's to tell anything."""
    return {other for seen in appearances for other in seen.beside if is_spelled_out(other)}


def _sources(appearances: Iterable[Appearance]) -> set[str]:
    return {source for seen in appearances for source in seen.sources}


def _fullest_first(slug: str) -> tuple[int, int, str]:
    words = slug.split("-")
    return -sum(len(word) > 1 for word in words), -len(words), slug


def _individual(appearances: Sequence[Appearance]) -> Individual:
    slugs = Counter(seen.slug for seen in appearances)
    best = min(slugs, key=lambda slug: (not is_spelled_out(slug), -slugs[slug], slug))
    names = Counter(plain_name(seen.name) for seen in appearances if seen.slug == best)
    name = min(names, key=lambda name: (-names[name], name))
    return Individual(name, best, frozenset(slugs), tuple(appearances))


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
