"""The words of the hub as frozen values (DESIGN, "Words we use"). Standard library only.

Text in these values is plain text, normalised once (``hub.text.normalise``): NFC, no soft
hyphens, no control characters but ``\\n``; a blank line parts paragraphs. Markup never gets here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

Kind = Literal["episode", "publication", "issue"]
SourceKind = Literal["podcast", "publications", "newsletter"]
Access = Literal["open", "login", "subscription"]
Show = Literal["excerpt", "full", "link"]
Strength = Literal["about", "mentions"]
Heard = Literal["", "published", "machine", "hand"]
Precision = Literal["year", "month", "day", "time"]

KINDS: tuple[Kind, ...] = ("episode", "publication", "issue")
KIND_OF: Mapping[SourceKind, Kind] = MappingProxyType(
    {"podcast": "episode", "publications": "publication", "newsletter": "issue"}
)
FORMS = (
    "episode",
    "trailer",
    "bonus",
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
# Left out of lists, and of searches that don't ask for them: adverts for jobs among the news.
UNLISTED: tuple[str, ...] = ("advert",)
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
class Soundbite:
    """A stretch of an episode that its makers recommend (podcast namespace), in seconds."""

    start: float
    duration: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that an item's text points at, without what tracks or is personal."""

    url: str
    text: str = ""


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
    `body` is what goes beyond the summary. `duration` in seconds. `expires` is the last day of a
    grant or course. `license` is an address or a name such as "cc-by-4.0". `made_up_title` says
    that the title is only made of the words of the address; `modified` is when the source last
    changed the entry, which is no date of publication.
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
    publisher: str = ""
    access: Access | None = None
    license: str = ""
    soundbites: tuple[Soundbite, ...] = ()
    links: tuple[Link, ...] = ()
    expires: When | None = None
    made_up_title: bool = False
    modified: When | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a source asks to be visited; nothing where it does not say.

    `least` is RSS's <ttl> or the time a cache may keep the answer, `period` what RSS 1.0's
    syndication module says; `skip_hours` are hours of the day in UTC, `skip_days` days of the
    week, Monday 0 (RSS 2.0).
    """

    least: timedelta | None = None
    period: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


NO_PACE = Pace()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in a source that a person must see to, such as a mail that asks to be confirmed.

    `key` tells it from the source's other notices.
    """

    key: str
    trouble: Trouble
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of several files that a listing is parted into; when it was last changed, if told."""

    url: str
    modified: When | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a reader got out of an answer: drafts in the source's order, and what was ill-formed."""

    drafts: tuple[Draft, ...]
    title: str = ""
    notes: tuple[Trouble, ...] = ()  # read as far as it went; these were the faults
    next_url: str | None = None
    gone: tuple[str, ...] = ()  # guids of entries that the source says it has deleted
    told_at: str = ""  # the day of the answer by the source's own clock, 2024-03-05
    pace: Pace = NO_PACE
    complete: bool = False  # there will never be more (itunes:complete)
    blocked: bool = False  # its makers ask directories not to list it (itunes:block)
    moved_to: str = ""  # where the source says that it is from now on (itunes:new-feed-url)
    notices: tuple[Notice, ...] = ()
    parts: tuple[Part, ...] = ()  # further files of the same listing


# --- what the hub holds ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is: a source's entry for it, with the page it links to."""

    source: str
    entry: str
    url: str | None
    first_seen: datetime
    last_seen: datetime
    gone: datetime | None = None  # since when it has been deleted, by its source's word or a 404


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
    """One work, as the store has it. `visible` is false while unjudged or kept out by `only`.

    `heard` tells what stands behind timed passages of an episode: its publisher's transcript, one
    that was made by machine, or one that a person of ours put in; empty where there are none.
    """

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
    ids: tuple[str, ...] = ()
    license: str = ""
    soundbites: tuple[Soundbite, ...] = ()
    expires: When | None = None
    heard: Heard = ""


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
