"""The media files of an entry, whatever the format of its feed."""

import mimetypes
from collections.abc import Iterable

from hub.model import Enclosure
from hub.text import one_line
from indexer.readers.addresses import file_name
from indexer.readers.markup import shorten

_FIRST_WORDS = 80
_LONGEST_TYPE = 100

MOST_FILES = 50  # of one entry; no more of its enclosures, or its transcripts, are looked at


def guessed_type(url: str) -> str:
    """The media type that the ending of `url` suggests, or empty."""
    return mimetypes.guess_type(url.partition("?")[0])[0] or ""


def media_type(text: str) -> str:
    """A media type as feeds write it, in small letters."""
    return one_line(text[:_LONGEST_TYPE]).lower()


def united_files(
    own: Iterable[Enclosure], others: Iterable[Enclosure] = ()
) -> tuple[Enclosure, ...]:
    """Each file once, at most MOST_FILES: what can be heard before what can be seen, then those
    that the entry leads with, in the order of the feed, before `others`.
    """
    files: dict[str, Enclosure] = {}
    for each in (*own, *others):
        files.setdefault(each.url, each)
    return tuple(sorted(files.values(), key=_is_silent))[:MOST_FILES]


def _is_silent(enclosure: Enclosure) -> bool:
    return not enclosure.type.startswith("audio/")


def title_from(text: str, link: str | None, enclosures: tuple[Enclosure, ...]) -> str:
    """A title for an entry that has none: its first words, or the name of what it points at."""
    if text:
        return shorten(one_line(text.partition("\n")[0]), _FIRST_WORDS)
    target = link or (enclosures[0].url if enclosures else "")
    return shorten(one_line(file_name(target) or target), _FIRST_WORDS) if target else ""
