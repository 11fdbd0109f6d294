"""The lines of a printed page: headers and footers taken off, the others made paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from math import ceil

EDGE = 3  # lines at either end of a page that may be a header or footer
_FEWEST = 3  # pages, before anything can be said to repeat
_MOST_PAGES = 0.4  # of all: left and right pages often have headers of their own
_DIGITS = re.compile(r"[0-9]+|\b[ivxlc]+\b")
_ITEM = re.compile(r"(?:[-–—•▪●·*] ?|[0-9]{1,2}[.)] |\([0-9a-z]\) )\S")
_ENDS = re.compile(r"[.!?:…][\"'”’»)]*[0-9]{0,3}$")
_SHORT = 0.7  # of a full line


def without_edges(pages: Sequence[str]) -> list[str]:
    """The pages without the first and last lines that most of them share but for their numbers."""
    split = [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]
    counts: Counter[str] = Counter()
    for lines in split:
        counts.update({_shape(line) for line in _edges(lines)})
    enough = max(_FEWEST, ceil(len(pages) * _MOST_PAGES))
    repeated = {shape for shape, count in counts.items() if count >= enough}
    return ["\n".join(_kept(lines, repeated)) for lines in split]


def _edges(lines: list[str]) -> list[str]:
    return lines[:EDGE] + lines[-EDGE:]


def _kept(lines: list[str], repeated: set[str]) -> list[str]:
    last = len(lines) - EDGE
    return [
        line
        for place, line in enumerate(lines)
        if EDGE <= place < last or _shape(line) not in repeated
    ]


def _shape(line: str) -> str:
    """A line without its numbers and blanks: what repeats from page to page."""
    return "".join(_DIGITS.sub("#", line.casefold()).split())


def in_paragraphs(page: str) -> str:
    """The lines of `page` as paragraphs, parted by blank lines.

    A paragraph ends with a line that is clearly shorter than a full one, or before a list item.
    """
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    full = sorted(map(len, lines))[int(len(lines) * 0.8)] if lines else 0
    paragraphs: list[str] = []
    ended = True
    for line in lines:
        if ended or _ITEM.match(line):
            paragraphs.append(line)
        else:
            paragraphs[-1] += f" {line}"
        ended = len(line) < full * _SHORT or (len(line) < full * 0.9 and bool(_ENDS.search(line)))
    return "\n\n".join(paragraphs)
