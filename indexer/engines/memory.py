"""The reference engine: slow and obvious. It looks at every document for every question.

With a folder it keeps its documents there as one JSON file, written anew at every put.
"""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hub.errors import EngineError, IndexBroken
from indexer.engines.port import Clause, Document, Found, FoundWindow, Plan, Window
from indexer.engines.scan import Scan, windows, words
from indexer.locks import exclusive

FILE = "documents.json"


class MemoryEngine:
    """Documents in a dictionary; `folder` None keeps them in this process only."""

    name = "memory"

    def __init__(self, folder: Path | None, *, writable: bool) -> None:
        self._folder = folder
        self._writable = writable
        self._lock = threading.RLock()
        self._documents: dict[str, Document] = {}
        self._read: tuple[int, int, int] | None = None
        if folder is not None and writable and not (folder / FILE).exists():
            self._write({})
        self._look()

    def put(self, documents: Iterable[Document], remove: Iterable[str] = ()) -> None:
        """See Engine. Every document is written anew."""
        if not self._writable:
            raise EngineError("this index is open for reading only; open it writable to change it")
        if self._folder is None:
            self._put(documents, remove)
            return
        with exclusive(self._folder / "write.lock"):
            self._put(documents, remove)

    def _put(self, documents: Iterable[Document], remove: Iterable[str]) -> None:
        batch = {document.key: document for document in documents}
        gone = set(remove)
        with self._lock:
            self._look()
            kept = {key: held for key, held in self._documents.items() if key not in gone}
            changed = {**kept, **batch}
            self._write(changed)
            self._documents = changed

    def find(self, plan: Plan) -> Found:
        """See Engine."""
        with self._asking():
            return Scan(self._documents).find(plan)

    def matching(
        self, clauses: Sequence[Clause], keys: Sequence[str]
    ) -> Mapping[str, frozenset[int]]:
        """See Engine."""
        with self._asking():
            return Scan(self._documents).matching(clauses, keys)

    def windows(
        self, clause: Clause, keys: Sequence[str], most: int
    ) -> Mapping[str, tuple[FoundWindow, ...]]:
        """See Engine."""
        with self._asking():
            return windows(self._documents, clause, keys, most)

    def frequencies(self, field_name: str, tokens: Sequence[str]) -> list[int]:
        """See Engine."""
        with self._asking():
            documents = self._documents.values()
            return [words(documents, field_name, token)[token] for token in tokens]

    def count(self) -> int:
        """See Engine."""
        with self._lock:
            self._look()
            return len(self._documents)

    def keys(self) -> Iterator[str]:
        """See Engine."""
        with self._lock:
            self._look()
            return iter(list(self._documents))

    def words(self, field_name: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """See Engine; in the order of the tokens."""
        with self._lock:
            self._look()
            counts = words(self._documents.values(), field_name, prefix)
        return iter(sorted(counts.items()))

    def tidy(self) -> None:
        """See Engine; there is nothing to merge."""

    def close(self) -> None:
        """See Engine; there is nothing to let go of."""

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with self._lock:
            self._look()
            try:
                yield
            except RecursionError as error:
                raise EngineError("the query is nested too deeply; make it simpler") from error

    def _look(self) -> None:
        """Read the file if it is another one than was read last."""
        if self._folder is None:
            return
        path = self._folder / FILE
        if self._read is not None and not path.exists():
            return  # a rebuild has dropped the folder; who asks just now is still answered
        try:
            stat = path.stat()
            mark = (stat.st_ino, stat.st_size, stat.st_mtime_ns)
            if mark != self._read:
                rows = json.loads(path.read_text("utf-8"))
                self._documents = {row["key"]: _document(row) for row in rows}
                self._read = mark
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexBroken(
                f"the index in {self._folder} is missing or damaged ({error}); "
                "rebuild it: hub index --rebuild"
            ) from error

    def _write(self, documents: Mapping[str, Document]) -> None:
        if self._folder is None:
            return
        rows = [asdict(document) for document in documents.values()]
        fresh = self._folder / f"{FILE}.new"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(rows), "utf-8")
            fresh.replace(self._folder / FILE)
        except OSError as error:
            raise EngineError(
                f"the index in {self._folder} can't be written ({error.strerror}); "
                "see that there is room on the disk and a right to write"
            ) from error


def _document(row: Mapping[str, Any]) -> Document:
    facets = row["facets"]
    text = row["text"]
    if not isinstance(facets, dict) or not isinstance(text, dict):
        raise TypeError("no document of ours")
    held = {str(name): tuple(values) for name, values in facets.items()}
    date, until = row["date"], row.get("until")
    return Document(
        key=str(row["key"]),
        text=text,
        facets=held,
        date=int(str(date)) if date is not None else None,
        added=int(str(row["added"])),
        until=int(str(until)) if until is not None else None,
        windows=tuple(Window(**window) for window in row.get("windows", ())),
    )
