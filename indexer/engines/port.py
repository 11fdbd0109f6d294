"""The port every engine keeps: documents of tokens in, keys, totals and counts out.

An engine indexes whitespace-separated tokens that we made and knows no language (decision 2).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

Sort = Literal["relevance", "newest", "oldest"]

TEXT_FIELDS = (
    "title_exact",
    "title_main",
    "title_wide",
    "people_exact",
    "summary_main",
    "body_exact",
    "body_main",
    "body_wide",
)
FACET_FIELDS = (
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
# The fields that a window has.
WINDOW_FIELDS = ("body_exact", "body_main", "body_wide")
# Adjacent matches nothing in these: their tokens stand for parts of words, not for places.
WITHOUT_POSITIONS = ("title_wide", "body_wide")
FADED = 0.25
# A prefix stands for at most so many tokens: those in most documents, then in their order.
MOST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a long text that can be asked by itself (passage retrieval).

    `start` and `end` are characters of the item's whole text; `text` maps names of WINDOW_FIELDS
    to space-joined tokens.
    """

    start: int
    end: int
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """An item as an engine sees it.

    `text` maps names of TEXT_FIELDS to space-joined tokens, `facets` names of FACET_FIELDS to
    exact values. `date` orders: microseconds since 1970 UTC, None sorts last both ways; `added`
    is when the hub first saw the item, in the same unit (paging is stable below it); `until` is
    when it ends to be of use, as a grant does, None for never. Long texts have `windows`.
    """

    key: str
    text: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date: int | None = None
    added: int = 0
    until: int | None = None
    windows: tuple[Window, ...] = ()


# --- clauses -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """One token in one text field."""

    field: str
    token: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Starts:
    """Every token of a text field that begins with `prefix`."""

    field: str
    prefix: str
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Adjacent:
    """Tokens next to each other, in order, in one field; `prefix_last`: the last one begins so."""

    field: str
    tokens: tuple[str, ...]
    prefix_last: bool = False
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class Value:
    """A facet has this very value; what that is worth is its boost."""

    facet: str
    value: str
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class Between:
    """The date is `low` or later and before `high` (None: open); undated documents don't match."""

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """One of these documents; what that is worth is its boost."""

    keys: tuple[str, ...]
    boost: float = 0.0


@dataclass(frozen=True, slots=True)
class Every:
    """All of the clauses (of none: every document); scores add up."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the clauses; scores of those that match add up."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Best:
    """At least one of the clauses; the best score counts (forms of one word)."""

    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `n` of the clauses; scores of those that match add up."""

    n: int
    clauses: tuple["Clause", ...]


@dataclass(frozen=True, slots=True)
class Also:
    """What `clause` matches; where `bonus` matches too, its score is added."""

    clause: "Clause"
    bonus: "Clause"


@dataclass(frozen=True, slots=True)
class But:
    """What `clause` matches and `without` does not."""

    clause: "Clause"
    without: "Clause"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document, score 1."""


Leaf = Term | Starts | Adjacent | Value | Between | Keys | Everything
Clause = Leaf | Every | Either | Best | AtLeast | Also | But


@dataclass(frozen=True, slots=True)
class Plan:
    """What an engine is asked. `filters` of one facet are OR, facets are AND.

    `added_upto` leaves out documents added later. `facets` are counted exactly, each ignoring its
    own filter.

    `hidden` are values of a facet whose documents are left out, as if all others had been chosen,
    unless the facet has a filter: so its own counts have them. Documents whose `until` is before
    `now` keep FADED of their score; in order of date they stay where they are.
    """

    clause: Clause
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    added_upto: int | None = None
    hidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    now: int | None = None


# --- answers -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A document found, and its date as it was put."""

    key: str
    score: float
    date: int | None = None


@dataclass(frozen=True, slots=True)
class FoundWindow:
    """A window found: characters of the item's whole text."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits, the exact total, and exact counts per facet value, most first."""

    total: int
    hits: tuple[FoundHit, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)


class Engine(Protocol):
    """Holds tokens that we made. Every method may raise EngineError; none any other error."""

    name: str

    def put(self, documents: Iterable[Document], remove: Iterable[str] = ()) -> None:
        """Add or replace documents and remove keys, as one commit that readers see at once."""
        ...

    def find(self, plan: Plan) -> Found:
        """What `plan` asks. Equal scores and dates are ordered by key."""
        ...

    def matching(
        self, clauses: Sequence[Clause], keys: Sequence[str]
    ) -> Mapping[str, frozenset[int]]:
        """Of each of `keys` that is there: the positions of the `clauses` that it matches."""
        ...

    def windows(
        self, clause: Clause, keys: Sequence[str], most: int
    ) -> Mapping[str, tuple[FoundWindow, ...]]:
        """Of each of `keys` with windows that match: the best `most`, best first, then by start.

        Only clauses on WINDOW_FIELDS can match; how rare a token is counts among all windows,
        or all documents.
        """
        ...

    def frequencies(self, field_name: str, tokens: Sequence[str]) -> list[int]:
        """How many documents have each of `tokens`; replaced and removed ones may still count."""
        ...

    def count(self) -> int:
        """How many documents there are."""
        ...

    def keys(self) -> Iterator[str]:
        """Every key, in no particular order."""
        ...

    def words(self, field_name: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The tokens of a text field that begin with `prefix`, with their document counts.

        Documents that were replaced or removed may still count.
        """
        ...

    def tidy(self) -> None:
        """Merge what can be merged; for quiet times."""
        ...

    def close(self) -> None:
        """Let go of files and locks."""
        ...


def every(clauses: Sequence[Clause]) -> Clause:
    """All of `clauses`; of one, just that one."""
    return clauses[0] if len(clauses) == 1 else Every(tuple(clauses))
