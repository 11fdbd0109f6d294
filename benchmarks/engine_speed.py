"""How fast an engine indexes and answers: made-up documents whose words follow Zipf's law.

Run: python -m benchmarks.engine_speed [--items 20000] [--engine whoosh]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from indexer.engines import open_engine
from indexer.engines.port import (
    FACET_FIELDS,
    Adjacent,
    AtLeast,
    Best,
    Clause,
    Document,
    Engine,
    Everything,
    Plan,
    Starts,
    Term,
    every,
)

WORDS = 215
VOCABULARY = 60_000
BATCH = 5_000
FIRST_FACETS = FACET_FIELDS[:7]


class Maker:
    """Documents and queries from one seed; word number n is 1/n as common as the first."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = [f"{chr(97 + n % 23)}ord{n}" for n in range(VOCABULARY)]
        self._weights = list(accumulate(1 / (n + 3) for n in range(VOCABULARY)))

    def words(self, many: int) -> list[str]:
        """Words as common as in running text."""
        return self._random.choices(self._words, cum_weights=self._weights, k=many)

    def document(self, at: int) -> Document:
        """A document with seven facets, and a person or two."""
        title, text = self.words(8), self.words(WORDS - 8)
        wide = [f"{word[:5]}~ {word}" if len(word) > 7 else word for word in text]
        choose = self._random.randrange
        return Document(
            f"k{at:07}",
            {
                "title_exact": " ".join(title),
                "title_main": " ".join(title),
                "title_wide": " ".join(title),
                "body_exact": " ".join(text),
                "body_main": " ".join(text),
                "body_wide": " ".join(wide),
            },
            {
                "kind": (("episode", "publication", "issue")[choose(3)],),
                "form": (f"form{choose(8)}",),
                "theme": tuple({f"theme{choose(20)}" for _ in range(choose(4))}),
                "source": (f"source{choose(120)}",),
                "publisher": (f"publisher{choose(90)}",),
                "person": tuple(f"person{choose(6000)}" for _ in range(choose(3))),
                "year": (str(2005 + choose(21)),),
                "language": (("da", "da", "da", "en")[choose(4)],),
                "access": ("open",),
            },
            date=1_000_000 * choose(10**9),
            added=at,
        )

    def query(self, many: int) -> Clause:
        """A query of words as a searcher asks for them: each by six fields, the best counts."""
        parts = [_any_form(word) for word in self.words(many)]
        return every(parts) if many < 3 else AtLeast(-(-2 * many // 3), tuple(parts))

    def phrase(self, many: int) -> Clause:
        """Words in a row; most such phrases hold stop words, few are found."""
        return Adjacent("body_main", tuple(self.words(many)))

    def prefix(self) -> Clause:
        """The beginning of a word."""
        return Starts("body_exact", self.words(1)[0][:6])


def _any_form(word: str) -> Clause:
    fields = ("title_exact", "title_main", "title_wide", "body_exact", "body_main", "body_wide")
    return Best(tuple(Term(field, word, 1.5 if "title" in field else 1.0) for field in fields))


def _documents(maker: Maker, items: int) -> Iterator[Document]:
    return (maker.document(at) for at in range(items))


def _fill(engine: Engine, maker: Maker, items: int) -> float:
    spent = 0.0
    source = _documents(maker, items)
    for _ in range(0, items, BATCH):
        batch = [document for document, _ in zip(source, range(BATCH), strict=False)]
        began = time.perf_counter()
        engine.put(batch)
        spent += time.perf_counter() - began
    return spent


def _ask(engine: Engine, clauses: list[Clause]) -> str:
    times, totals = [], []
    for clause in clauses:
        named = clause.clauses if isinstance(clause, AtLeast) else ()
        plan = Plan(clause, facets=FIRST_FACETS, named=named)
        began = time.perf_counter()
        found = engine.find(plan)
        times.append(1000 * (time.perf_counter() - began))
        totals.append(found.total)
    cuts = statistics.quantiles(times, n=20)
    return (
        f"median {statistics.median(times):6.1f} ms   p95 {cuts[18]:6.1f} ms   "
        f"most {max(times):6.1f} ms   hits {statistics.median(totals):.0f}"
    )


def main() -> None:
    """Fill an index, ask it, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--engine", default="whoosh")
    parser.add_argument("--queries", type=int, default=100)
    chosen = parser.parse_args()
    maker, asker = Maker(1), Maker(2)
    kinds: dict[str, Callable[[], Clause]] = {
        "one word": lambda: asker.query(1),
        "two words": lambda: asker.query(2),
        "four words": lambda: asker.query(4),
        "phrase": lambda: asker.phrase(2),
        "prefix": asker.prefix,
        "everything": Everything,
    }
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(chosen.engine, Path(folder), writable=True)
        spent = _fill(engine, maker, chosen.items)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        print(f"indexed {chosen.items / spent:.0f} items/s, {size / 2**20:.0f} MB")
        began = time.perf_counter()
        engine.find(Plan(Everything(), facets=FIRST_FACETS))
        print(f"first question {1000 * (time.perf_counter() - began):.0f} ms")
        for kind, make in kinds.items():
            print(f"{kind:12}", _ask(engine, [make() for _ in range(chosen.queries)]))
        began = time.perf_counter()
        engine.put([maker.document(1)])
        engine.find(Plan(Everything(), facets=FIRST_FACETS))
        print(f"one more item, seen after {1000 * (time.perf_counter() - began):.0f} ms")
        began = time.perf_counter()
        engine.tidy()
        print(f"tidied in {time.perf_counter() - began:.1f} s")
        print(f"{'four words':12}", _ask(engine, [kinds["four words"]() for _ in range(50)]))
        engine.close()


if __name__ == "__main__":
    main()
