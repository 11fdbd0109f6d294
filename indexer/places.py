"""The folders of indexes: one is CURRENT, others are being built or are left over.

::

    CURRENT                    the name of the folder that is asked
    whoosh-3f2a9c04/           an index
        manifest.json          by what it was made, and whether it is ready
        DAMAGED                somebody who asked it found a flaw; it goes with the folder
"""

import json
import re
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from hub.errors import EngineError, IndexBroken

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
DAMAGED = "DAMAGED"
NAME = re.compile(r"[a-z]+-[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """By what an index was made; `epoch` is the store's, another one after a restore."""

    engine: str
    schema: int
    analysis: str
    epoch: str
    ready: bool = False


class Places:
    """Index folders below `root`. Every write is a rename, so a reader sees the old or the new."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, name: str) -> Path:
        """Where the index `name` is."""
        return self.root / name

    def current(self) -> str | None:
        """The index that is asked, if there is one; what is no name of an index is none."""
        path = self.root / CURRENT
        try:
            name = path.read_text("utf-8", "replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise EngineError(
                f"{path} can't be read ({error.strerror}); give this user the right to it"
            ) from error
        return name if NAME.fullmatch(name) else None

    def others(self) -> list[str]:
        """Indexes that nobody asks: half built, or left over."""
        if not self.root.is_dir():
            return []
        current = self.current()
        names = (path.name for path in self.root.iterdir() if path.is_dir())
        return sorted(name for name in names if NAME.fullmatch(name) and name != current)

    def manifest(self, name: str) -> Manifest:
        """By what `name` was made. Raises IndexBroken."""
        path = self.folder(name) / MANIFEST
        try:
            return Manifest(**json.loads(path.read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise IndexBroken(
                f"{path} is missing or damaged ({error}); rebuild: hub index --rebuild"
            ) from error

    def note_damage(self, name: str) -> None:
        """Whoever asks next, in any process, finds it `is_damaged`."""
        self._write(self.folder(name) / DAMAGED, "")

    def is_damaged(self, name: str) -> bool:
        """Whether somebody found a flaw in it."""
        return (self.folder(name) / DAMAGED).exists()

    def begin(self, name: str, manifest: Manifest) -> None:
        """Make the folder of an index that is to be built."""
        self._write(self.folder(name) / MANIFEST, json.dumps(asdict(manifest)))

    def switch(self, name: str) -> None:
        """From now on `name` is asked."""
        ready = replace(self.manifest(name), ready=True)
        self._write(self.folder(name) / MANIFEST, json.dumps(asdict(ready)))
        self._write(self.root / CURRENT, name)

    def drop(self, name: str) -> None:
        """Delete an index; what can't be deleted yet, since it is open (Windows), stays."""
        folder = self.folder(name)
        try:
            shutil.rmtree(folder)
        except (FileNotFoundError, PermissionError):
            return  # gone, or dropped when it is tried again
        except OSError as error:
            raise EngineError(f"{folder} can't be deleted ({error.strerror}); delete it") from error

    def _write(self, path: Path, text: str) -> None:
        fresh = path.with_name(f"{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(text, "utf-8")
            fresh.replace(path)
        except OSError as error:
            raise EngineError(
                f"{path} can't be written ({error.strerror}); make room, or give the right to write"
            ) from error
