"""Phrases that many items have in their titles and summaries, as somebody may type them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

LONGEST = 4  # words
_ITEMS = 3  # that have a phrase, at least
_MOST = 2_000
_PART_OF = 0.8  # of its items have it within a longer phrase: then that one says it better

# What stands between sentences and clauses parts phrases; hyphens, apostrophes and spaces don't.
_BREAK = re.compile(r"[^\w\s'’-]|\s[-–—]\s|\n")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")

Row = tuple[str, ...]
Items = Sequence[tuple[int, Sequence[Row]]]  # source and rows of each


def frequent_phrases(
    texts: Iterable[tuple[int, Sequence[str]]], is_stop: Callable[[str], bool]
) -> list[tuple[str, int]]:
    """Phrases of 2 to `LONGEST` words with how many items have them, most first.

    `texts` are each item's source and texts. No phrase begins or ends with a stop word or a
    number. Where there are several sources, none is of one alone: that says the same under
    every item.
    """
    items = [(source, tuple(_rows(parts))) for source, parts in texts]
    least = min(2, len({source for source, _ in items}))
    found: dict[Row, int] = {}
    usual = _usual(items, 1, None)
    for size in range(2, LONGEST + 1):
        usual = _usual(items, size, usual.keys())
        closed = {row for row in usual if not _is_open(row, is_stop)}
        heard = _sources(items, size, closed)
        found |= {row: usual[row] for row in closed if len(heard[row]) >= least}
    whole = _without_parts(found)
    ranked = sorted(whole.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
    return [(" ".join(row), count) for row, count in ranked]


def _rows(texts: Sequence[str]) -> Iterator[Row]:
    """The words of each stretch that nothing parts."""
    for text in texts:
        for stretch in _BREAK.split(text):
            words = tuple(_WORD.findall(stretch.lower()))
            if words:
                yield words


def _usual(items: Items, size: int, shorter: Set[Row] | None) -> dict[Row, int]:
    """Runs of `size` words that enough items have, with the number of items.

    Only runs whose two halves are in `shorter`, those one word shorter, can be (Apriori).
    """
    counts: Counter[Row] = Counter()
    for _, rows in items:
        runs = set(_runs(rows, size))
        if shorter is not None:
            runs = {run for run in runs if run[1:] in shorter and run[:-1] in shorter}
        counts.update(runs)
    return {run: count for run, count in counts.items() if count >= _ITEMS}


def _sources(items: Items, size: int, wanted: Set[Row]) -> dict[Row, set[int]]:
    """The sources of the items that have each of the `wanted` runs."""
    found: dict[Row, set[int]] = {}
    for source, rows in items:
        for run in wanted & set(_runs(rows, size)):
            found.setdefault(run, set()).add(source)
    return found


def _runs(rows: Sequence[Row], size: int) -> Iterator[Row]:
    return (row[at : at + size] for row in rows for at in range(len(row) - size + 1))


def _is_open(row: Row, is_stop: Callable[[str], bool]) -> bool:
    return any(is_stop(word) or word.isdigit() or len(word) == 1 for word in (row[0], row[-1]))


def _without_parts(found: dict[Row, int]) -> dict[Row, int]:
    """Without phrases that mostly stand in one longer phrase (placement and support)."""
    covered = {
        part
        for row, count in found.items()
        for size in range(2, len(row))
        for at in range(len(row) - size + 1)
        if (part := row[at : at + size]) in found and count >= _PART_OF * found[part]
    }
    return {row: count for row, count in found.items() if row not in covered}
