"""A list as every form of it needs it: what it is, how it was read, and its entries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hub.model import Enclosure, Person, Transcript
from web.citing.work import Work
from web.following import Following
from web.page import Link

NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item in a list, with what its source lets us show of it and nothing more.

    `id` is for ever and the same wherever the hub moves. `page` is ours (absolute, or only a path
    where the hub's address is unknown), `original` the publisher's, or empty. `facts` say in words
    what it is; `summary` and `body` are paragraphs of plain text, `body` only of sources that show
    all. `sound` is what can be heard, `files` everything that comes with it. `published` is None
    where no date is known; `updated` is what is known instead.
    """

    id: str
    work: Work
    page: str
    original: str
    original_word: str
    facts: tuple[str, ...]
    kind_word: str
    publisher: str
    updated: datetime
    changed: datetime
    published: datetime | None = None
    people: tuple[Person, ...] = ()
    summary: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    cost: str = ""
    access: str = ""
    sound: Enclosure | None = None
    files: tuple[Enclosure, ...] = ()
    seconds: int | None = None
    transcript: Transcript | None = None
    source: Link | None = None
    license: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list with its newest entries. `page` is its page and `forms` are its other forms, absolute
    where the hub's address is known (`known`). `asked` is what was asked in the query language and
    `read_as` how that was read; `total` counts what is not in `entries`, too; `version` names what
    of the collection and of its index this is; `day` is when it was asked for; `cover` is a square
    picture for podcast apps, or empty.
    """

    title: str
    about: str
    hub: str
    language: str
    page: str
    forms: Following
    known: bool
    asked: str
    read_as: str
    total: int
    version: str
    day: date
    entries: tuple[Entry, ...]
    cover: str = ""

    @property
    def updated(self) -> datetime:
        """When the list last changed, as far as its entries tell."""
        return max((entry.changed for entry in self.entries), default=NO_TIME)

    @property
    def sounds(self) -> bool:
        """Whether there is anything to be heard."""
        return any(entry.sound for entry in self.entries)


def joined(parts: Sequence[str]) -> str:
    """Facts on one line."""
    return " · ".join(part for part in parts if part)
