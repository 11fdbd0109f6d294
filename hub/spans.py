"""Times between two things, in words: a code and a count in the unit that fits."""

from datetime import timedelta

from hub.model import Trouble

_HOUR = timedelta(hours=1)
_UNITS = (("day", timedelta(days=1)), ("hour", _HOUR), ("minute", timedelta(minutes=1)))


def rhythm(gap: timedelta | None) -> Trouble:
    """How often a source's news usually come."""
    if gap is None:
        return Trouble("due-unknown")
    return Trouble("due-often") if gap < _HOUR else spanning("due-rhythm", gap)


def spanning(code: str, span: timedelta) -> Trouble:
    """`code` for a time in the unit that fits it, such as due-rhythm-days with a count of 7."""
    unit, length = next((each for each in _UNITS if span >= each[1]), _UNITS[-1])
    count = max(round(span / length), 1)
    return Trouble(f"{code}-{unit}" if count == 1 else f"{code}-{unit}s", (("count", str(count)),))
