"""How many of a query's words must match: all, most, or fewer when almost nothing has most.

Decision 4: one or two words, all; three or more, at least two thirds, and one fewer at a time
while fewer than ENOUGH items remain. Small words rank nothing and are not required.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from hub.search import All, Analyser, Node, Query, Word
from indexer.engines.port import AtLeast, Clause, Everything, every
from indexer.searcher.clauses import ClauseMaker

ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One way to ask: `relaxed` where it asks for less than decision 4's two thirds."""

    clause: Clause
    relaxed: bool = False


def steps(query: Query, maker: ClauseMaker) -> Sequence[Step]:
    """Ways to ask `query`, strictest first; there is always one."""
    if query.node is None:
        return (Step(Everything()),)
    if query.strict or not isinstance(query.node, All):
        return (Step(maker.clause(query.node)),)
    clauses = [maker.clause(part) for part in required(query.node, maker.analyser)]
    if len(clauses) <= 2:
        return (Step(every(clauses)),)
    most = ceil(2 * len(clauses) / 3)
    return tuple(Step(AtLeast(n, tuple(clauses)), relaxed=n < most) for n in range(most, 0, -1))


def required(node: All, analyser: Analyser) -> Sequence[Node]:
    """The parts that count: all but small words, unless there are only small words."""
    parts = [part for part in node.parts if not _is_small(part, analyser)]
    return parts or node.parts


def _is_small(part: Node, analyser: Analyser) -> bool:
    if not isinstance(part, Word) or part.exact:
        return False
    tokens = analyser.tokens(part.text, "da")
    return all(analyser.is_stop(token.exact) for token in tokens)
