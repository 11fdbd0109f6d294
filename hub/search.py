"""The ports of search: what a query is, what an answer is, who makes tokens, who answers.

The site and the command line see nothing of search but this file. Leans on nothing of ours but
the model.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol

from hub.model import Assignment, Kind, When

Sort = Literal["relevance", "newest", "oldest"]
FACETS = (
    "kind",
    "form",
    "theme",
    "source",
    "publisher",
    "person",
    "year",
    "language",
    "access",
    "has",
    "length",
)
PAGE_SIZE = 20
MOST_PAGES = 50


# --- a query, as a tree (made by hub.query) ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word by any of its forms; ``exact`` is ``=ord``: that very form."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Prefix:
    """``beskæft*``: every surface word that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """``"ord ved siden af hinanden"``, in that order, stop words too; a last ``*`` is a prefix."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class In:
    """``titel:…``: the part within one field (a text field, a facet, or ``date``)."""

    field: str
    part: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Every part (OG, AND, or just side by side)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part (ELLER, OR)."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not the part (IKKE, NOT, a leading minus)."""

    part: "Node"


Node = Word | Prefix | Phrase | In | All | Any | Not


@dataclass(frozen=True, slots=True)
class Filters:
    """What was chosen: values of one facet are OR, facets are AND. Sorted, so equal means equal."""

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, **values: Sequence[str]) -> "Filters":
        """Filters from facet names and their values; facets without values are left out."""
        pairs = ((facet, tuple(sorted(set(v)))) for facet, v in values.items() if v)
        return cls(tuple(sorted(pairs)))

    def values(self, facet: str) -> tuple[str, ...]:
        """What is chosen of `facet`, perhaps nothing."""
        return dict(self.chosen).get(facet, ())

    def with_value(self, facet: str, value: str) -> "Filters":
        """These filters and one value more."""
        chosen = dict(self.chosen)
        return Filters.of(**{**chosen, facet: (*chosen.get(facet, ()), value)})

    def without_value(self, facet: str, value: str) -> "Filters":
        """These filters and one value less."""
        chosen = dict(self.chosen)
        left = tuple(v for v in chosen.get(facet, ()) if v != value)
        return Filters.of(**{**chosen, facet: left})


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know of how a query was read; ``hub.phrases`` puts it in words."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pointer:
    """The whole query is something that names one work: an address, a DOI, an ISBN or an ISSN.

    `keys` are what such a work may be known by (hub.keys), the surest first; `text` is the name
    without what was around it.
    """

    kind: Literal["address", "doi", "isbn", "issn"]
    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """A kind's name in plain words ("podcast om …"): `facet` is `value`, and `node` is the rest.

    It counts when the rest finds something; `word` is the name as it was typed.
    """

    facet: str
    value: str
    node: Node
    word: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, and how it was read. `node` is None for an empty query: everything.

    `strict` queries (operators, fields, brackets, ``=``) are never relaxed or repaired. `literal`
    ones are neither repaired nor guessed at: the way back from what we made of the words.
    """

    typed: str
    node: Node | None = None
    strict: bool = False
    filters: Filters = Filters()
    sort: Sort = "relevance"
    notes: tuple[Note, ...] = ()
    pointer: Pointer | None = None
    guess: Guess | None = None
    literal: bool = False

    def choose(self, filters: Filters, sort: Sort) -> "Query":
        """The same words, with these filters and order."""
        return replace(self, filters=filters, sort=sort)


# --- an answer ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with spans that matched: (start, end) in characters, in order, not overlapping."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Yield ``(part, is_match)``; joined, the parts are `text` again; none is empty."""
        at = 0
        for start, end in self.spans:
            if at < start:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@dataclass(frozen=True, slots=True)
class Moment:
    """Where in an item a match is: seconds, a page, or a section; `text` is what is said there."""

    start: float | None = None
    end: float | None = None
    page: int | None = None
    section: str = ""
    text: Marked = Marked("")


