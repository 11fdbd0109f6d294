"""HTML transcripts -> cues where they have times (<cite>, <time>, <p>), else paragraphs.

The form is that of Buzzsprout, which the podcast namespace recommends.
"""

import re
from collections.abc import Iterator
from itertools import islice

import lxml.html
from lxml import etree

from hub.errors import ReadError
from hub.text import one_line
from indexer.extract.captions import LATEST, MOST, Cue
from indexer.extract.transcript_section import section_of

_CLOCK = re.compile(r"\[?(?:([0-9]{1,2}):)?([0-9]{1,3}):([0-5][0-9])(?:[.,][0-9]+)?\]?")
_LEFT_OUT = ("script", "style", "nav", "header", "footer", "form", "noscript", "template", "head")
_LONGEST_NAME = 200


def read_html(text: str) -> tuple[tuple[Cue, ...], tuple[str, ...]]:
    """The cues of the page, or, where it has no times, its paragraphs ("Name: what is said"); of
    a page that holds more, those of its transcript.

    A cue ends where it begins: the page tells no ends. Raises ReadError if it is no page.
    """
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=_parser())
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("unreadable", reason=str(error)) from error
    etree.strip_elements(tree, *_LEFT_OUT, with_tail=False)
    for node in tree.iter("br"):
        node.tail = f"\n{node.tail or ''}"
    section = section_of(tree)
    told = list(_told(tree if section is None else section))[:MOST]
    timed = tuple(Cue(at, at, said, who) for at, who, said in told if at is not None)
    if timed:
        return tuple(sorted(timed, key=lambda cue: cue.start)), ()
    if not told and section is not None:  # its paragraphs are lines, or other elements
        return (), tuple(islice(_lines(section), MOST))
    return (), tuple(f"{who}: {said}" if who else said for _, who, said in told)


def _lines(section: lxml.html.HtmlElement) -> Iterator[str]:
    """The text of each element that has some of its own, line by line."""
    for text in section.itertext():
        yield from filter(None, map(one_line, str(text).split("\n")))


def _parser() -> lxml.html.HTMLParser:
    return lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)


def _told(tree: lxml.html.HtmlElement) -> Iterator[tuple[float | None, str, str]]:
    """(seconds, speaker, what is said) for each paragraph; both hold until told otherwise.

    What follows a time that can't be is left out.
    """
    at: float | None = None
    who, lost = "", False
    for node in tree.iter("cite", "time", "p"):
        words = one_line("".join(map(str, node.itertext())))
        if node.tag == "cite":
            who = words.rstrip(":").rstrip()[:_LONGEST_NAME]
        elif node.tag == "time":
            at = _seconds(words)
            lost = at is None
        elif words and not lost:
            yield at, who, words


def _seconds(words: str) -> float | None:
    clock = _CLOCK.fullmatch(words)
    if clock is None:
        return None
    at = int(clock[1] or 0) * 3600.0 + int(clock[2]) * 60 + int(clock[3])
    return at if at <= LATEST else None
