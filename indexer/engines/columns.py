"""What an engine knows of each document besides its tokens: arrays with a place per document.

Documents have numbers here, 0, 1, 2, …; exact facet counts come from these arrays.
"""

from array import array
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from indexer.engines import scoring
from indexer.engines.port import FACET_FIELDS, TEXT_FIELDS, Document


class Row(NamedTuple):
    """A document's own lines: `lengths` in tokens, as TEXT_FIELDS; `facets` as FACET_FIELDS."""

    key: str
    date: int | None
    added: int
    lengths: tuple[int, ...]
    facets: tuple[tuple[str, ...], ...]
    until: int | None = None


def row_of(document: Document) -> Row:
    """What is kept of `document` beside its tokens; a value said twice counts once."""
    return Row(
        document.key,
        document.date,
        document.added,
        tuple(len(document.text.get(name, "").split()) for name in TEXT_FIELDS),
        tuple(tuple(dict.fromkeys(document.facets.get(name, ()))) for name in FACET_FIELDS),
        document.until,
    )


class Columns:
    """Rows turned into columns; equal facet values share one string."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.dates: list[int | None] = []
        self.added: list[int] = []
        self.until: list[int | None] = []
        self.lengths = {name: array("L") for name in TEXT_FIELDS}
        self.facets: dict[str, list[tuple[str, ...]]] = {name: [] for name in FACET_FIELDS}
        self._shared: dict[tuple[str, ...], tuple[str, ...]] = {}

    def append(self, row: Row) -> None:
        """Add a document."""
        self.keys.append(row.key)
        self.dates.append(row.date)
        self.added.append(row.added)
        self.until.append(row.until)
        for name, length in zip(TEXT_FIELDS, row.lengths, strict=True):
            self.lengths[name].append(length)
        for name, values in zip(FACET_FIELDS, row.facets, strict=True):
            self.facets[name].append(self._shared.setdefault(values, values))

    def extend(self, other: "Columns") -> None:
        """Add the documents of `other` after ours."""
        self.keys += other.keys
        self.dates += other.dates
        self.added += other.added
        self.until += other.until
        for name in TEXT_FIELDS:
            self.lengths[name] += other.lengths[name]
        for name in FACET_FIELDS:
            self.facets[name] += other.facets[name]


class Table:
    """The columns of a whole index, and which documents in them still count.

    What is worked out from them stays as long as the table: until the next commit.
    """

    def __init__(self, columns: Columns, deleted: frozenset[int]) -> None:
        self.columns = columns
        self.deleted = deleted
        self._holders: dict[str, dict[str, set[int]]] = {}
        self._against: dict[str, list[float]] = {}

    @cached_property
    def live(self) -> frozenset[int]:
        """The numbers of the documents that count."""
        return frozenset(range(len(self.columns.keys))) - self.deleted

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each key."""
        return {self.columns.keys[at]: at for at in self.live}

    @cached_property
    def ending(self) -> dict[int, int]:
        """When the documents that end do so."""
        return {at: until for at, until in enumerate(self.columns.until) if until is not None}

    @cached_property
    def newest(self) -> list[int]:
        """Each document's rank when the newest come first; undated ones last, ties by key."""
        return self._ranks(-1)

    @cached_property
    def oldest(self) -> list[int]:
        """Each document's rank when the oldest come first; undated ones last, ties by key."""
        return self._ranks(1)

    def _ranks(self, sign: int) -> list[int]:
        keys, dates = self.columns.keys, self.columns.dates

        def place(at: int) -> tuple[bool, int, str]:
            date = dates[at]
            return date is None, sign * (date or 0), keys[at]

        ranks = [0] * len(keys)
        for rank, at in enumerate(sorted(range(len(keys)), key=place)):
            ranks[at] = rank
        return ranks

    def dated(self, low: int | None, high: int | None) -> Callable[[int], bool]:
        """Whether a document's date is `low` or later and before `high`."""
        dates = self.columns.dates

        def within(at: int) -> bool:
            date = dates[at]
            if date is None:
                return False
            return (low is None or low <= date) and (high is None or date < high)

        return within

    def holders(self, facet: str, value: str) -> set[int]:
        """The documents that have `value`."""
        if facet not in self.columns.facets:
            return set()
        if facet not in self._holders:
            held: dict[str, set[int]] = {}
            for at, values in enumerate(self.columns.facets[facet]):
                for one in values:
                    held.setdefault(one, set()).add(at)
            self._holders[facet] = held
        return self._holders[facet].get(value, set())

    def values(self, facet: str, documents: Iterator[int]) -> Iterator[str]:
        """Every value of `facet` in `documents`, once for each that has it."""
        column = self.columns.facets.get(facet)
        if column is None:
            return iter(())
        return chain.from_iterable(map(column.__getitem__, documents))

    def against(self, field: str) -> list[float]:
        """The BM25 ballast of `field` in each document; 0 where no document has the field."""
        if field not in self._against:
            lengths = self.columns.lengths[field]
            total = sum(lengths) - sum(lengths[at] for at in self.deleted)
            mean = total / max(len(self.live), 1)
            known = (
                {length: scoring.ballast(length, mean) for length in set(lengths)} if mean else {}
            )
            self._against[field] = [known.get(length, 0.0) for length in lengths]
        return self._against[field]
