"""How many of a query's concepts must match: all, most, or fewer when almost nothing has most.

Decision 4: one or two, all; three or more, at least two thirds, and one fewer at a time while
fewer than ENOUGH items remain. Bridges come in where the words themselves find less than PLENTY.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, inf

from indexer.engines.port import Also, AtLeast, But, Clause, Either, every
from indexer.searcher.clauses import scaled
from indexer.searcher.concepts import Read

ENOUGH = 3
PLENTY = 10
SMALL = 0.3  # what a small word is worth: it ranks, and is not required


@dataclass(frozen=True, slots=True)
class Step:
    """One way to ask: at least `needed` concepts, `bridged` or not; it does when it finds `least`.

    `relaxed` where it asks for less than decision 4's two thirds.
    """

    clause: Clause
    needed: int = 0
    bridged: bool = False
    relaxed: bool = False
    least: float = 0


def steps(read: Read, bonus: Sequence[Clause] = ()) -> Sequence[Step]:
    """Ways to ask for what was `read`, strictest first; there is always one."""
    return tuple(_steps(read, bonus)) or (Step(_framed(AtLeast(0, ()), read, bonus)),)


def _steps(read: Read, bonus: Sequence[Clause]) -> Iterator[Step]:
    concepts = read.concepts
    if not concepts:
        return
    direct = tuple(concept.direct() for concept in concepts)
    close = tuple(concept.bridged() for concept in concepts)
    most = len(concepts) if len(concepts) <= 2 else ceil(2 * len(concepts) / 3)
    has_bridges = direct != close
    yield Step(
        _framed(_some(most, direct), read, bonus),
        most,
        least=_enough(read) if has_bridges else ENOUGH,
    )
    for needed in range(most, 0, -1):
        if has_bridges or needed < most:
            yield Step(
                _framed(_some(needed, close), read, bonus),
                needed,
                bridged=has_bridges,
                relaxed=needed < most,
                least=ENOUGH,
            )


def _enough(read: Read) -> float:
    """How many items make bridges needless: none do where a word is missing that has one."""
    missing = any(concept.bridges and not concept.known for concept in read.concepts)
    return inf if missing else PLENTY


def _some(needed: int, clauses: tuple[Clause, ...]) -> Clause:
    return every(clauses) if needed == len(clauses) else AtLeast(needed, clauses)


def _framed(clause: Clause, read: Read, bonus: Sequence[Clause]) -> Clause:
    """`clause` with what ranks beside it, and without what must not be there."""
    extra = (*(scaled(small, SMALL) for small in read.small), *bonus)
    ranked = Also(clause, Either(extra)) if extra else clause
    return But(ranked, Either(read.without)) if read.without else ranked
