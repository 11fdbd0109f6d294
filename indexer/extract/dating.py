"""Where a page's own text tells when it came out: as written, the most trusted first.

Deadlines, events and days of upload are no dates of publication (SOURCES.md, 4), so a date in the
text counts only after a word that says so, or alone on a line beside the heading.
"""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from indexer.extract.lines import LONGEST_LINE, Line, around_heading

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
    r"|start|slut|period|opdater|ændret|updated|modified|accessed|hentet|udløb|dato|tid\b|hvornår|when\b",
    re.IGNORECASE,
)
_COVER = 2_000  # characters of a page
_GOES_ON = re.compile(rf"(?:→|->|–|—|-|til|to|until)\s*{_DATE}", re.IGNORECASE)
_DEADLINE = re.compile(
    r"(?:ansøgningsfrist|(?:sidste )?frist\b|deadline|(?:sidste )?tilmelding|kursusdato|kursusstart"
    r"|application deadline|last day|sista ansökningsdag|søknadsfrist)",
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


def dates_in_text(lines: Sequence[Line]) -> tuple[str, ...]:
    """The dates that the page's text gives itself; none where it gives several: it is a list."""
    told = [match["date"] for line in lines if (match := _TOLD.fullmatch(line.text))]
    if told:
        return (told[0],) if len(set(told)) == 1 else ()
    return tuple(dict.fromkeys(_beside_heading(lines)))[:1]


def date_on_cover(pages: Sequence[str]) -> str:
    """The edition's date, "MARTS 2017", alone on a line of a printed work's first `pages`; empty
    where there are several.
    """
    lines = (line.strip() for page in pages for line in page[:_COVER].splitlines())
    found = {match["date"] for line in lines if (match := _ALONE.fullmatch(line))}
    return found.pop() if len(found) == 1 else ""


def year_of_issue(lines: Sequence[Line], cited: Sequence[str]) -> str:
    """The year of the journal's issue, "Årg. 23 Nr. 1 (2021)", from `cited` or a line, or empty.

    Journals put old volumes online years later, so this year beats any day they state.
    """
    texts = [*cited, *(line.text for line in lines)]
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
    return _ISSUE.search(text) if len(text) <= LONGEST_LINE else None


def _beside_heading(lines: Sequence[Line]) -> Iterator[str]:
    """Dates alone on a line near the heading, unless the line before says what else they are, or
    the next one goes on to a last day.
    """
    for place in around_heading(lines):
        match = _ALONE.fullmatch(lines[place].text)
        before = lines[place - 1] if place else Line("")
        after = lines[place + 1].text if place + 1 < len(lines) else ""
        if not match or _GOES_ON.match(after):
            continue
        if before.heading or not _ANOTHER.search(before.text):
            yield match["date"]


def last_day(lines: Sequence[Line]) -> tuple[str, ...]:
    """The days that a deadline or a course is said to have, as written: after such a word on the
    same line, or alone on the next.
    """
    found = []
    for place, line in enumerate(lines):
        said = _DEADLINE.match(line.text)
        if not said or len(line.text) > LONGEST_LINE:
            continue
        after = lines[place + 1].text if place + 1 < len(lines) else ""
        there = [match["date"] for match in _ALONE.finditer(line.text, said.end())]
        alone = _ALONE.fullmatch(after)
        found += there or ([alone["date"]] if alone else [])
    return tuple(found)
