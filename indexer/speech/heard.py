"""What a model says it heard -> passages, without what it made up.

Models of the Whisper family fill silence with phrases they have read under films, or say the same
thing over and over; they also tell how sure they were, and that is what is gone by.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from hub.model import Passage, Trouble
from hub.text import normalise, one_line
from hub.visiting import Read
from indexer.extract.captions import LATEST, MOST, Cue
from indexer.extract.transcript import LONGEST_TEXT, MOST_PASSAGES, in_passages
from indexer.extract.transcript_text import in_groups, paragraphs_of
from indexer.speech.port import Segment

VERSION = "speech 1"
# Beyond these the makers of Whisper themselves take a segment for silence, or for a loop.
SILENT, UNSURE, CIRCLING = 0.6, -1.0, 2.4
_OFTEN = 3  # times in a row
_AFTER_END = 2.0  # seconds: lengths are not exact
_CREDITS = re.compile(
    r"\W*((danske )?(under)?tekst(er|ing|et)( og oversættelse)? (af|ved) .{1,60}"
    r"|scandinavian text service.{0,40}|subtitles by .{1,60}|.{0,40}amara\.org.{0,40}"
    r"|(svensk )?(text(ning)?|undertexter) (av|från) .{1,60}|teksting av .{1,60}"
    r"|thanks? (you )?for watching|tak fordi du så med)\W*",
    re.IGNORECASE,
)


def read_heard(segments: Sequence[Segment], seconds: float, name: str) -> Read:
    """What the machine called `name` heard in `seconds` of audio, as an item keeps it."""
    kept = tuple(believed(segments[:MOST], seconds))
    note = None if kept else Trouble("speech-silent")
    passages = tuple(_within_reason(_passages(kept))) or None
    extractor = f"{VERSION} {name}"
    return Read(passages=passages, extractor=extractor, note=note, heard="machine")


def believed(segments: Iterable[Segment], seconds: float) -> Iterator[Segment]:
    """The segments without silence, loops, credits of films, and what comes after the end."""
    sound = (each for each in segments if each.text.strip() and _is_sound(each, seconds))
    for _, same in groupby(sound, key=lambda each: one_line(each.text).casefold()):
        run = list(same)
        yield from run if len(run) < _OFTEN else run[:1]


def _is_sound(segment: Segment, seconds: float) -> bool:
    silent = (segment.no_speech or 0.0) > SILENT
    unsure = segment.sureness is not None and segment.sureness < UNSURE
    circling = (segment.packing or 0.0) > CIRCLING
    late = segment.start is not None and segment.start > seconds + _AFTER_END
    credit = _CREDITS.fullmatch(one_line(segment.text)) is not None
    return not ((silent and unsure) or circling or late or credit)


def _passages(segments: Sequence[Segment]) -> tuple[Passage, ...]:
    timed = [each for each in segments if each.start is not None]
    if not timed:
        return in_groups(paragraphs_of("\n\n".join(each.text for each in segments)))
    return in_passages(sorted(map(_cue, timed), key=lambda cue: cue.start))


def _cue(segment: Segment) -> Cue:
    start = min(segment.start or 0.0, LATEST)
    end = start if segment.end is None else min(max(start, segment.end), LATEST)
    return Cue(start, end, one_line(normalise(segment.text)))


def _within_reason(passages: Sequence[Passage]) -> Iterator[Passage]:
    room = LONGEST_TEXT
    for passage in passages[:MOST_PASSAGES]:
        room -= len(passage.text)
        if room < 0:
            return
        yield passage
