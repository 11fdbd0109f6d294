"""How central an item is to a theme, by the evidence for it. Pure.

In words (the theme's page says so too): first what has the theme's words in its title, then in its
summary, then in its chapters, then what says them most often.
"""

from collections.abc import Iterable

from hub.model import Evidence

_WORTH = {"title": 64, "summary": 32, "chapters": 16}  # each more than all that come after
_MOST_TIMES = 15


def centrality(evidence: Iterable[Evidence]) -> int:
    """From 0, where only the source says so, to 127; a long text is worth no more than a title."""
    there = tuple(evidence)
    front = sum(_WORTH.get(where, 0) for where in {seen.where for seen in there})
    return front + min(_MOST_TIMES, sum(seen.count for seen in there if seen.where == "body"))
