"""The kinds of file that a transcript is published as (podcast namespace, <podcast:transcript>)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlsplit

TranscriptKind = Literal["vtt", "srt", "json", "html", "plain", "docx"]

# The kind that tells most first: times and speakers as they were meant.
KINDS: tuple[TranscriptKind, ...] = ("vtt", "srt", "json", "html", "plain", "docx")
_TYPES: Mapping[str, TranscriptKind] = MappingProxyType(
    {
        "text/vtt": "vtt",
        "application/x-subrip": "srt",
        "application/srt": "srt",
        "text/srt": "srt",
        "text/x-subrip": "srt",
        "application/json": "json",
        "text/json": "json",
        "text/html": "html",
        "application/xhtml+xml": "html",
        "text/plain": "plain",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    }
)
_ENDINGS: Mapping[str, TranscriptKind] = MappingProxyType(
    {
        ".vtt": "vtt",
        ".srt": "srt",
        ".json": "json",
        ".html": "html",
        ".htm": "html",
        ".txt": "plain",
        ".docx": "docx",
    }
)


def kind_of(media_type: str, url: str) -> TranscriptKind | None:
    """What the file at `url` is said to be; None for what we can't read.

    The media type tells, but for text/plain, which servers call any file they don't know.
    """
    path = urlsplit(url).path.lower()
    by_ending = next((kind for end, kind in _ENDINGS.items() if path.endswith(end)), None)
    by_type = _TYPES.get(media_type.partition(";")[0].strip().lower())
    if by_type == "plain":
        return by_ending or by_type
    return by_type or by_ending
