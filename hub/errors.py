"""Every error of ours, in one tree. Foreign errors are translated at the border, with the cause.

::

    HubError                    something is wrong that a person can act on
    ├── ConfigError             feeds.yaml or a setting; carries every fault at once
    ├── QueryError              a rule that can't be parsed; what people type never raises it
    ├── StoreError              the database can't be opened, read or written
    │   └── BackupError         a backup can't be made, or is no backup of ours
    ├── EngineError             the index can't be read or written
    │   ├── IndexBroken         missing, damaged or of another make: rebuild it
    │   └── IndexBusy           another process is writing to it
    └── SourceError             one source's trouble: a result, not a crash (decision 10)
        ├── FetchError          no usable answer from the address
        ├── ReadError           an answer that can't be read as what it should be
        └── SpeechError         what turns speech into text can't do so now

The text of an error is shown to people as it stands: it says what is wrong and what mends it.
"""

from collections.abc import Sequence

from hub.model import Fault, Trouble

_LONGEST = 300  # characters of a detail


class HubError(Exception):
    """Something is wrong that a person can act on; ``str(error)`` says what and how."""


class ConfigError(HubError):
    """The configuration can't be used; ``faults`` holds all that is wrong with it."""

    def __init__(self, where: str, faults: Sequence[Fault]) -> None:
        self.where = where
        self.faults = tuple(faults)
        several = "mistake" if len(self.faults) == 1 else "mistakes"
        lines = [f"{where}: {len(self.faults)} {several} to mend"]
        super().__init__("\n".join((*lines, *(f"  {fault}" for fault in self.faults))))


class QueryError(HubError):
    """A rule in feeds.yaml can't be parsed; says at which character and what would be right."""


class StoreError(HubError):
    """The database can't be opened, read or written."""


class BackupError(StoreError):
    """A backup can't be written, or a file is no backup of ours."""


class EngineError(HubError):
    """The index can't be read or written."""


class IndexBroken(EngineError):
    """The index is missing, damaged, or made by another engine or version; a rebuild mends it."""


class IndexBusy(EngineError):
    """Another process holds the index's write lock."""


class SourceError(HubError):
    """One source's trouble, as a value that is stored and shown (``trouble``)."""

    def __init__(self, code: str, **details: str | int) -> None:
        told = {name: _told(str(value)) for name, value in details.items()}
        self.trouble = Trouble(code, tuple(sorted(told.items())))
        super().__init__(f"{code} {told}" if told else code)


class FetchError(SourceError):
    """No usable answer from an address: no connection, an error status, too large, refused."""


class ReadError(SourceError):
    """An answer that can't be read as what it should be, such as HTML where a feed is due."""


class SpeechError(SourceError):
    """What turns speech into text can't do so now: not reached, not allowed, not installed."""


def _told(detail: str) -> str:
    """A detail as it may be shown and kept. Much of it comes from outside: it could be megabytes,
    or steer the terminal of whoever reads it.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in detail[: 2 * _LONGEST])
    return " ".join(shown.split())[:_LONGEST]
