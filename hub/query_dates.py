"""Days as people write them in a query: ``dato:2024-03-05``, ``2024-03..``, ``5.3.2024``.

Calendar dates, as precise as they are written (decision 15): ``2024..2024-06`` is from the first
day of 2024 up to and with the last of June.
"""

import re
from datetime import date, timedelta

_ISO = r"\d{4}(?:-\d{1,2}){0,2}"
_DANISH = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_ONE = rf"(?:{_DANISH}|{_ISO})"
WRITTEN = rf"(?:\d{{4}}-\d{{4}}|{_ONE}(?:\.\.{_ONE}?)?|\.\.{_ONE})(?!\d)"
_YEARS = re.compile(r"(\d{4})-(\d{4})")

Days = tuple[date | None, date | None]


def days(value: str) -> Days | None:
    """The first day of `value` and the day after its last; None where an end is open.

    None altogether if `value` is neither a date nor a range of dates.
    """
    canonical = canonical_days(value)
    if canonical is None:
        return None
    first, dots, last = canonical.partition("..")
    return (
        _first_day(first) if first else None,
        _day_after(last if dots else first) if last or not dots else None,
    )


def canonical_days(value: str) -> str | None:
    """`value` in ISO 8601, ``2024-03..``, the earlier end first; None if it is no such thing."""
    if not re.fullmatch(WRITTEN, value, re.ASCII):
        return None
    ends = _YEARS.sub(r"\1..\2", value) if _YEARS.fullmatch(value) else value
    written = ends.split("..")
    read = [_iso(end) for end in written]
    if any(end and not whole for end, whole in zip(written, read, strict=True)):
        return None
    if all(read):
        read.sort(key=_first_day)
    return "..".join(dict.fromkeys(read))


def _iso(written: str) -> str:
    """``5.3.2024`` as ``2024-03-05``; empty if the calendar has no such day, month or year."""
    parts = [int(number) for number in re.findall(r"\d+", written)]
    if not re.fullmatch(_ISO, written):
        parts.reverse()
    try:
        date(*(*parts, 1, 1)[:3])
    except (ValueError, TypeError):
        return ""
    year, *rest = parts
    return "-".join((f"{year:04}", *(f"{number:02}" for number in rest)))


def _first_day(iso: str) -> date:
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _day_after(iso: str) -> date | None:
    """The day after the last one of a year, a month or a day; None beyond the year 9999."""
    first = _first_day(iso)
    try:
        match len(iso):
            case 4:
                return first.replace(year=first.year + 1)
            case 7:
                return (first + timedelta(days=31)).replace(day=1)
            case _:
                return first + timedelta(days=1)
    except (ValueError, OverflowError):
        return None
