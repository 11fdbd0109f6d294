"""The default engine: Whoosh keeps the postings in a folder; everything Whoosh raises ends here.

A batch is one commit. Readers look at the folder's generation before each question, so they see
a commit of any process at once.
"""

import errno
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh.index import Index, LockError, create_in, open_dir

from hub.errors import EngineError, HubError, IndexBroken, IndexBusy
from indexer.engines.answer import answer, matching
from indexer.engines.columns import row_of
from indexer.engines.evaluate import Evaluation
from indexer.engines.port import TEXT_FIELDS, Clause, Document, Found, FoundWindow, Plan
from indexer.engines.scan import windows
from indexer.engines.whoosh_codec import Codec
from indexer.engines.whoosh_fields import ROW, WINDOWS, schema
from indexer.engines.whoosh_merging import (
    MOST_SEGMENTS,
    TIDY_SEGMENTS,
    few_segments,
    live_segments,
    tidy_segments,
)
from indexer.engines.whoosh_pool import Pool
from indexer.engines.whoosh_reading import Kept, Snapshot
from indexer.engines.whoosh_windows import packed, windowed
from indexer.locks import exclusive

Policy = Callable[[Any, Sequence[Any]], list[Any]]  # Whoosh's writers and segments have no types
GONE = -1  # Whoosh's generation of a folder without an index
NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
DAMAGE = (errno.ENOENT, errno.EINVAL)  # a file is gone, or sends us to a place it doesn't have


class WhooshEngine:
    """A folder of Whoosh segments. `writable` makes the folder and its index where there is none.

    Raises IndexBroken where there is no index to read, EngineError where none can be made.
    """

    name = "whoosh"

    def __init__(self, folder: Path, *, writable: bool) -> None:
        self._folder = folder
        self._writable = writable
        self._asking = threading.Lock()
        self._kept = Kept()
        self._snapshot: Snapshot | None = None
        with self._translated():
            if writable and not any(folder.glob("_MAIN_*.toc")):
                folder.mkdir(parents=True, exist_ok=True)
                create_in(str(folder), schema())
            self._index: Index = open_dir(str(folder), schema=schema())

    # --- writing -------------------------------------------------------------------------------

    def put(self, documents: Iterable[Document], remove: Iterable[str] = ()) -> None:
        """See Engine. Merges nothing, unless the segments are getting too many."""
        with self._writing():
            batch = {document.key: document for document in documents}
            gone = {*remove, *batch}
            with self._translated():
                self._commit(batch.values(), gone)
                if self._now().segments > MOST_SEGMENTS:
                    self._merge(few_segments)

    def tidy(self) -> None:
        """See Engine: leaves few segments, without touching the big ones that are whole."""
        with self._writing(), self._translated():
            now = self._now()
            if now.segments > TIDY_SEGMENTS or now.table.deleted:
                self._merge(tidy_segments)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if not self._writable:
            raise EngineError("this index is open for reading only; open it writable to change it")
        with exclusive(self._folder / "write.lock"):
            yield

    def _now(self) -> Snapshot:
        with self._asking:
            return self._look()

    def _commit(self, documents: Iterable[Document], gone: Iterable[str]) -> None:
        numbers = self._now().table.number_of
        with self._writer() as writer:
            writer.pool = Pool()
            for key in gone:
                if key in numbers:
                    writer.delete_document(numbers[key])
            for document in documents:
                for name in TEXT_FIELDS:
                    if name in document.text:
                        writer.pool.add_text(name, writer.docnum, document.text[name])
                stretches = {WINDOWS: packed(document.windows)} if document.windows else {}
                writer.add_document(**{ROW: tuple(row_of(document))}, **stretches)
            writer.commit(mergetype=live_segments)

    def _merge(self, policy: Policy) -> None:
        """Write segments anew as one."""
        with self._writer() as writer:
            writer.commit(mergetype=policy)

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        shutil.rmtree(self._folder / "MAIN.tmp", ignore_errors=True)  # of a writer that was killed
        # Files of a compound segment are read into memory whole.
        writer: Any = self._index.writer(codec=Codec(), compound=False)
        try:
            yield writer
        except BaseException:
            if not writer.is_closed:
                with suppress(OSError):  # the first error tells; the next writer clears up
                    writer.cancel()
            raise

    # --- reading -------------------------------------------------------------------------------

    def find(self, plan: Plan) -> Found:
        """See Engine."""
        with self._looking() as snapshot:
            return answer(plan, snapshot.table, snapshot)

    def matching(
        self, clauses: Sequence[Clause], keys: Sequence[str]
    ) -> Mapping[str, frozenset[int]]:
        """See Engine."""
        with self._looking() as snapshot:
            return matching(clauses, keys, snapshot.table, snapshot)

    def windows(
        self, clause: Clause, keys: Sequence[str], most: int
    ) -> Mapping[str, tuple[FoundWindow, ...]]:
        """See Engine."""
        with self._looking() as snapshot:
            documents = {key: windowed(key, snapshot.windows(key)) for key in keys}
            rarity = Evaluation(snapshot.table, snapshot).rarity
            return windows(documents, clause, keys, most, rarity)

    def frequencies(self, field_name: str, tokens: Sequence[str]) -> list[int]:
        """See Engine."""
        with self._looking() as snapshot:
            return [snapshot.frequency(field_name, token) for token in tokens]

    def count(self) -> int:
        """See Engine."""
        with self._looking() as snapshot:
            return snapshot.table.count

    def keys(self) -> Iterator[str]:
        """See Engine."""
        with self._looking() as snapshot:
            return iter(list(snapshot.table.number_of))

    def words(self, field_name: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """See Engine; in the order of the tokens."""
        with self._looking() as snapshot:
            return iter(list(snapshot.words(field_name, prefix)))

    def close(self) -> None:
        """See Engine."""
        with self._asking, self._translated():
            if self._snapshot is not None:
                self._snapshot.close()
                self._snapshot = None

    @contextmanager
    def _looking(self) -> Iterator[Snapshot]:
        with self._asking, self._translated():
            yield self._look()

    def _look(self) -> Snapshot:
        """The newest state; the files of the one before are closed.

        Who asks while a rebuild drops the folder is answered from the files that are open.
        """
        newest = self._index.latest_generation()
        if self._snapshot is None or newest not in (self._snapshot.generation, GONE):
            fresh = Snapshot(self._index, self._kept)
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot = fresh
        return self._snapshot

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """Whatever goes wrong inside, as an error of ours that names the cure.

        A damaged pickle can raise anything, so what is no trouble with the disk is damage.
        """
        try:
            yield
        except HubError:
            raise
        except LockError as error:
            raise IndexBusy(f"another process is writing to the index in {self._folder}") from error
        except RecursionError as error:
            raise EngineError("the query is nested too deeply; make it simpler") from error
        except Exception as error:
            raise self._trouble(error) from error

    def _trouble(self, error: Exception) -> EngineError:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return EngineError(
                f"no room on the disk for the index in {self._folder}; make room, nothing is lost"
            )
        if isinstance(error, OSError) and error.errno not in DAMAGE:
            return EngineError(
                f"the index in {self._folder} can't be read or written ({error.strerror}); "
                "give this user the right to it"
            )
        return IndexBroken(
            f"the index in {self._folder} is missing or damaged ({error!r}); "
            "rebuild it: hub index --rebuild"
        )
