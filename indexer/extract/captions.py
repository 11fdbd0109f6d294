"""WebVTT and SubRip files -> cues, tolerant of what real files get wrong. Uses webvtt-py."""

import html
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Caption

from hub.errors import ReadError
from hub.text import one_line

MOST = 100_000  # cues of one transcript
LATEST = 100 * 3600.0  # seconds: no episode is as long
_ARROW = re.compile(r"^\s*(\S.*?)\s*-->\s*(\S+)(.*)$")
_TIME = re.compile(r"(?:(?:([0-9]{1,3}):)?([0-9]{1,3}):)?([0-9]{1,6})(?:[.,]([0-9]{1,6}))?")
_VOICE = re.compile(r"<v(?:\.[\w.-]+)?\s+([^<>]{1,200})>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>|\{\\[^{}]{0,50}\}")
_LABEL = r"[A-ZÆØÅÄÖÜ][\w.'’-]*(?: (?:[A-ZÆØÅÄÖÜ0-9][\w.'’-]*)){0,3}"
_SPEAKER = re.compile(rf"(?:>>+ ?|- ?)?(?:\[({_LABEL})\]:?|({_LABEL}):)(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end` (seconds), and by whom, where the file tells."""

    start: float
    end: float
    text: str
    speaker: str = ""


def read_cues(text: str) -> tuple[Cue, ...]:
    """The cues of a WebVTT or SubRip file, by time, without repetitions of rolling captions.

    Times without minutes or with the wrong separator are repaired first. A speaker stands in a
    voice span (``<v Anna>``) or before a colon, and speaks until another one does. Raises
    ReadError if there are no cues.
    """
    captions = sorted(_captions(text)[:MOST], key=_start)
    lines = list(_new_lines(captions))
    labels = _labels([line for _, line in lines])
    cues, speaker = [], ""
    for caption, line in lines:
        for who, said in _turns(line, labels):
            speaker = who or speaker
            start, end = _start(caption), min(_seconds(str(caption.end)), LATEST)
            if said and start <= LATEST:
                cues.append(Cue(start, max(start, end), said, speaker))
    if not cues:
        raise ReadError("no-text")
    return tuple(cues)


def _captions(text: str) -> list[Caption]:
    repaired = "\n".join(_repaired(line) for line in text.strip().splitlines())
    numbered = repaired.partition("\n")[0].isdigit()
    whole = repaired if numbered or repaired.startswith("WEBVTT") else f"WEBVTT\n\n{repaired}"
    try:
        read = WebVTT.from_buffer(io.StringIO(whole), format="srt" if numbered else "vtt")
    except (MalformedFileError, MalformedCaptionError, ValueError) as error:
        raise ReadError("unreadable", reason=str(error) or "no captions") from error
    return list(read.captions)


def _repaired(line: str) -> str:
    """A line of cue timings with times in full, ``00:00:07.380``; any other line as it is."""
    timings = _ARROW.match(line)
    times = [_TIME.fullmatch(timings[part]) for part in (1, 2)] if timings else []
    if len(times) < 2 or not all(times):
        return line.strip()
    return " --> ".join(_in_full(time) for time in times if time)


def _in_full(time: re.Match[str]) -> str:
    hours, minutes, seconds, fraction = time.groups()
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds)
    thousandths = (fraction or "").ljust(3, "0")[:3]
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths}"


def _seconds(full: str) -> float:
    hours, minutes, seconds = full.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _start(caption: Caption) -> float:
    return _seconds(str(caption.start))


def _new_lines(captions: list[Caption]) -> Iterator[tuple[Caption, str]]:
    """Each caption with its text on one line, less the lines that the one before ended with."""
    last = ""
    for caption in captions:
        lines = [line.strip() for line in caption.lines if line.strip()]
        fresh = lines[1:] if lines and lines[0] == last else lines
        last = lines[-1] if lines else ""
        if fresh:
            yield caption, " ".join(fresh)


def _labels(lines: list[str]) -> frozenset[str]:
    """The names before a colon that are speakers: they come twice, or begin the first cue."""
    found = Counter(match[1] or match[2] for line in lines if (match := _SPEAKER.match(line)))
    first = _SPEAKER.match(lines[0]) if lines else None
    found.update([first[1] or first[2]] if first else [])
    return frozenset(name for name, count in found.items() if count > 1)


def _turns(line: str, labels: frozenset[str]) -> Iterator[tuple[str, str]]:
    """(speaker, what is said) for each voice span in a cue; no speaker where none is named."""
    before, *spans = _VOICE.split(line)
    pairs = [("", before), *zip(spans[::2], spans[1::2], strict=True)]
    for who, said in pairs:
        text = one_line(html.unescape(_TAG.sub("", said)))
        label = _SPEAKER.match(text)
        name = (label[1] or label[2]) if label else ""
        if label and name in labels and not who:
            yield name, text[label.end() :].strip()
        else:
            yield one_line(html.unescape(who)), text
