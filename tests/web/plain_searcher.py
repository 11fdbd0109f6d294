"""A searcher simple enough to be seen through: words as typed, facets counted by hand."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from hub.cost import cost_of
from hub.errors import EngineError
from hub.having import having, length
from hub.model import Item
from hub.search import (
    FACETS,
    PAGE_SIZE,
    Facet,
    Hit,
    Listed,
    Marked,
    Moment,
    Note,
    Query,
    Results,
    Suggestion,
)
from hub.store import Store


@dataclass
class PlainSearcher:
    """Finds items whose texts hold every word as typed. Keeps hub.search.Searcher."""

    store: Store
    broken: bool = False
    notes: tuple[Note, ...] = ()
    did_you_mean: str | None = None
    read_as: str = ""  # the words themselves, if empty
    suggestions: tuple[Suggestion, ...] = ()  # beside the titles
    asked: list[tuple[Query, int, int, str]] = field(default_factory=list)

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = PAGE_SIZE,
        upto: str = "",
        explain: bool = False,
    ) -> Results:
        """Every word somewhere in title, summary or what is said; facets ignore nothing."""
        self._look()
        self.asked.append((query, offset, limit, upto))
        items = self.store.items.many(list(self.store.items.ids()))
        words = query.typed.casefold().split()
        found = self._found(query)
        return Results(
            query=query,
            read_as=self.read_as or query.typed.casefold(),
            total=len(found),
            hits=tuple(_hit(item, words, explain) for item in found[offset : offset + limit]),
            facets=_facets(found),
            notes=(*query.notes, *self.notes),
            did_you_mean=self.did_you_mean,
            newest="1772443800000000",
            alone=() if found else _alone(tuple(items.values()), words),
        )

    def listed(self, query: Query, limit: int) -> Listed:
        """The ids of the same items."""
        self._look()
        self.asked.append((query, 0, limit, ""))
        found = self._found(query)
        return Listed(tuple(item.id for item in found[:limit]), len(found), "plain 1")

    def _found(self, query: Query) -> list[Item]:
        items = self.store.items.many(list(self.store.items.ids()))
        words = query.typed.casefold().split()
        found = [item for item in items.values() if _holds(item, words) and _passes(item, query)]
        found.sort(key=lambda item: (item.date.iso if item.date else "", item.id), reverse=True)
        return found

    def _look(self) -> None:
        if self.broken:
            raise EngineError("There is no index yet.")

    def similar(self, item: str, limit: int = 5) -> tuple[Hit, ...]:
        """The other items of the same source."""
        self._look()
        items = self.store.items.many(list(self.store.items.ids()))
        source = items[item].source if item in items else None
        others = [one for one in items.values() if one.source == source and one.id != item]
        return tuple(_hit(one, []) for one in sorted(others, key=lambda one: one.id)[:limit])

    def within(self, item: str, query: Query, limit: int = 10) -> tuple[Moment, ...]:
        """The passages that hold any of the words, and the body where it does."""
        self._look()
        found = self.store.items.get(item)
        words = query.typed.casefold().split()
        if found is None:
            return ()
        said = [moment for word in words for moment in _moments(found, [word])]
        read = [Moment(text=_marked(found.body, [w])) for w in words if w in found.body.casefold()]
        return tuple(dict.fromkeys((*said, *read)))[:limit]

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """The titles that begin with what was typed, after `suggestions`."""
        self._look()
        items = self.store.items.many(list(self.store.items.ids())).values()
        found = [one for one in items if one.title.casefold().startswith(typed.casefold())]
        titles = tuple(Suggestion(one.title, "title", one.id) for one in found)
        return (*self.suggestions, *titles)[:limit]


def _text(item: Item) -> str:
    return f"{item.title} {item.summary} {item.body} {_spoken(item)}"


def _spoken(item: Item) -> str:
    return " ".join(passage.text for passage in item.passages)


def _holds(item: Item, words: Sequence[str]) -> bool:
    return all(word in _text(item).casefold() for word in words)


def _alone(items: Sequence[Item], words: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple((word, sum(_holds(item, [word]) for item in items)) for word in words)


def _values(item: Item, facet: str) -> tuple[str, ...]:
    match facet:
        case "theme":
            return tuple(given.theme for given in item.themes)
        case "year":
            return (item.date.iso[:4],) if item.date else ()
        case "has":
            return having(item)
        case "length":
            return length(item)
        case "person":
            return tuple(person.name for person in item.people)
        case _:
            return (str(getattr(item, facet)),) if getattr(item, facet) else ()


def _passes(item: Item, query: Query) -> bool:
    return all(set(values) & set(_values(item, facet)) for facet, values in query.filters.chosen)


def _facets(found: Sequence[Item]) -> tuple[Facet, ...]:
    counted = {name: Counter(v for item in found for v in _values(item, name)) for name in FACETS}
    return tuple(Facet(name, tuple(counts.most_common())) for name, counts in counted.items())


def _marked(text: str, words: Sequence[str]) -> Marked:
    at = next((text.casefold().find(word) for word in words if word in text.casefold()), -1)
    return Marked(text, ((at, at + len(words[0])),) if at >= 0 else ())


def _moments(item: Item, words: Sequence[str]) -> tuple[Moment, ...]:
    said = [p for p in item.passages if words and words[0] in p.text.casefold()]
    return tuple(Moment(p.start, p.end, p.page, text=_marked(p.text, words)) for p in said)


def _reasons(item: Item, words: Sequence[str]) -> tuple[Note, ...]:
    texts = {"why-title": item.title, "why-summary": item.summary, "why-text": _spoken(item)}
    told = [
        Note(code, (("word", word),))
        for word in words
        for code, text in texts.items()
        if word in text.casefold()
    ]
    about = [Note("why-theme", (("theme", item.themes[0].theme),))] if item.themes else []
    return (*told, *about)


def _hit(item: Item, words: Sequence[str], explain: bool = False) -> Hit:
    moments = _moments(item, words)
    return Hit(
        id=item.id,
        title=_marked(item.title, words),
        kind=item.kind,
        form=item.form,
        source=item.source,
        source_title=item.source,
        publisher=item.publisher or item.source,
        url=item.url,
        date=item.date,
        language=item.language,
        score=1.0,
        themes=item.themes,
        cost=cost_of(item),
        access=item.access,
        expires=item.expires,
        snippet=moments[0].text if moments else _marked(item.summary, words),
        moments=moments,
        moment=moments[0] if moments else None,
        reasons=_reasons(item, words) if explain else (),
    )
