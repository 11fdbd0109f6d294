"""What is said in an episode -> passages of half a minute to a minute, ending with sentences."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice, pairwise

from hub.errors import ReadError
from hub.model import Passage
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.extract.captions import Cue, read_cues
from indexer.extract.docx import looks_like_docx, text_of_docx
from indexer.extract.transcript_html import read_html
from indexer.extract.transcript_json import read_json
from indexer.extract.transcript_kinds import TranscriptKind, kind_of
from indexer.extract.transcript_text import in_groups, paragraphs_of, timed

VERSION = "transcript 3"
SHORTEST, LONGEST = 30.0, 60.0  # seconds
# No talk is longer than this (some 15 hours); every search that finds it reads all of it again.
MOST_PASSAGES = 5_000
LONGEST_PASSAGE = 10_000  # characters
LONGEST_TEXT = 1_000_000
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"'“‘«(–-]*[A-ZÆØÅÄÖÜÉ0-9¿¡])")
_ENDS = re.compile(r"[.!?…][\"'”’»)]*$")


_SPEED = 15.0  # characters said in a second, where a file tells no ends
_CAPTIONS = re.compile(r"\s*WEBVTT|(?:.*\n){0,20}?.*[0-9]\s*-->\s*[0-9]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml)\b", re.IGNORECASE)


def read_transcript(answer: Answer, media_type: str = "", url: str = "") -> tuple[Passage, ...]:
    """The passages of a transcript in any published form. Raises ReadError if it has no text.

    `media_type` and `url` are what was promised. A passage has the speaker who begins it; when
    another takes over within it, a new line begins with the name and a colon. Where a file tells
    no times, its paragraphs are the passages, and begin nowhere.
    """
    promised = kind_of(media_type, url) or kind_of(answer.content_type, answer.url)
    if looks_like_docx(answer.body):
        text, promised = text_of_docx(answer.body), "plain"
    else:
        text = decode(answer.body, answer.content_type)
    passages = _read(text, _true_kind(text, promised))
    if not passages:
        raise ReadError("no-text")
    return tuple(_within_reason(passages))


def _within_reason(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The first passages, and of each the beginning."""
    room = LONGEST_TEXT
    for passage in islice(passages, MOST_PASSAGES):
        text = passage.text[: min(LONGEST_PASSAGE, room)]
        room -= len(text)
        if text:
            yield replace(passage, text=text)


def _true_kind(text: str, promised: TranscriptKind | None) -> TranscriptKind | None:
    """What the text is, since a server may send other than was promised: a page to log in, say."""
    if text.lstrip()[:1] in ("{", "[") and promised != "plain":
        return "json"
    if promised != "html" and _MARKUP.match(text):
        raise ReadError("unreadable", reason="text/html")
    return "vtt" if _CAPTIONS.match(text[:20_000]) else promised


def _read(text: str, kind: TranscriptKind | None) -> tuple[Passage, ...]:
    if kind == "html":
        cues, paragraphs = read_html(text)
        cues = cues or timed("\n".join(paragraphs))
        return in_passages(_with_ends(cues)) or in_groups(paragraphs)
    if kind == "plain":
        return in_passages(_with_ends(timed(text))) or in_groups(paragraphs_of(text))
    return in_passages(_with_ends(read_json(text)) if kind == "json" else read_cues(text))


def in_passages(cues: Iterable[Cue]) -> tuple[Passage, ...]:
    """Cues, by time, as passages."""
    return tuple(_passage(group) for group in _groups(_pieces(cues)))


def _with_ends(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Cues that tell no end last until the next begins, or as long as it takes to say them."""
    cues = tuple(cues)
    for place, cue in enumerate(cues, 1):
        after = cues[place].start if place < len(cues) else 0.0
        longest = max(2 * len(cue.text) / _SPEED, 1.0)
        begun_later = after if after > cue.start else cue.start + longest
        end = cue.end if cue.end > cue.start else min(begun_later, cue.start + longest)
        yield replace(cue, end=round(end, 3))


def _pieces(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Cues cut at the ends of sentences, and too long ones between words; times in proportion."""
    for cue in cues:
        for sentence in _cut(cue, _SENTENCE.split(cue.text)):
            parts = int((sentence.end - sentence.start) // SHORTEST)
            yield from _cut(sentence, _shares(sentence.text, parts)) if parts > 1 else (sentence,)


def _cut(cue: Cue, texts: list[str]) -> Iterator[Cue]:
    length = sum(map(len, texts)) or 1
    at = cue.start
    for text in texts:
        end = at + (cue.end - cue.start) * len(text) / length
        yield Cue(round(at, 3), round(end, 3), text, cue.speaker)
        at = end


def _shares(text: str, parts: int) -> list[str]:
    words = text.split()
    size = max(1, -(-len(words) // parts))
    return [" ".join(words[at : at + size]) for at in range(0, len(words), size)] or [text]


def _groups(pieces: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Pieces in groups that end with a sentence or a turn when long enough, or before too long."""
    group: list[Cue] = []
    for piece in pieces:
        if group and _is_over(group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _is_over(group: list[Cue], following: Cue) -> bool:
    first, last = group[0], group[-1]
    if following.end - first.start > LONGEST:
        return True
    lasts = last.end - first.start
    turn = following.speaker != last.speaker
    return lasts >= SHORTEST and (turn or bool(_ENDS.search(last.text)))


def _passage(group: list[Cue]) -> Passage:
    words = [group[0].text]
    for before, piece in pairwise(group):
        turn = piece.speaker != before.speaker and piece.speaker
        words.append(f"\n{piece.speaker}: {piece.text}" if turn else f" {piece.text}")
    return Passage(
        text="".join(words),
        start=group[0].start,
        end=max(piece.end for piece in group),
        speaker=group[0].speaker,
    )
