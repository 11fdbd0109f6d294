"""What travels between the crawler and the store: visits, what is remembered between them, and the
reading queue. Frozen values; texts in them are as those of ``hub.model``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from hub.model import NO_PACE, NOTHING, Chapter, Draft, Heard, Pace, Passage, Trouble

VisitStatus = Literal["ok", "unchanged", "failed", "skipped"]
AGREEING = 3  # visits in a row that were sent to the same address, before it is believed


# --- deciding ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Validators:
    """For a conditional request (RFC 9110, 8.8); the body's hash where a server sends neither."""

    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to go on with a source of many pages (decision 6).

    `next` is the address of the next page while a visit is under way, `pages` how many it has
    read. A source that can be asked for what is new since a day is asked `since`; `began` takes
    its place when the last page is read. Of a listing in parts, `left` are those to be asked after
    `next`, and `failed` those that are asked again at the next visit, changed or not. `first`: the
    visit under way is the first one, which reads more pages than later ones.
    """

    next: str = ""
    pages: int = 0
    since: str = ""
    began: str = ""
    left: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class SourceState:
    """What we remember of a source between visits. Times are aware UTC."""

    source: str
    validators: Validators = Validators()
    validators_for: str = ""  # digest of (address, source settings, reader version), decision 7
    failures: int = 0  # in a row
    due: datetime | None = None  # None: at once
    last_visit: datetime | None = None
    last_success: datetime | None = None
    last_new: datetime | None = None
    trouble: Trouble | None = None
    moved_to: str = ""  # where a permanent redirect led
    moved_times: int = 0  # visits in a row that were sent there
    pace: Pace = NO_PACE
    gap: timedelta | None = None  # the usual time between two of its items
    due_why: Trouble | None = None  # why it is due just then
    ended: Trouble | None = None  # why it is not visited any more: 410, or it said so itself
    cursor: Cursor = Cursor()
    seen: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # entry key -> digest

    @property
    def has_moved(self) -> bool:
        """Whether it is certain enough that the source is at `moved_to` from now on."""
        return bool(self.moved_to) and self.moved_times >= AGREEING


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft that is new or changed, with what it may be known by (decision 8).

    `entry` is its key within the source's listing, `id` the id it gets if none of `keys` is known.
    """

    id: str
    entry: str
    digest: str
    keys: tuple[str, ...]
    draft: Draft
    language: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One attempt at one source: what was new, changed, unchanged, or what went wrong."""

    source: str
    at: datetime
    status: VisitStatus
    new: int = 0
    changed: int = 0
    gone: int = 0
    trouble: Trouble | None = None
    notes: tuple[Trouble, ...] = ()
    milliseconds: int = 0
    bytes: int = 0


# --- reading what items point at ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewReading:
    """Something to put on the reading queue: `what` is transcript, chapters, page, pdf, or
    episode: the page of one, which may name a transcript.

    `instead` are addresses with their types to be read in its place, one after the other, should
    it bring nothing.
    """

    what: str
    url: str
    type: str = ""
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """What an item points at and is to be fetched and read; the words are those of NewReading."""

    id: int
    item: str
    what: str
    url: str
    type: str = ""
    tries: int = 0
    instead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What a reading brought. Only the parts that are not None replace what the item had.

    `readings` are to be queued next, such as the PDF that a page names; `note` is what a person
    should know of a reading that went well, such as a PDF without text; `heard` goes with timed
    passages; `told` is what the target itself says of the work.
    """

    passages: tuple[Passage, ...] | None = None
    chapters: tuple[Chapter, ...] | None = None
    body: str | None = None
    pages: int | None = None
    extractor: str = ""  # name and version of what read it
    readings: tuple[NewReading, ...] = ()
    note: Trouble | None = None
    told: Draft | None = None
    heard: Heard = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """An item that an index has yet to take up; `seq` tells a newer change from this one."""

    item: str
    seq: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the worker is, for the site and the terminal to show."""

    phase: str  # crawl, read, index, rest
    done: int
    total: int
    at: datetime
    first: bool = False  # the very first crawl is still going on
