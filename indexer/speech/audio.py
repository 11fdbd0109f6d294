"""An episode's audio: which of its files, whether it is audio at all, and how long it lasts.

The only module that knows tinytag.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from tinytag import TinyTag, TinyTagException

from hub.errors import ReadError
from hub.model import Enclosure
from indexer.speech.port import Audio

BYTES_A_SECOND = 8_000  # where a file doesn't tell how long it is: 64 kbit/s, as talk often has
_ENDINGS = (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac", ".mp4", ".webm")
# How each kind of file begins, with its ending and media type.
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "wav", "audio/wav"),
    (re.compile(rb"OggS"), "ogg", "audio/ogg"),
    (re.compile(rb"fLaC"), "flac", "audio/flac"),
    (re.compile(rb"....ftyp", re.DOTALL), "m4a", "audio/mp4"),
    (re.compile(rb"\x1aE\xdf\xa3"), "webm", "audio/webm"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "aac", "audio/aac"),
    (re.compile(rb"\x00*(ID3|\xff[\xe2-\xfd])"), "mp3", "audio/mpeg"),
)
_HEAD = 4_096


def best_audio(enclosures: Sequence[Enclosure]) -> Enclosure | None:
    """The smallest of an episode's audio files, else the first."""
    found = [each for each in enclosures if _is_audio(each)]
    sized = [each for each in found if each.length and each.length > 1_000]
    if found and len(sized) == len(found):
        return min(sized, key=lambda each: each.length or 0)
    return next(iter(found), None)


def _is_audio(enclosure: Enclosure) -> bool:
    kind = enclosure.type.partition("/")[0].strip().lower()
    path = urlsplit(enclosure.url).path.lower()
    return kind == "audio" or (kind != "video" and path.endswith(_ENDINGS))


def examine(path: str, content_type: str) -> Audio:
    """The audio in the file at `path`. Raises ReadError for anything else, such as a web page."""
    file = Path(path)
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    if not head:
        raise ReadError("empty")
    for beginning, ending, media_type in _BEGINNINGS:
        if beginning.match(head):
            name = f"audio.{ending}"
            return Audio(file, name, media_type, _seconds(file, name))
    raise ReadError("speech-no-audio", type=content_type.partition(";")[0].strip() or "?")


def _seconds(file: Path, name: str) -> float:
    """How long it lasts, by its own word, else about as long as files of that size do."""
    size = file.stat().st_size
    try:
        with file.open("rb") as opened:
            told = TinyTag.get(name, file_obj=opened, tags=False).duration
    except (TinyTagException, ValueError, ArithmeticError, LookupError):
        told = None
    return told if told and told > 0 else size / BYTES_A_SECOND
