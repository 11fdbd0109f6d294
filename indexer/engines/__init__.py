"""The engines there are, by name."""

from pathlib import Path

from hub.errors import EngineError
from indexer.engines.memory import MemoryEngine
from indexer.engines.port import Engine
from indexer.engines.tantivy import TantivyEngine
from indexer.engines.whoosh import WhooshEngine

ENGINES = ("memory", "whoosh", "tantivy")


def open_engine(name: str, folder: Path | None, *, writable: bool) -> Engine:
    """The engine `name` on the index in `folder` (None: in memory only, for `memory`).

    `writable` makes the index where there is none. Raises IndexBroken if there is none to read
    or it is damaged, EngineError if there is no such engine.
    """
    if name == "memory":
        return MemoryEngine(folder, writable=writable)
    if name in ENGINES and folder is None:
        raise EngineError(f"the engine {name} needs a folder")
    if name == "whoosh" and folder is not None:
        return WhooshEngine(folder, writable=writable)
    if name == "tantivy" and folder is not None:
        return TantivyEngine(folder, writable=writable)
    known = ", ".join(ENGINES)
    raise EngineError(f"there is no engine {name!r}; in feeds.yaml, set engine: to {known}")
