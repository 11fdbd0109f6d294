"""What is pending in the store goes into the index; a rebuild fills one beside it (decision 1).

An index is a follower of the store under its folder's name. Registering one makes every item
pending for it, so filling a new index and keeping an old one up to date are the same loop. A
batch is settled after its commit: killed in between, it is only put once more.
"""

import hashlib
import platform
import re
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from hub.errors import IndexBroken
from hub.search import Analyser
from hub.store import Store
from indexer.documents import SCHEMA, TokenCache
from indexer.engines import open_engine
from indexer.engines.port import Engine
from indexer.filling import Filling, Show, Step
from indexer.locks import exclusive
from indexer.places import Manifest, Places

REBUILD_LIMIT = 2_000


class Index:
    """The index of a hub, in folders below `root`; one process writes, any may read.

    `step` is told what has just been done: "put" (about to be), "committed", "settled",
    "begun", "filled", "switched", "dropped".
    """

    def __init__(
        self,
        store: Store,
        root: Path,
        engine: str,
        analyser: Analyser,
        zone: ZoneInfo,
        *,
        tokens: TokenCache | None = None,
        step: Step = lambda _: None,
    ) -> None:
        self._store = store
        self._places = Places(root)
        self._engine = engine
        self._analyser = analyser
        self._filling = Filling(store, tokens or TokenCache(analyser), zone, step)
        self._step = step
        self._lock = threading.Lock()
        self._writes = False  # as soon as we have written, what we ask is open for writing
        self._open: tuple[tuple[str, bool], Engine] | None = None
        self._before: Engine | None = None

    # --- asking --------------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether there is an index to ask; it may be one that is to be rebuilt."""
        return self._places.current() is not None

    def reader(self) -> Engine:
        """The index to ask. Ask for it each time: after a switch it is another one.

        Raises IndexBroken when there is none yet or it is damaged. The one from before stays
        open until the next switch, for who is asking it right now.
        """
        with self._lock:
            name = self._places.current()
            if name is None:
                raise IndexBroken("there is no index yet; make it: hub index")
            if self._open is None or self._open[0] != (name, self._writes):
                engine = self._opened(name, writable=self._writes)
                if self._before is not None:
                    self._before.close()
                self._before = self._open[1] if self._open else None
                self._open = ((name, self._writes), engine)
            return self._open[1]

    def _opened(self, name: str, *, writable: bool) -> Engine:
        made, folder = self._places.manifest(name), self._places.folder(name)
        if made.ready and writable:  # where one must be, none is to be made
            open_engine(made.engine, folder, writable=False).close()
        return open_engine(made.engine, folder, writable=writable)

    def needs_rebuild(self) -> str | None:
        """Why the index is to be rebuilt, or None.

        One of: missing, broken, engine, schema, analysis, restored (the store is another one),
        unfollowed (the store doesn't know of the index).
        """
        try:
            name = self._places.current()
            if name is None:
                return "missing"
            made = self._places.manifest(name)
            self.reader().count()
            if self._places.is_damaged(name):
                return "broken"
        except IndexBroken:
            return "broken"
        wanted = self._manifest()
        for why, is_so in (
            ("engine", made.engine != wanted.engine),
            ("schema", made.schema != wanted.schema),
            ("analysis", made.analysis != wanted.analysis),
            ("restored", made.epoch != wanted.epoch),
            ("unfollowed", name not in self._store.pending.registered()),
        ):
            if is_so:
                return why
        return None

    def damaged(self) -> None:
        """Who asked the index met a flaw in it: the next sync, in any process, makes it anew."""
        name = self._places.current()
        if name is not None:
            self._places.note_damage(name)

    def close(self) -> None:
        """Let go of files."""
        with self._lock:
            for engine in (self._open[1] if self._open else None, self._before):
                if engine is not None:
                    engine.close()
            self._open = self._before = None

    # --- writing -------------------------------------------------------------------------------

    def sync(self, progress: Show | None = None, limit: int = 500) -> int:
        """Take up what is pending, `limit` items at a time; rebuild first where that is due.

        Returns how many items were taken up. Raises IndexBusy while another process writes,
        EngineError when the disk is full or can't be written, StoreError.
        """
        with self._writing():
            if self.needs_rebuild() is not None:
                return self._rebuild(progress)
            self._sweep()
            name = self._places.current() or ""
            try:
                return self._filling.fill(name, self.reader(), progress, limit)
            except IndexBroken:
                return self._rebuild(progress)

    def rebuild(self, progress: Show | None = None) -> int:
        """Make the index anew beside the live one, then switch. Raises as `sync`."""
        with self._writing():
            return self._rebuild(progress)

    def tidy(self) -> None:
        """Merge what can be merged; for quiet times. Raises as `sync`."""
        with self._writing():
            if self.needs_rebuild() is None:
                self.reader().tidy()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with exclusive(self._places.root / "lock"):
            self._writes = True
            yield

    def _rebuild(self, progress: Show | None) -> int:
        self._sweep()
        name = f"{self._engine}-{self._site()}{secrets.token_hex(2)}"
        self._places.begin(name, self._manifest())
        self._store.pending.register(name)
        self._step("begun")
        engine = self._opened(name, writable=True)
        try:
            done = self._filling.fill(name, engine, progress, REBUILD_LIMIT)
        finally:
            engine.close()
        self._step("filled")
        self._places.switch(name)
        self._step("switched")
        self._sweep()
        self._step("dropped")
        return done

    def _sweep(self) -> None:
        """Drop what a killed rebuild left: folders, and followers whose folder is gone."""
        for name in self._places.others():
            self._store.pending.unregister(name)
            self._places.drop(name)
        ours = re.compile(rf"[a-z]+-{self._site()}[0-9a-f]{{4}}")
        for name in self._store.pending.registered():
            if ours.fullmatch(name) and not self._places.folder(name).is_dir():
                self._store.pending.unregister(name)

    def _site(self) -> str:
        """Tells our indexes from those of other hubs that follow the same store."""
        where = f"{platform.node()} {self._places.root.resolve()}"
        return hashlib.sha256(where.encode()).hexdigest()[:4]

    def _manifest(self) -> Manifest:
        return Manifest(self._engine, SCHEMA, self._analyser.version, self._store.epoch())
