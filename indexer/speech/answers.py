"""What servers of the OpenAI kind answer: JSON with or without segments, WebVTT, SubRip, text.

Told by what it is, not by what was asked for: some servers pass `response_format` over.
"""

import json
import math
from dataclasses import dataclass

from hub.errors import ReadError
from indexer.extract.captions import LATEST, MOST, read_cues
from indexer.speech.port import Segment


@dataclass(frozen=True, slots=True)
class Said:
    """What the server heard; `timed` tells whether it says when."""

    segments: tuple[Segment, ...]
    timed: bool


def read_answer(body: bytes) -> Said:
    """What a successful answer says. Raises ReadError where it is no transcript."""
    text = body.decode("utf-8-sig", "replace").strip()
    if text.startswith(("{", "[", '"')):
        return _json(text)
    if text.startswith("<"):
        raise ReadError("unreadable", reason="text/html")
    if text.startswith("WEBVTT") or "-->" in text[:2_000]:
        return _captions(text)
    return _plain(text)


def complaint(body: bytes) -> str:
    """What an answer that is no success gives as the reason, in its own words; may be empty.

    OpenAI has ``{"error": {"message"}}``, whisper.cpp ``{"error"}``, FastAPI's ``{"detail"}``.
    """
    text = body[:20_000].decode("utf-8", "replace").strip()
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return "" if text.startswith("<") else text[:300]
    for key in ("error", "detail", "message"):
        if isinstance(told, dict) and told.get(key):
            told = told[key]
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)[:300]


def _json(text: str) -> Said:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError("unreadable", reason=str(error)) from error
    if isinstance(told, str):
        return _plain(told)
    if not isinstance(told, dict) or told.get("error"):
        raise ReadError("unreadable", reason=complaint(text.encode()) or "no transcript")
    segments = told.get("segments")
    if isinstance(segments, list):
        found = tuple(filter(None, map(_segment, segments[:MOST])))
        return Said(found, timed=True)
    said = told.get("text")
    if not isinstance(said, str):
        raise ReadError("unreadable", reason="neither segments nor text")
    return _captions(said) if "-->" in said[:2_000] else _plain(said)


def _captions(text: str) -> Said:
    if text == "WEBVTT":
        return Said((), timed=True)
    cues = read_cues(text)
    return Said(tuple(Segment(cue.text, cue.start, cue.end) for cue in cues), timed=True)


def _plain(text: str) -> Said:
    return Said((Segment(text),) if text else (), timed=not text)


def _segment(told: object) -> Segment | None:
    if not isinstance(told, dict) or not isinstance(told.get("text"), str):
        return None
    start, end = _number(told.get("start")), _number(told.get("end"))
    if start is None or not 0 <= start <= LATEST:
        return None
    return Segment(
        told["text"],
        start,
        start if end is None else end,
        _number(told.get("no_speech_prob")),
        _number(told.get("compression_ratio")),
        _number(told.get("avg_logprob")),
    )


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