@dataclass(frozen=True, slots=True)
class Cost:
    """What taking an item in asks of a person: seconds to hear, pages or words to read."""

    seconds: int | None = None
    pages: int | None = None
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found, finished: nothing more needs to be looked up to show it."""

    id: str
    title: Marked
    kind: Kind
    form: str
    source: str
    source_title: str
    publisher: str
    url: str | None
    date: When | None
    language: str
    score: float
    themes: tuple[Assignment, ...] = ()
    cost: Cost = Cost()
    access: str = "open"
    snippet: Marked = Marked("")
    moments: tuple[Moment, ...] = ()  # the best places, best first
    moment: Moment | None = None
    reasons: tuple[Note, ...] = ()  # which words, where, how; asked for with `explain`
    searched: str = ""  # of an episode: sound, machine, chapters or words (hub.searched)
    expires: When | None = None  # the last day of a grant or a course


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet and how many items have each, most first; own choice ignored."""

    name: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A finished page of results. `total` and facet counts are exact.

    `did_you_mean` is the query with unknown words repaired, whose results these are. `alone` says,
    where nothing was found, how many items each of the words finds by itself.
    """

    query: Query
    read_as: str
    total: int
    hits: tuple[Hit, ...] = ()
    facets: tuple[Facet, ...] = ()
    relaxed: bool = False
    notes: tuple[Note, ...] = ()
    did_you_mean: str | None = None
    milliseconds: float = 0.0
    newest: str = ""  # first-seen time of the newest item, for `upto`
    alone: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """All that a query finds, by ids alone, in its order: for lists that are taken along.

    `version` is that of the words' analysis, by which the same query may find something else.
    """

    ids: tuple[str, ...]
    total: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody who types may be about to type; `id` is that of the theme or the item."""

    text: str
    kind: Literal["theme", "person", "title", "phrase"]
    id: str = ""


class Searcher(Protocol):
    """All that the site and the command line ever see of search."""

    def search(
        self,
        query: Query,
        *,
        offset: int = 0,
        limit: int = PAGE_SIZE,
        upto: str = "",
        explain: bool = False,
    ) -> Results:
        """The hits of `query` from `offset` on. Raises EngineError when no index can be asked."""
        ...

    def listed(self, query: Query, limit: int) -> Listed:
        """The ids of up to `limit` items that `query` finds. Raises EngineError as `search`."""
        ...

    def similar(self, item: str, limit: int = 5) -> tuple[Hit, ...]:
        """Items on the same subject as `item`, without it: rare words, themes and people shared.

        Nothing for an item that is not indexed. Raises EngineError as `search`.
        """
        ...

    def within(self, item: str, query: Query, limit: int = 10) -> tuple[Moment, ...]:
        """The places in `item` where the words of `query` stand, those with most of them first.

        What stands in no part that can be pointed at has neither seconds nor page. Nothing of an
        item whose source shows links alone. Raises EngineError as `search`.
        """
        ...

    def suggest(self, typed: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """How `typed` may go on: titles, people, themes and frequent phrases of what we have."""
        ...


# --- tokens ------------------------------------------------------------------------------------


class Token(NamedTuple):
    """A word of a text. `start` and `end` are characters of the normalised text.

    `exact` is the folded surface word, `main` its lemma (English: ``en_`` and the stem), `wide`
    its key and then the keys of its compound parts (English: empty).
    """

    exact: str
    main: str
    wide: tuple[str, ...]
    start: int
    end: int


class Analyser(Protocol):
    """Text and language to tokens; one for every engine (decision 2)."""

    @property
    def version(self) -> str:
        """Changes whenever the same text may give other tokens."""
        ...

    def tokens(self, text: str, language: str) -> Sequence[Token]:
        """Every word of `text`, stop words too. `language` other than ``en`` is read as Danish."""
        ...

    def vote(self, text: str) -> str:
        """The language of `text`: da, en, sv, nb, or empty where nothing tells."""
        ...

    def is_stop(self, word: str) -> bool:
        """Whether the folded word carries too little to be required in a query."""
        ...

    def knows(self, word: str, *, whole: bool = False) -> bool:
        """Whether the folded word is one of the language, or a compound of such ones.

        `whole`: compounds only where they are known as words themselves.
        """
        ...

    def split(self, word: str) -> Sequence[str]:
        """The parts of a Danish compound as they stand, one part for a simple word."""
        ...

    def is_filler(self, word: str) -> bool:
        """Whether the folded word only puts a question (``virker``): it ranks, nothing more."""
        ...


@dataclass(frozen=True, slots=True)
class ItemTokens:
    """An item analysed once: its theme rules, its document and its snippets all come from this.

    `title`, `summary`, `chapters` (titles, joined), `body` (body and passages, joined) and
    `people`; `words` is how many words the whole has.
    """

    item: str
    title: Sequence[Token] = ()
    summary: Sequence[Token] = ()
    chapters: Sequence[Token] = ()
    body: Sequence[Token] = ()
    people: Sequence[Token] = ()

    @property
    def words(self) -> int:
        """How many words the item's texts have."""
        return len(self.title) + len(self.summary) + len(self.chapters) + len(self.body)
