"""Phrases that many items have in their titles and summaries, as somebody may type them."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

LONGEST = 4  # words
_ITEMS = 3  # that have a phrase, at least
_MOST = 2_000
_PART_OF = 0.8  # of its items have it within a longer phrase: then that one says it better

# What stands between sentences and clauses parts phrases; hyphens, apostrophes and spaces don't.
_BREAK = re.compile(r"[^\w\s'’-]|\s[-–—]\s|\n")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")

Row = tuple[str, ...]


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
        found |= {
            row: count
            for row, (count, sources) in usual.items()
            if sources >= least and not _is_open(row, is_stop)
        }
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


def _usual(
    items: Sequence[tuple[int, Sequence[Row]]], size: int, shorter: Iterable[Row] | None
) -> dict[Row, tuple[int, int]]:
    """Runs of `size` words that enough items have, with the numbers of items and of sources.

    Only runs whose two halves are in `shorter`, those one word shorter, can be (Apriori).
    """
    known = None if shorter is None else frozenset(shorter)
    counts: Counter[Row] = Counter()
    sources: dict[Row, set[int]] = {}
    for source, rows in items:
        for run in {
            row[at : at + size]
            for row in rows
            for at in range(len(row) - size + 1)
            if known is None
            or (row[at : at + size - 1] in known and row[at + 1 : at + size] in known)
        }:
            counts[run] += 1
            sources.setdefault(run, set()).add(source)
    return {run: (n, len(sources[run])) for run, n in counts.items() if n >= _ITEMS}


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
