"""Times between two things, in words: a code and a count in the unit that fits."""

from datetime import timedelta

from hub.model import Trouble

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_MONTH = 365 / 12  # days
_UNITS = (("day", _DAY), ("hour", _HOUR), ("minute", timedelta(minutes=1)))


def rhythm(gap: timedelta | None) -> Trouble:
    """How often a source's news usually come; by the week, month and year where that fits."""
    if gap is None:
        return Trouble("due-unknown")
    if gap < _HOUR:
        return Trouble("due-often")
    days = gap / _DAY
    if 6.5 <= days < 7.5:
        return Trouble("due-rhythm-week")
    if days < 26:
        return spanning("due-rhythm", gap)
    months = max(round(days / _MONTH), 1)
    if months >= 12:
        return Trouble("due-rhythm-year" if months < 18 else "due-rhythm-years")
    code = "due-rhythm-month" if months == 1 else "due-rhythm-months"
    return Trouble(code, (("count", str(months)),))


def spanning(code: str, span: timedelta) -> Trouble:
    """`code` for a time in the unit that fits it, such as due-rhythm-days with a count of 7."""
    unit, length = next((each for each in _UNITS if span >= each[1]), _UNITS[-1])
    count = max(round(span / length), 1)
    return Trouble(f"{code}-{unit}" if count == 1 else f"{code}-{unit}s", (("count", str(count)),))
