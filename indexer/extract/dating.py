"""Where a page's own text tells when it came out: as written, the most trusted first.

Deadlines, events and days of upload are no dates of publication (SOURCES.md, 4), so a date in the
text counts only after a word that says so, or alone on a line beside the heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import lxml.html

from hub.text import one_line

_BLOCKS = (
    *("address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "figcaption"),
    *("figure", "footer", "form", "h1", "h2", "h3", "h4", "header", "hgroup", "li", "main", "nav"),
    *("ol", "p", "section", "table", "tbody", "td", "th", "tr", "ul"),
)
_SILENT = ("script", "style", "noscript", "template", "nav", "footer", "form", "aside", "select")
_MOST_LINES = 400
_LONGEST_LINE = 200
_LONGEST_TEXT = 2_000  # of which a line is made
_BLANKS = re.compile(r"\s+")
_BEFORE, _AFTER = 3, 4  # lines around the heading

_DATE = (
    r"(?:[0-9]{1,2}(?:st|nd|rd|th|\.)? ?[a-zæøåäö]{3,10}\.?,? [0-9]{4}"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}\.|/[0-9]{1,2}/|-[0-9]{1,2}-)[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[a-zæøåäö]{3,10} (?:[0-9]{1,2}, )?[0-9]{4})"
)
_SAYS_SO = (
    r"(?:lagt online|lagt ud|publiceret|offentliggjort|udgivet|udgivelsesdato|publiceringsdato"
    r"|publicerad|publisert|published(?: online)?|publication date|posted"
    r"|nyhed|pressemeddelelse|news|press release)"
)
_TOLD = re.compile(rf"{_SAYS_SO} ?(?:[:/|–·-] ?|(?:den|d\.|on) )?(?P<date>{_DATE})", re.IGNORECASE)
_ALONE = re.compile(rf"(?P<date>{_DATE})", re.IGNORECASE)
_ANOTHER = re.compile(
    r"frist|deadline|senest|tilmeld|afhold|arrangement|event|konferenc|conferenc|seminar|kurs"
    r"|start|slut|opdater|ændret|updated|modified|accessed|hentet|udløb|dato|tid\b|hvornår|when\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\b(?:årg|årgang|bd|bind|vol|volume|nr|no)\b\.? ?[0-9]{1,4}\b.{0,60}?\((?P<year>[0-9]{4})\)",
    re.IGNORECASE,
)
_IN_PATH = re.compile(
    r"/(?P<year>(?:19|20)[0-9]{2})/(?P<month>0?[1-9]|1[0-2])"
    r"(?:/(?P<day>0?[1-9]|[12][0-9]|3[01]))?(?=/|$)"
    r"|[./_-](?P<whole>(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9])(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page's text; `heading` for the main heading."""

    text: str
    heading: bool = False


def dates_in_text(tree: lxml.html.HtmlElement) -> tuple[str, ...]:
    """The dates that the page's text gives itself; none where it gives several: it is a list."""
    lines = list(_lines(tree))
    told = [match["date"] for line in lines if (match := _TOLD.fullmatch(line.text))]
    if told:
        return (told[0],) if len(set(told)) == 1 else ()
    return tuple(dict.fromkeys(_beside_heading(lines)))[:1]


def year_of_issue(tree: lxml.html.HtmlElement, cited: Sequence[str]) -> str:
    """The year of the journal's issue, "Årg. 23 Nr. 1 (2021)", from `cited` or a line, or empty.

    Journals put old volumes online years later, so this year beats any day they state.
    """
    texts = [*cited, *(line.text for line in _lines(tree))]
    years = {match["year"] for text in texts if (match := _issue(text))}
    return years.pop() if len(years) == 1 else ""


def date_in_address(url: str) -> str:
    """The month or day in an address such as /2022/09/ or /2019/10/11/, or empty."""
    match = _IN_PATH.search(urlsplit(url).path)
    if match is None:
        return ""
    if match["whole"]:
        return match["whole"]
    parts = [match["year"], match["month"].zfill(2)]
    return "-".join([*parts, match["day"].zfill(2)] if match["day"] else parts)


def _issue(text: str) -> re.Match[str] | None:
    return _ISSUE.search(text) if len(text) <= _LONGEST_LINE else None


def _beside_heading(lines: Sequence[Line]) -> Iterator[str]:
    """Dates alone on a line near the heading, unless the line before says what else they are."""
    at = next((place for place, line in enumerate(lines) if line.heading), None)
    if at is None:
        return
    for place in range(max(0, at - _BEFORE), min(len(lines), at + _AFTER + 1)):
        match = _ALONE.fullmatch(lines[place].text)
        before = lines[place - 1] if place else Line("")
        if match and (before.heading or not _ANOTHER.search(before.text)):
            yield match["date"]


def _lines(tree: lxml.html.HtmlElement) -> Iterator[Line]:
    """The text of the page's innermost blocks, without menus and forms."""
    body = next(tree.iter("body"), tree)
    left = _MOST_LINES
    for block in body.iter(*_BLOCKS):
        if _is_silent(block) or any(child.tag in _BLOCKS for child in block.iterdescendants()):
            continue
        for text in " ".join(_words(block)).split("\n"):
            if left and (line := one_line(text[:_LONGEST_TEXT])):
                yield Line(line[: _LONGEST_LINE + 1], block.tag == "h1")
                left -= 1
        if not left:
            return


def _words(block: lxml.html.HtmlElement) -> Iterator[str]:
    """The text within `block`, with a line end only where there is a <br>."""
    yield _BLANKS.sub(" ", block.text or "")
    for node in block.iterdescendants():
        silent = node.tag in _SILENT
        yield "\n" if node.tag == "br" else "" if silent else _BLANKS.sub(" ", node.text or "")
        yield _BLANKS.sub(" ", node.tail or "")


def _is_silent(block: lxml.html.HtmlElement) -> bool:
    return block.tag in _SILENT or any(each.tag in _SILENT for each in block.iterancestors())
