"""Whatever Tantivy raises, as an error of ours that names the cure.

It tells all its troubles as ValueErrors with a text, those of a writer's thread without the
reason, and a panic as a BaseException of its own.
"""

import errno
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.errors import EngineError, HubError, IndexBroken, IndexBusy

NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
DAMAGE = (errno.ENOENT, errno.EINVAL)  # a file is gone, or sends us to a place it doesn't have
BLOCK = 65_536
_NUMBER = re.compile(r"os error (\d+)|code: (\d+)")


@contextmanager
def translated(folder: Path, *, writing: bool = False) -> Iterator[None]:
    """Raises EngineError, IndexBroken or IndexBusy for what goes wrong inside; of the index in
    `folder`. What goes wrong with `writing` and has no reason is looked into."""
    try:
        yield
    except HubError:
        raise
    except RecursionError as error:
        raise EngineError("the query is nested too deeply; make it simpler") from error
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise _trouble(error, folder, writing=writing) from error
        raise


def _trouble(error: BaseException, folder: Path, *, writing: bool) -> EngineError:
    number = _number(error)
    if number is None and writing:
        number = _tried(folder)
    if "LockBusy" in str(error):
        return IndexBusy(f"another process is writing to the index in {folder}")
    if number in NO_ROOM:
        return EngineError(
            f"no room on the disk for the index in {folder}; make room, nothing is lost"
        )
    if number is not None and number not in DAMAGE:
        return EngineError(
            f"the index in {folder} can't be read or written ({os.strerror(number)}); "
            "give this user the right to it"
        )
    return IndexBroken(
        f"the index in {folder} is missing or damaged ({error!r}); rebuild it: hub index --rebuild"
    )


def _number(error: BaseException) -> int | None:
    """The system's number of the error, from the error or from its text."""
    if isinstance(error, OSError):
        return error.errno
    found = _NUMBER.search(str(error))
    return int(found[1] or found[2]) if found else None


def _tried(folder: Path) -> int | None:
    """What the system says to a write in `folder` now; None: nothing is wrong."""
    try:
        with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
            file.write(bytes(BLOCK))
            file.write(bytes(BLOCK))
    except OSError as error:
        return error.errno
    return None
