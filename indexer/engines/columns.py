"""What an engine knows of each document besides its tokens: arrays with a place per document.

Documents have numbers here, 0, 1, 2, …; exact facet counts come from these arrays.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.engines import scoring
from indexer.engines.port import FACET_FIELDS, TEXT_FIELDS, Document

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

UNDATED = np.iinfo(np.int64).min
NEVER = np.iinfo(np.int64).max


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


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one facet: `values` in order; at place i, document ``rows[i]`` has the value
    number ``codes[i]``."""

    values: list[str]
    codes: Small
    rows: Small

    @classmethod
    def of(cls, held: Sequence[tuple[str, ...]]) -> "Facet":
        """The facet of documents that hold these values."""
        values = sorted(set(chain.from_iterable(held)))
        number = {value: at for at, value in enumerate(values)}
        codes = [number[value] for value in chain.from_iterable(held)]
        rows = np.repeat(np.arange(len(held), dtype=np.int32), [len(one) for one in held])
        return cls(values, np.array(codes, np.int32), rows)

    @classmethod
    def joined(cls, parts: Sequence["Facet"], bases: Sequence[int]) -> "Facet":
        """One facet of several; the documents of each part are numbered from its base."""
        values = sorted(set(chain.from_iterable(part.values for part in parts)))
        number = {value: at for at, value in enumerate(values)}
        numbers = [np.array([number[one] for one in part.values], np.int32) for part in parts]
        codes = [new[part.codes] for new, part in zip(numbers, parts, strict=True)]
        rows = [part.rows + np.int32(base) for part, base in zip(parts, bases, strict=True)]
        return cls(values, np.concatenate(codes), np.concatenate(rows))


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows turned into columns; None is UNDATED in `dates` and NEVER in `until`."""

    keys: list[str]
    dates: Ints
    added: Ints
    until: Ints
    lengths: dict[str, Small]
    facets: dict[str, Facet]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Columns":
        """The columns of these documents."""
        held = list(rows)
        lengths = np.array([row.lengths for row in held], np.int32)
        return cls(
            [row.key for row in held],
            np.array([UNDATED if row.date is None else row.date for row in held], np.int64),
            np.array([row.added for row in held], np.int64),
            np.array([NEVER if row.until is None else row.until for row in held], np.int64),
            {
                name: np.ascontiguousarray(lengths[:, at]) if held else np.empty(0, np.int32)
                for at, name in enumerate(TEXT_FIELDS)
            },
            {
                name: Facet.of([row.facets[at] for row in held])
                for at, name in enumerate(FACET_FIELDS)
            },
        )

    @classmethod
    def joined(cls, parts: Sequence["Columns"]) -> "Columns":
        """The documents of all `parts`, one after the other."""
        if len(parts) < 2:
            return parts[0] if parts else cls.of(())
        bases = np.cumsum([0] + [len(part.keys) for part in parts[:-1]]).tolist()
        return cls(
            list(chain.from_iterable(part.keys for part in parts)),
            np.concatenate([part.dates for part in parts]),
            np.concatenate([part.added for part in parts]),
            np.concatenate([part.until for part in parts]),
            {name: np.concatenate([part.lengths[name] for part in parts]) for name in TEXT_FIELDS},
            {
                name: Facet.joined([part.facets[name] for part in parts], bases)
                for name in FACET_FIELDS
            },
        )


class Table:
    """The columns of a whole index, and which documents in them still count.

    What is worked out from them stays as long as the table: until the next commit.
    """

    def __init__(self, columns: Columns, deleted: Sequence[int]) -> None:
        self.columns = columns
        self.size = len(columns.keys)
        self.live = np.ones(self.size, np.bool_)
        self.live[np.array(deleted, np.int64)] = False
        self.deleted = len(deleted)
        self._against: dict[str, scoring.Floats] = {}

    @property
    def count(self) -> int:
        """How many documents count."""
        return self.size - self.deleted

    @cached_property
    def number_of(self) -> dict[str, int]:
        """The number of each key."""
        keys = self.columns.keys
        return {keys[at]: at for at in np.flatnonzero(self.live).tolist()}

    def numbers(self, keys: Iterable[str]) -> Ints:
        """The numbers of those of `keys` that are there, each once, in order."""
        there = {at for key in keys if (at := self.number_of.get(key)) is not None}
        return np.array(sorted(there), np.int64)

    def dated(self, low: int | None, high: int | None) -> Flags:
        """Whose date is `low` or later and before `high`."""
        dates = self.columns.dates
        within: Flags = dates != UNDATED
        if low is not None:
            within &= dates >= low
        if high is not None:
            within &= dates < high
        return within

    def holding(self, facet: str, values: Iterable[str]) -> Flags:
        """Which documents have any of `values`."""
        found = np.zeros(self.size, np.bool_)
        column = self.columns.facets.get(facet)
        if column is not None:
            for value in values:
                if value in column.values:
                    found[column.rows[column.codes == column.values.index(value)]] = True
        return found

    def counts(self, facet: str, documents: Flags) -> tuple[tuple[str, int], ...]:
        """How many of `documents` have each value of `facet`, most first, then by value."""
        column = self.columns.facets.get(facet)
        if column is None or not column.codes.size:
            return ()
        counts = np.bincount(column.codes[documents[column.rows]], minlength=len(column.values))
        there = np.flatnonzero(counts)
        order = there[np.argsort(-counts[there], kind="stable")]
        values = [column.values[at] for at in order.tolist()]
        return tuple(zip(values, counts[order].tolist(), strict=True))

    def against(self, field: str) -> scoring.Floats:
        """The BM25 ballast of `field` in each document; 0 where no document has the field."""
        if field not in self._against:
            lengths = self.columns.lengths[field]
            mean = float(lengths[self.live].sum()) / max(self.count, 1)
            self._against[field] = (
                scoring.ballast(lengths.astype(np.float64), mean) if mean else np.zeros(self.size)
            )
        return self._against[field]
