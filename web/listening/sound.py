"""Which of an item's files is its sound."""

from collections.abc import Iterable
from typing import NamedTuple

from hub.model import Enclosure
from web.links import safe_link

_SOUNDS = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".aac", ".flac")


class Sound(NamedTuple):
    """An audio file of a publisher: its address without a fragment, and its media type or ""."""

    src: str
    type: str


def sound_of(enclosures: Iterable[Enclosure]) -> Sound | None:
    """The first file that can be heard; None where it has no safe address, or there is none."""
    found = next((one for one in enclosures if _is_sound(one)), None)
    src = safe_link(found.url) if found else None
    return Sound(src.partition("#")[0], found.type) if found and src else None


def _is_sound(enclosure: Enclosure) -> bool:
    path = enclosure.url.partition("?")[0].lower()
    return enclosure.type.lower().startswith("audio/") or (
        not enclosure.type and path.endswith(_SOUNDS)
    )
