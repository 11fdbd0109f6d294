"""Chapters of an episode: JSON chapters (podcast namespace, 1.2), and time stamps in show notes."""

import json
import math
import re
from collections.abc import Iterable
from itertools import islice, pairwise, starmap

from hub.errors import ReadError
from hub.model import Chapter
from hub.text import one_line
from indexer.answer import Answer
from indexer.decoding import decode

VERSION = "chapters 2"
_MOST = 1_000
_LONGEST_TITLE = 300
_LATEST = 100 * 3600

_STAMP = r"(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])"
_RANGE = r"(?: ?[-–—] ?(?:[0-9]{1,2}:)?[0-9]{1,3}:[0-5][0-9])?"
# The time first ("12:31 Om IPS", "(01:02:03) – Om IPS"), or last, then in brackets.
_BEFORE = re.compile(
    rf"^[^\w\n]{{0,6}}{_STAMP}(?![:.]?[0-9]){_RANGE}[\])]?[ \-–—:.|,]{{0,6}}(\S.*)$", re.MULTILINE
)
_AFTER = re.compile(
    rf"^[ \t–—•*·-]{{0,6}}(\S.{{0,299}}?)[ \t]*[(\[]{_STAMP}{_RANGE}[)\]]$", re.MULTILINE
)
_BRACKETED = re.compile(r"^[^\w\n]{0,6}[(\[]|^.*[)\]]$")
_EARLY = 600  # seconds; two bare times that begin later may be the scores of two matches
_MORNING, _NIGHT = 6 * 60, 24 * 60  # what 6:00 and 24:00 are as minutes and seconds


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
    """Time stamps in show notes ("12:31 Om IPS", "– Om IPS (12:31)") as chapters.

    They begin or end lines, are at least two (three, where they end them), and each is later than
    the one before and within `duration` (seconds); else they are something else: the programme of
    a day, scores, verses.
    """
    lines = list(islice(_BEFORE.finditer(text), _MOST))
    marks = _in_order((match[4], *match.groups()[:3]) for match in lines)
    if len(marks) < 2 or marks[-1].start > (duration or _LATEST):
        lines = list(islice(_AFTER.finditer(text), _MOST))
        marks = _in_order((match[1], *match.groups()[1:]) for match in lines)
        return marks if len(marks) > 2 and marks[-1].start <= (duration or _LATEST) else ()
    bare = not any(match[1] or _BRACKETED.match(match[0]) for match in lines)
    pair_of_scores = len(marks) == 2 and marks[0].start > _EARLY
    return () if bare and (pair_of_scores or _is_programme(marks)) else marks


def _in_order(told: Iterable[tuple[str | None, ...]]) -> tuple[Chapter, ...]:
    """Title, hours, minutes and seconds as chapters; none if a time is before the last one.

    A list that stands there twice is read once; of chapters that begin together, all but the last
    are empty.
    """
    marks = list(dict.fromkeys(starmap(_mark, told)))
    if any(before.start > after.start for before, after in pairwise(marks)):
        return ()
    return tuple({mark.start: mark for mark in marks}.values())


def _mark(title: str | None, hours: str | None, minutes: str | None, rest: str | None) -> Chapter:
    start = int(hours or 0) * 3600.0 + int(minutes or 0) * 60 + int(rest or 0)
    return Chapter(start, one_line(title or "")[:_LONGEST_TITLE])


def _is_programme(marks: tuple[Chapter, ...]) -> bool:
    """Whether "09:00 Velkomst", "10:15 Kaffe" are times of the day: all in whole five minutes."""
    return all(_MORNING <= mark.start <= _NIGHT and mark.start % 5 == 0 for mark in marks)


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
