"""The words of the hub as frozen values (DESIGN, "Words we use"). Standard library only.

Text in these values is plain text, normalised once (``hub.text.normalise``): NFC, no soft
hyphens, no control characters but ``\\n``; a blank line parts paragraphs. Markup never gets here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

Kind = Literal["episode", "publication", "issue"]
SourceKind = Literal["podcast", "publications", "newsletter"]
Access = Literal["open", "login", "subscription"]
Show = Literal["excerpt", "full", "link"]
Strength = Literal["about", "mentions"]
Precision = Literal["year", "month", "day", "time"]
VisitStatus = Literal["ok", "unchanged", "failed", "skipped"]

KINDS: tuple[Kind, ...] = ("episode", "publication", "issue")
KIND_OF: Mapping[SourceKind, Kind] = MappingProxyType(
    {"podcast": "episode", "publications": "publication", "newsletter": "issue"}
)
FORMS = (
    "episode",
    "report",
    "article",
    "news",
    "tool",
    "case",
    "course",
    "grant",
    "advert",
    "issue",
)
FORM_OF: Mapping[SourceKind, str] = MappingProxyType(
    {"podcast": "episode", "publications": "article", "newsletter": "issue"}
)
NOTHING: Mapping[str, str] = MappingProxyType({})


# --- small words -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Localised:
    """A text in one or more languages: ``(language, text)`` pairs; ``""`` is "any language"."""

    texts: tuple[tuple[str, str], ...]

    def to(self, language: str) -> str:
        """The text in `language`, else the one for any language, else the first."""
        texts = dict(self.texts)
        return texts.get(language) or texts.get("") or (self.texts[0][1] if self.texts else "")


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as it is known (decision 15).

    ``iso`` is ``2024``, ``2024-03``, ``2024-03-05`` (calendar dates, never converted) or a full
    ISO 8601 time with the offset its source gave, ``2024-03-05T10:00:00+01:00``.
    """

    iso: str

    @property
    def precision(self) -> Precision:
        """How much of the date is known."""
        known: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
        return known.get(len(self.iso), "time")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file a person wrote: 1-based line, key path such as sources[3].url."""

    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.key}: {self.message}" if self.key else self.message


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong with a source: a code and its details; ``hub.phrases`` puts it in words."""

    code: str
    details: tuple[tuple[str, str], ...] = ()


# --- what feeds.yaml says ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pick:
    """A page picked by hand: an entry of a `picks` source, or of a theme's "Start here"."""

    url: str
    title: str
    note: str = ""
    date: When | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One thing we follow, as feeds.yaml has it."""

    id: str
    title: Localised
    kind: SourceKind
    via: str
    url: str | None = None
    was: tuple[str, ...] = ()
    language: str | None = None
    publisher: str | None = None
    access: Access = "open"
    themes: tuple[str, ...] = ()
    only_field: bool = False
    show: Show = "excerpt"
    every: timedelta | None = None
    enabled: bool = True
    options: tuple[tuple[str, str], ...] = ()  # keys that belong to `via`, as written
    picks: tuple[Pick, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A named rule with titles and an explanation; `match` is a rule in the query language."""

    id: str
    title: Localised
    about: Localised
    match: str
    was: tuple[str, ...] = ()
    start: tuple[Pick, ...] = ()


# --- what a source tells -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who made or appears in an item; `role` such as author, host, guest, or empty."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A media file of an item (RSS 2.0 <enclosure>): `length` in bytes where it is known."""

    url: str
    type: str = ""
    length: int | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named start within an episode, in seconds."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an item that can be pointed at: seconds, a page, or a section."""

    text: str
    start: float | None = None  # seconds
    end: float | None = None
    page: int | None = None
    section: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The address of what is said in an episode, with its media type (Podcasting 2.0)."""

    url: str
    type: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """An item as its source tells it, before we know whether it is new.

    `guid` is the source's own word for the entry, or empty. `summary` and `body` are plain text;
    `body` is what goes beyond the summary. `duration` in seconds.
    """

    title: str
    guid: str = ""
    link: str | None = None
    summary: str = ""
    body: str = ""
    people: tuple[Person, ...] = ()
    date: When | None = None
    language: str | None = None
    form: str | None = None
    enclosures: tuple[Enclosure, ...] = ()
    duration: int | None = None
    season: int | None = None
    episode: int | None = None
    transcripts: tuple[Transcript, ...] = ()
    chapters_url: str | None = None
    chapters: tuple[Chapter, ...] = ()
    ids: tuple[str, ...] = ()  # doi:10.…, isbn:978…, issn:1234-5678


@dataclass(frozen=True, slots=True)
class Listing:
    """What a reader got out of an answer: drafts in the source's order, and what was ill-formed."""

    drafts: tuple[Draft, ...]
    title: str = ""
    notes: tuple[Trouble, ...] = ()  # read as far as it went; these were the faults
    next_url: str | None = None
    gone: tuple[str, ...] = ()  # guids of entries that the source says it has deleted
    told_at: str = ""  # the day of the answer by the source's own clock, 2024-03-05


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
    its place when the last page is read.
    """

    next: str = ""
    pages: int = 0
    since: str = ""
    began: str = ""


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
    cursor: Cursor = Cursor()
    seen: Mapping[str, str] = field(default_factory=lambda: NOTHING)  # entry key -> digest


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


# --- what the hub holds ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is: a source's entry for it, with the page it links to."""

    source: str
    entry: str
    url: str | None
    first_seen: datetime
    last_seen: datetime
    gone: datetime | None = None  # since when the source says that it has deleted the entry


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an item has a theme: `count` times `text` in title, summary, chapters, body or source."""

    where: str
    text: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Assignment:
    """An item is about a theme (strong) or mentions it (weak), with the evidence (decision 9)."""

    theme: str
    strength: Strength
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One work, as the store has it. `visible` is false while unjudged or kept out by `only`."""

    id: str
    source: str
    kind: Kind
    form: str
    title: str
    first_seen: datetime
    changed: datetime
    url: str | None = None
    summary: str = ""
    body: str = ""
    people: tuple[Person, ...] = ()
    date: When | None = None
    language: str = ""
    publisher: str = ""
    access: Access = "open"
    enclosures: tuple[Enclosure, ...] = ()
    duration: int | None = None
    pages: int | None = None
    season: int | None = None
    episode: int | None = None
    chapters: tuple[Chapter, ...] = ()
    passages: tuple[Passage, ...] = ()
    places: tuple[Place, ...] = ()
    themes: tuple[Assignment, ...] = ()
    visible: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that another one has taken over; its address redirects."""

    to: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An item that was removed on request: nothing is left but that it was here."""

    id: str
    title: str
    reason: str
    at: datetime


# --- reading what items point at ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NewReading:
    """Something to put on the reading queue: `what` is transcript, chapters, page or pdf.

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
    should know of a reading that went well, such as a PDF without text.
    """

    passages: tuple[Passage, ...] | None = None
    chapters: tuple[Chapter, ...] | None = None
    body: str | None = None
    pages: int | None = None
    extractor: str = ""  # name and version of what read it
    readings: tuple[NewReading, ...] = ()
    note: Trouble | None = None


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
