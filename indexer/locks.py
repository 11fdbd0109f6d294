"""One writer at a time, across threads and processes: a locked file that a crash lets go of."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.errors import EngineError, IndexBusy


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path` while the block runs; the kernel frees it when a process dies.

    Raises IndexBusy if another holds it, EngineError if the file can't be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise EngineError(
            f"{path} can't be written ({error.strerror}); give this user the right to write there"
        ) from error
    try:
        if not _lock(descriptor):
            raise IndexBusy(
                f"another process is writing to the index in {path.parent}; "
                "wait until it is done, or stop it"
            )
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
