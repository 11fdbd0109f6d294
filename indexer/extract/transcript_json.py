"""JSON transcripts (podcast namespace, "transcripts", JSON) -> cues."""

import json
import math
from collections.abc import Iterator

from hub.errors import ReadError
from hub.text import one_line
from indexer.extract.captions import LATEST, MOST, Cue

_LONGEST_NAME = 200


def read_json(text: str) -> tuple[Cue, ...]:
    """The segments of the file as cues, by time; those without words or a possible time left out.

    A segment may lack its end: it ends where the next one begins. Raises ReadError if the text is
    no such file.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError("unreadable", reason=str(error)) from error
    segments = told.get("segments") if isinstance(told, dict) else told
    if not isinstance(segments, list):
        raise ReadError("unreadable", reason="no list of segments")
    return tuple(sorted(_cues(segments[:MOST]), key=lambda cue: cue.start))


def _cues(segments: list[object]) -> Iterator[Cue]:
    """A segment without a speaker belongs to the one before it."""
    speaker = ""
    for segment in segments:
        if not isinstance(segment, dict):
            continue
        who = segment.get("speaker")
        speaker = (one_line(who)[:_LONGEST_NAME] if isinstance(who, str) else "") or speaker
        said, start = segment.get("body"), _seconds(segment.get("startTime"))
        line = one_line(said) if isinstance(said, str) else ""
        if line and start is not None:
            end = _seconds(segment.get("endTime"))
            yield Cue(start, start if end is None else max(start, end), line, speaker)


def _seconds(told: object) -> float | None:
    """A moment within any episode there can be; None for what is none."""
    if isinstance(told, bool) or not isinstance(told, (int, float, str)):
        return None
    try:
        at = float(told)
    except (ValueError, OverflowError):
        return None
    return at if math.isfinite(at) and 0 <= at <= LATEST else None
