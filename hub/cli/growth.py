"""When a faster engine pays: how much there is, and how long questions take right now."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from hub.cli.composition import Hub
from hub.health import Finding
from hub.query import parse_query
from hub.search import Searcher
from hub.whole import whole_of
from indexer.engines.port import Engine

FASTER = "tantivy"
SLOW = 120  # milliseconds a question may take, on its worst day
MANY = 30_000  # items, and
MANY_WORDS = 10_000_000  # words in them: with more, the slow engine soon gets slow
SAMPLE = 200  # items or so whose words are counted
COMMON = 60  # words to ask for, those in most items
LETTERS = 4  # of a word to ask for


@dataclass(frozen=True, slots=True)
class Load:
    """What an index has to bear; `slowest` in milliseconds, `words` estimated."""

    engine: str
    items: int
    words: int
    slowest: float


def growth_finding(load: Load) -> Finding:
    """Whether another engine would be better; pure."""
    what = (
        f"{load.items} items with about {_rounded(load.words)} words; the slowest of a few "
        f"questions took {load.slowest:.0f} ms with the engine {load.engine}"
    )
    heavy = load.slowest > SLOW or load.items > MANY or load.words > MANY_WORDS
    if load.engine == FASTER or not heavy:
        return Finding("fine", what)
    cure = (
        f"set engine: {FASTER} under hub: in feeds.yaml, or HUB_ENGINE={FASTER}; its index is "
        "built beside this one, which answers until then"
    )
    return Finding("note", what, cure)


def load_of(hub: Hub) -> Load:
    """The load of the live index of `hub`, measured. Raises EngineError."""
    engine = hub.index.reader()
    ids = list(hub.store.items.ids())
    some = ids[:: max(len(ids) // SAMPLE, 1)]
    counted = sum(len(whole_of(item).text.split()) for item in hub.store.items.many(some).values())
    return Load(
        engine.name,
        items=len(ids),
        words=counted * len(ids) // max(len(some), 1),
        slowest=slowest(hub.searcher, list(questions(engine))),
    )


def questions(engine: Engine) -> Iterator[str]:
    """One, two and six of the words that most items have."""
    words = ((count, word) for word, count in engine.words("body_exact"))
    asked = ((count, word) for count, word in words if len(word) >= LETTERS and word.isalpha())
    common = [word for _, word in nlargest(COMMON, asked)]
    for first, many in ((0, 1), (1, 2), (3, 6), (10, 1), (20, 2), (30, 6)):
        if some := common[first : first + many]:
            yield " ".join(some)


def slowest(searcher: Searcher, asked: Sequence[str]) -> float:
    """Milliseconds that the slowest takes; what is opened for the first one doesn't count."""
    searcher.search(parse_query(""))
    took = [0.0]
    for text in asked:
        query = parse_query(text)
        begun = time.perf_counter()
        searcher.search(query)
        took.append((time.perf_counter() - begun) * 1000)
    return max(took)


def _rounded(words: int) -> str:
    return f"{words / 10**6:.1f} million" if words >= 10**6 else str(words)
