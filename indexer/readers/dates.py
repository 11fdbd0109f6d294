"""Dates as sources write them -> `When`, with the source's own precision and offset (decision 15).

feedparser's parsed dates are in UTC and have lost both, so the raw text is read here: RFC 5322
and its forebears 822 and 850, asctime, ISO 8601 in part or in full, and what Nordic and English
pages write (25. januar 2021, 30-09-2022, 14. APR 2010, April 2025, 20th Dec 2021).
"""

import re
from datetime import date, datetime, time, timedelta, timezone

from hub.model import When
from hub.text import one_line

_EARLIEST, _LATEST = 1900, 2999
_LONGEST = 100
_MONTHS = (
    ("january", "januar", "januari"),
    ("february", "februar", "februari"),
    ("march", "marts", "mars", "märz", "mrz"),
    ("april",),
    ("may", "maj", "mai"),
    ("june", "juni"),
    ("july", "juli"),
    ("august", "augusti"),
    ("september",),
    ("october", "oktober"),
    ("november",),
    ("december", "desember", "dezember"),
)
# What RFC 5322 names, and what Danish, German and British feeds use besides; hours east of UTC.
_ZONES = (
    (0, "ut utc gmt z wet"),
    (1, "cet met mez bst"),
    (2, "cest mest mesz eet"),
    (3, "eest"),
    (-4, "edt"),
    (-5, "est cdt"),
    (-6, "cst mdt"),
    (-7, "mst pdt"),
    (-8, "pst"),
)

_WEEKDAY = (
    r"(?:(?:mon|man|mån|tue|tir|tis|wed|ons|thu|tor|fri|fre|sat|lør|lör|sun|søn|sön)[a-zåøö]*\.?"
    r"[ ,]*)?(?:den |d\. ?)?"
)
_MONTH = r"(?P<word>[a-zä]{3,10})\.?"
_ZONE = r"(?:(?:gmt|utc)?(?P<offset>[+-][0-9]{2}(?::?[0-9]{2})?)|(?P<zone>[a-z]{1,5}))"
_TIME = (
    r"(?:kl\.? ?|at )?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?:[:.](?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    rf"(?: ?{_ZONE})?(?: ?\([^)]*\))?"
)
_CLOCK = rf"(?:,? {_TIME})?"
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<year>[0-9]{4})(?:[-/](?P<month>[0-9]{1,2})(?:[-/](?P<day>[0-9]{1,2}))?)?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})(?:[t ]+"
        + _TIME
        + ")?",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})t"
        r"(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?" + rf"(?: ?{_ZONE})?",
        _WEEKDAY
        + r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?[ -]*"
        + _MONTH
        + r"[ ,-]*(?P<year>[0-9]{4}|[0-9]{2})"
        + _CLOCK,
        _WEEKDAY + _MONTH + r" (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})" + _CLOCK,
        _WEEKDAY + _MONTH + r" (?P<day>[0-9]{1,2}) " + _TIME + r" (?P<year>[0-9]{4})",
        _MONTH + r",? (?P<year>[0-9]{4})",
        _WEEKDAY
        + r"(?P<day>[0-9]{1,2})(?P<part>[./-]) ?(?P<month>[0-9]{1,2})(?P=part) ?(?P<year>[0-9]{4})"
        + _CLOCK,
    )
)


def parse_date(text: object) -> When | None:
    """The date that `text` is, or None if it is none that we know, or is before 1900.

    A time without an offset is known only to the day, since an offset would be a guess.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    tidy = one_line(text).lower().strip(" .,")
    for shape in _SHAPES:
        match = shape.fullmatch(tidy)
        if match and (when := _when({k: v for k, v in match.groupdict().items() if v})):
            return when
    return None


def _when(parts: dict[str, str]) -> When | None:
    year = _full_year(parts["year"])
    month = _month(parts["word"]) if "word" in parts else int(parts.get("month", 1))
    day = int(parts.get("day", 1))
    if "part" in parts and parts["part"] == "/" and month > 12:  # 01/25/2021 can only be American
        month, day = day, month
    try:
        known = date(year, month, day)
    except ValueError:
        return None
    if not _EARLIEST <= year <= _LATEST:
        return None
    if "day" not in parts:
        return When(known.isoformat()[: 7 if "month" in parts or "word" in parts else 4])
    at = _at(known, parts)
    return When(at.isoformat(timespec="seconds") if at else known.isoformat())


def _at(day: date, parts: dict[str, str]) -> datetime | None:
    """The time of day with its offset, or None where either is missing or nonsense."""
    offset = _offset(parts)
    if offset is None or "hour" not in parts:
        return None
    second = min(int(parts.get("second", 0)), 59)  # leap seconds
    try:
        clock = time(int(parts["hour"]), int(parts["minute"]), second, tzinfo=timezone(offset))
    except ValueError:
        return None
    return datetime.combine(day, clock)


def _offset(parts: dict[str, str]) -> timedelta | None:
    if "offset" in parts:
        digits = parts["offset"][1:].replace(":", "").ljust(4, "0")
        away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return -away if parts["offset"].startswith("-") else away
    zone = parts.get("zone", "")
    hours = [hours for hours, names in _ZONES if zone in names.split()]
    return timedelta(hours=hours[0]) if hours else None


def _full_year(digits: str) -> int:
    """RFC 5322, 4.3: two digits up to 49 are of this century."""
    year = int(digits)
    return year + (2000 if year < 50 else 1900) if len(digits) == 2 else year


def _month(word: str) -> int:
    """The number of the month whose name `word` is or begins, or 0."""
    for number, names in enumerate(_MONTHS, 1):
        if any(name.startswith(word) for name in names):
            return number
    return 0 if word != "sept" else 9
