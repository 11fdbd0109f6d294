"""One Tantivy index in a folder: opened, read as it is now, written in commits."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tantivy import Document, Index, IndexWriter, Searcher

from indexer.engines.tantivy_fields import Row, Shape, encoded

META = "meta.json"  # replaced by every commit
HEAP = 20_000_000  # bytes of what is gathered of a commit before it is a segment

Mark = tuple[int, int, int]
Several = tuple[str, tuple[str, ...], bool]  # field, tokens in a row, whether the last begins so


class Snapshot:
    """The index as one commit left it; many threads may ask it at once.

    `held` keeps how many documents have a phrase or a prefix, as it takes as long as to ask for it;
    `apart` that there are too many facet values to count all facets at once.
    """

    def __init__(self, shape: Shape, searcher: Searcher) -> None:
        self.shape = shape
        self.searcher = searcher
        self.held: dict[Several, int] = {}
        self.apart = False


class Folder:
    """The index of `shape` in `path`. Raises what Tantivy does."""

    def __init__(self, path: Path, shape: Shape) -> None:
        self._path = path
        self._shape = shape
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._snapshot: Snapshot | None = None
        self._mark: Mark | None = None

    def make(self) -> None:
        """Make the index, unless it is there."""
        self._path.mkdir(parents=True, exist_ok=True)
        if not self.exists():
            Index(self._shape.schema, str(self._path))

    def exists(self) -> bool:
        """Whether there is an index."""
        return (self._path / META).exists()

    def snapshot(self) -> Snapshot:
        """The newest state. Where the folder has been dropped by a rebuild, the one we have."""
        with self._lock:
            mark = self._newest()
            if self._snapshot is None or mark not in (self._mark, None):
                index = self._opened()
                index.reload()
                self._snapshot = Snapshot(self._shape, index.searcher())
                self._mark = mark
            return self._snapshot

    def write(self, rows: Iterable[Row], gone: Iterable[str]) -> None:
        """Replace the documents of the keys in `gone` by `rows`, as one commit."""
        with self._writer() as writer:
            for key in gone:
                writer.delete_documents_by_term("key", encoded(key))
            for row in rows:
                writer.add_document(Document(**row))
            writer.commit()

    def tidy(self) -> None:
        """Finish merges that are due and delete what no commit needs."""
        with self._writer() as writer:
            writer.commit()
            writer.garbage_collect_files()

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._index = self._snapshot = self._mark = None

    @contextmanager
    def _writer(self) -> Iterator[IndexWriter]:
        """A writer with its own memory and threads, both gone at the end; merges are waited for.

        What it has not committed by then never was.
        """
        with self._lock:
            index = self._opened()
        writer = index.writer(HEAP, 1)
        try:
            yield writer
        except BaseException:
            with suppress(ValueError):  # the first error tells
                writer.wait_merging_threads()
            raise
        writer.wait_merging_threads()

    def _opened(self) -> Index:
        if self._index is None:
            if not self.exists():
                raise FileNotFoundError(2, "no index", str(self._path))
            self._index = Index.open(str(self._path))
            self._index.config_reader("manual")
        return self._index

    def _newest(self) -> Mark | None:
        try:
            stat = (self._path / META).stat()
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_mtime_ns, stat.st_size


def total(result: Any) -> int:  # Tantivy's types don't know that results have counts
    """How many documents a search found."""
    return int(result.count or 0)
