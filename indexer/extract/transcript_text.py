"""Plain text transcripts: cues where the lines tell times, else passages of whole paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from hub.model import Passage
from hub.text import one_line
from indexer.extract.captions import LATEST, MOST, Cue

SIZE = 700  # characters: about what is said in three quarters of a minute
_LONGEST = 1_400
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_STAMP = re.compile(
    r"^(?P<before>[^\d\n:\[(]{0,60}?)[ \t]*[\[(]?(?:(?P<h>[0-9]{1,2}):)?(?P<m>[0-9]{1,3}):"
    r"(?P<s>[0-5][0-9])(?:[.,][0-9]+)?[\])]?[ \t]*[-–—:]?[ \t]*(?P<said>.*)$"
)
_ALONE = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,3}")
_NAME = re.compile(r"([^\W\d_][\w.'’ -]{0,59}?):\s+")


def timed(text: str) -> tuple[Cue, ...]:
    """The lines of `text` as cues, if times such as "[00:12:31] Anna: …" begin them, in order.

    A line that begins with none goes on with what is said. Empty where there are fewer than two
    times, or they are in no order: then they are something else.
    """
    cues: list[Cue] = []
    lines = text.splitlines()[:MOST]
    names = _names(lines)
    for line in lines:
        if (stamp := _STAMP.match(line)) is not None:
            cues.append(_cue(stamp, names))
        elif cues and (more := one_line(line)):
            last = cues[-1]
            cues[-1] = Cue(last.start, last.end, f"{last.text} {more}".strip(), last.speaker)
    ascending = all(before.start <= after.start for before, after in pairwise(cues))
    if len(cues) < 2 or not ascending or cues[-1].start > LATEST:
        return ()
    return tuple(cue for cue in cues if cue.text)


def _names(lines: Iterable[str]) -> frozenset[str]:
    """What stands alone after several times, "00:01 Taler 1": who speaks in the lines below."""
    alone = (stamp["said"] for line in lines if (stamp := _STAMP.match(line)) is not None)
    counted = Counter(said for text in alone if _ALONE.fullmatch(said := one_line(text)))
    return frozenset(said for said, count in counted.items() if count > 1)


def _cue(stamp: re.Match[str], names: frozenset[str]) -> Cue:
    start = int(stamp["h"] or 0) * 3600.0 + int(stamp["m"]) * 60 + int(stamp["s"])
    said = one_line(stamp["said"])
    before = one_line(stamp["before"]).strip(" :-–—")
    if said in names and not before:
        return Cue(start, start, "", said)
    named = None if before else _NAME.match(said)
    if named:
        return Cue(start, start, said[named.end() :], named[1])
    return Cue(start, start, said, before)


def in_groups(paragraphs: Iterable[str]) -> tuple[Passage, ...]:
    """Paragraphs as passages without times, each of as many as are about a minute's talk."""
    passages: list[Passage] = []
    group: list[str] = []
    for piece in _pieces(paragraphs):
        if group and len("\n".join([*group, piece])) > SIZE:
            passages.append(Passage("\n".join(group)))
            group = []
        group.append(piece)
    if group:
        passages.append(Passage("\n".join(group)))
    return tuple(passages[:MOST])


def paragraphs_of(text: str) -> list[str]:
    """Parted by blank lines, or by line ends where there are no blank lines."""
    between = r"\n\s*\n" if re.search(r"\S\s*\n\s*\n\s*\S", text) else r"\n"
    return [line for each in re.split(between, text) if (line := one_line(each))]


def _pieces(paragraphs: Iterable[str]) -> Iterator[str]:
    """Paragraphs, too long ones cut at the ends of sentences, else between words."""
    for paragraph in paragraphs:
        if len(paragraph) <= _LONGEST:
            yield paragraph
            continue
        piece = ""
        for sentence in _SENTENCE.split(paragraph):
            for part in _short(sentence):
                if piece and len(piece) + len(part) >= SIZE:
                    yield piece
                    piece = ""
                piece = f"{piece} {part}".strip()
        if piece:
            yield piece


def _short(sentence: str) -> Iterator[str]:
    while len(sentence) > _LONGEST:
        at = sentence.rfind(" ", 1, SIZE)
        at = at if at > 0 else SIZE
        yield sentence[:at]
        sentence = sentence[at:].lstrip()
    yield sentence
