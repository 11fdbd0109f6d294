"""What is said in an episode -> passages of half a minute to a minute, ending with sentences."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from hub.model import Passage
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.extract.captions import Cue, read_cues

VERSION = "transcript 1"
SHORTEST, LONGEST = 30.0, 60.0  # seconds
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"'“‘«(–-]*[A-ZÆØÅÄÖÜÉ0-9¿¡])")
_ENDS = re.compile(r"[.!?…][\"'”’»)]*$")


def read_transcript(answer: Answer) -> tuple[Passage, ...]:
    """The passages of a WebVTT or SubRip file. Raises ReadError if it is neither, or has no text.

    A passage has the speaker who begins it; when another takes over within it, a new line begins
    with the name and a colon.
    """
    cues = read_cues(decode(answer.body, answer.content_type))
    return tuple(_passage(group) for group in _groups(_pieces(cues)))


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
