"""The date that stands beside an entry of a list, among labels, categories and deadlines."""

import re

from lxml.html import HtmlElement as Node

from hub.model import When
from hub.text import one_line
from indexer.readers.dates import parse_date
from indexer.readers.pagetree import words_of

_DATE = re.compile(
    r"(?<![\w/.-])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt][0-9:.]+(?:[Zz]|[+-][0-9:]+)?)?"
    r"|[0-9]{1,2}(?:\.[ ]?[0-9]{1,2}\.[ ]?|/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{4}"
    r"|[0-9]{1,2}(?:st|nd|rd|th|\.)? ?[a-zæøåäö]{3,10}\.?,? [0-9]{4}"
    r"|[a-zæøåäö]{3,10}\.? (?:[0-9]{1,2}(?:st|nd|rd|th)?,? )?[0-9]{4})(?![\w/-])",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+[/|·•–—]\s+|\s*[|·•,;]\s*|:\s+")
_DEADLINE = re.compile(
    r"frist|deadline|senest|tilmeld|udløb|ansøg|closing|expires|ends", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"afhold|arrangement|event|konferenc|conferenc|seminar|opdater|ændret|updated|modified"
    r"|accessed|hentet|starter|begynder",
    re.IGNORECASE,
)


def date_at(nodes: list[Node]) -> When | None:
    """The first date of publication that is stated for machines or written in `nodes`."""
    return next((when for node in nodes if (when := _date_of(node))), None)


def deadline_at(nodes: list[Node]) -> When | None:
    """The first date in `nodes` that the words before it call the last one to apply or enrol."""
    return next((when for node in nodes if (when := _date_in(words_of(node), _DEADLINE))), None)


def date_in(text: str) -> When | None:
    """The date in a line such as "Nyheder / Beskæftigelse / 15-09-2021", but neither a deadline,
    an event nor the day of a correction.
    """
    line = one_line(text)[:500]
    if when := parse_date(line):
        return when
    if when := _date_in(line, None):
        return when
    parts = [part for part in _PARTS.split(line) if part]
    return next((when for part in parts if part.isdigit() and (when := parse_date(part))), None)


def labels_in(text: str) -> list[str]:
    """What such a line says besides the date, such as its categories."""
    return [part for part in _PARTS.split(_DATE.sub(" | ", one_line(text)[:500])) if part]


def _date_of(node: Node) -> When | None:
    words = words_of(node)
    if _DEADLINE.search(words) or _ANOTHER.search(words):
        return date_in(words)
    for each in node.iter():
        for name in ("datetime", "content"):
            if (stated := each.get(name)) and (when := parse_date(stated)):
                return when
    return date_in(words)


def _date_in(line: str, called: re.Pattern[str] | None) -> When | None:
    """The first date that is `called` so by the words between it and the date before; with None,
    one that is called neither a deadline nor anything else that is no publication.
    """
    begin = 0
    for found in _DATE.finditer(line):
        before = line[begin : found.start()]
        begin = found.end()
        other = _DEADLINE.search(before) or _ANOTHER.search(before)
        if (called.search(before) if called else not other) and (when := parse_date(found[0])):
            return when
    return None
