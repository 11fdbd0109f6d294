"""Chapters of an episode: JSON chapters (podcast namespace, 1.2), and time stamps in show notes."""

import json
import math
import re
from itertools import pairwise

from hub.errors import ReadError
from hub.model import Chapter
from hub.text import one_line
from indexer.answer import Answer
from indexer.decoding import decode

VERSION = "chapters 1"
_MOST = 1_000
_LONGEST_TITLE = 300
_LATEST = 100 * 3600

_STAMP = r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])"
_NOTE = re.compile(
    rf"^[^\w\n]{{0,6}}{_STAMP}(?![:.]?[0-9])(?: ?[-–—] ?(?:[0-9]{{1,2}}:)?[0-9]{{1,3}}:[0-5][0-9])?"
    r"[\])]?[ \-–—:.|,]{0,6}(\S.*)$",
    re.MULTILINE,
)


def read_chapters(answer: Answer) -> tuple[Chapter, ...]:
    """Chapters in a file of JSON chapters, by time. Raises ReadError if it is no such file."""
    try:
        told = json.loads(decode(answer.body, answer.content_type))
    except (ValueError, RecursionError) as error:
        raise ReadError("unreadable", reason=str(error)) from error
    listed = told.get("chapters") if isinstance(told, dict) else None
    if not isinstance(listed, list):
        raise ReadError("unreadable", reason="no list of chapters")
    found = [chapter for each in listed[:_MOST] if (chapter := _chapter(each))]
    return tuple(sorted(found, key=lambda chapter: chapter.start))


def from_notes(text: str, duration: int | None = None) -> tuple[Chapter, ...]:
    """Time stamps in show notes ("12:31 Om IPS", "(00:12:31) – Om IPS") as chapters.

    They stand at the beginnings of lines, are at least two, and each is later than the one
    before and within `duration` (seconds); else they are something else, such as a programme.
    """
    chapters = tuple(
        Chapter(
            int(match[1] or 0) * 3600.0 + int(match[2]) * 60 + int(match[3]),
            one_line(match[4])[:_LONGEST_TITLE],
        )
        for match in _NOTE.finditer(text)
    )[:_MOST]
    ascending = all(before.start < after.start for before, after in pairwise(chapters))
    if len(chapters) < 2 or not ascending or chapters[-1].start > (duration or _LATEST):
        return ()
    return chapters


def _chapter(told: object) -> Chapter | None:
    """One chapter; none for what is no chapter, has no title, or is kept off the list (toc)."""
    if not isinstance(told, dict) or told.get("toc") is False:
        return None
    title, start = told.get("title"), told.get("startTime")
    try:
        at = float(start) if isinstance(start, (int, float, str)) else math.nan
    except (ValueError, OverflowError):
        return None
    line = one_line(title)[:_LONGEST_TITLE] if isinstance(title, str) else ""
    return Chapter(at, line) if line and 0 <= at <= _LATEST else None
