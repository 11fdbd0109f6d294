"""The engine for much: Tantivy keeps the postings in a folder, in Rust, for all threads at once.

Windows are an index of their own in a folder inside (decision 3). They are committed first: what
is killed between the two commits has windows newer than its items, of texts that the store has
already, and is put once more since nobody has settled it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from tantivy import DocAddress, Occur, Query

from hub.errors import EngineError
from indexer.engines.port import Clause, Document, Everything, Found, FoundWindow, Plan
from indexer.engines.tantivy_answer import Answer, key_of, where
from indexer.engines.tantivy_checksums import check
from indexer.engines.tantivy_clauses import Translation, any_of, joined, plain
from indexer.engines.tantivy_errors import translated
from indexer.engines.tantivy_fields import (
    decoded,
    encoded,
    item_row,
    items,
    window_rows,
    windows,
)
from indexer.engines.tantivy_folder import Folder, Snapshot
from indexer.locks import exclusive

WINDOWS = "windows"
AT_ONCE = 20  # clauses; a score has 24 bits that are exact


class TantivyEngine:
    """A folder with two Tantivy indexes. `writable` makes them where there are none, and looks
    into every file of those that are there.

    Raises IndexBroken where there is no index to read, EngineError where none can be made.
    """

    name = "tantivy"

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._folder = folder
        self._writable = writable
        self._items = Folder(folder, items())
        self._windows = Folder(folder / WINDOWS, windows())
        with translated(folder):
            if writable and not self._items.exists():
                self._windows.make()
                self._items.make()
            if writable:
                check(folder)
                check(folder / WINDOWS)
            self._items.snapshot()
            self._windows.snapshot()

    # --- writing -------------------------------------------------------------------------------

    def put(self, documents: Iterable[Document], remove: Iterable[str] = ()) -> None:
        """See Engine."""
        with self._writing():
            batch = {document.key: document for document in documents}
            gone = {*remove, *batch}
            with translated(self._folder, writing=True):
                pieces = list(chain.from_iterable(map(window_rows, batch.values())))
                if pieces or self._windows.snapshot().searcher.num_docs:
                    self._windows.write(pieces, gone)
                self._items.write(map(item_row, batch.values()), gone)

    def tidy(self) -> None:
        """See Engine. What merges are due Tantivy knows best, and does them after a commit."""
        with self._writing(), translated(self._folder, writing=True):
            self._windows.tidy()
            self._items.tidy()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self._writable:
            raise EngineError("this index is open for reading only; open it writable to change it")
        with exclusive(self._folder / "write.lock"):
            yield

    # --- reading -------------------------------------------------------------------------------

    def find(self, plan: Plan) -> Found:
        """See Engine."""
        with self._looking() as snapshot:
            return Answer(plan, snapshot).found()

    def matching(
        self, clauses: Sequence[Clause], keys: Sequence[str]
    ) -> Mapping[str, frozenset[int]]:
        """See Engine."""
        with self._looking() as snapshot:
            these = any_of(snapshot, "key", keys)
            most = max(len(keys), 1)
            found: dict[tuple[int, int], set[int]] = {}
            for first in range(0, max(len(clauses), 1), AT_ONCE):
                some = clauses[first : first + AT_ONCE]
                for which, address in _which(snapshot, some, these, most):
                    found.setdefault(where(address), set()).update(first + at for at in which)
            return {
                key_of(snapshot.searcher, DocAddress(*address)): frozenset(matched)
                for address, matched in found.items()
            }

    def windows(
        self, clause: Clause, keys: Sequence[str], most: int
    ) -> Mapping[str, tuple[FoundWindow, ...]]:
        """See Engine."""
        with translated(self._folder):
            snapshot = self._windows.snapshot()
            many = {key: snapshot.searcher.doc_freq("key", encoded(key)) for key in keys}
            if not any(many.values()):
                return {}
            query = Translation(snapshot).query(clause)
            there = [key for key in keys if many[key]]
            found = {key: tuple(_best(snapshot, query, key, many[key])[:most]) for key in there}
            return {key: best for key, best in found.items() if best}

    def frequencies(self, field_name: str, tokens: Sequence[str]) -> list[int]:
        """See Engine."""
        with self._looking() as snapshot:
            if field_name not in snapshot.shape.texts:
                return [0] * len(tokens)
            return [snapshot.searcher.doc_freq(field_name, encoded(token)) for token in tokens]

    def count(self) -> int:
        """See Engine."""
        with self._looking() as snapshot:
            return snapshot.searcher.num_docs

    def keys(self) -> Iterator[str]:
        """See Engine."""
        with self._looking() as snapshot:
            everything = Translation(snapshot).query(Everything())
            many = max(snapshot.searcher.num_docs, 1)
            hits = snapshot.searcher.search(everything, many, order_by_field="key").hits
            return iter([decoded(key) for key, _ in hits])

    def words(self, field_name: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """See Engine; in the order of the tokens."""
        with self._looking() as snapshot:
            if field_name not in snapshot.shape.texts:
                return iter(())
            words = snapshot.searcher.terms_with_prefix(field_name, encoded(prefix))
            return iter(sorted((decoded(word), count) for word, count in words))

    def close(self) -> None:
        """See Engine."""
        self._items.close()
        self._windows.close()

    @contextmanager
    def _looking(self) -> Iterator[Snapshot]:
        with translated(self._folder):
            yield self._items.snapshot()


def _which(
    snapshot: Snapshot, clauses: Sequence[Clause], these: Query, most: int
) -> Iterator[tuple[list[int], DocAddress]]:
    """Which of `clauses` each of `these` matches, if any, all asked at once: each clause adds a
    power of two of its own to the score.
    """
    translation = Translation(snapshot, weigh=False)
    bits = [
        (Occur.Should, plain(translation.query(clause), float(1 << at)))
        for at, clause in enumerate(clauses)
    ]
    both = joined([(Occur.Must, these), *bits])
    for score, address in snapshot.searcher.search(both, most, count=False).hits:
        matched = int(score)
        yield [at for at in range(len(clauses)) if matched >> at & 1], address


def _best(snapshot: Snapshot, wanted: Query, key: str, many: int) -> list[FoundWindow]:
    """The windows of `key` that match, best first; it has at most so `many`."""
    searcher = snapshot.searcher
    query = joined([(Occur.Must, wanted), (Occur.Must, any_of(snapshot, "key", (key,)))])
    hits = searcher.search(query, many).hits
    addresses = [address for _, address in hits]
    starts = searcher.fast_field_values("start", addresses)
    ends = searcher.fast_field_values("end", addresses)
    found = [
        FoundWindow(int(start or 0), int(end or 0), score)
        for (score, _), start, end in zip(hits, starts, ends, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.score, one.start))
