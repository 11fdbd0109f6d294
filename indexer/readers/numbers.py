"""Durations and numbers as podcasts write them."""

import math
import re

_CLOCK = re.compile(r"(?:(?:([0-9]{1,4}):)?([0-9]{1,4}):)?([0-9]{1,7}(?:[.,][0-9]{0,9})?)")
_NUMBER = re.compile(r"\D{0,20}?([0-9]{1,6})(?:\.0+)?\s*")
_LONGEST = 100 * 3600  # nothing lasts longer than a hundred hours


def seconds(text: object) -> float | None:
    """A time as h:m:s, m:s or seconds (``1:02:03.5``), in seconds; None for anything else."""
    match = _CLOCK.fullmatch(text.strip()) if isinstance(text, str) else None
    if not match:
        return None
    hours, minutes, rest = match.groups()
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(rest.replace(",", "."))
    return total if math.isfinite(total) and total <= _LONGEST else None


def duration(text: object) -> int | None:
    """An ``itunes:duration`` in whole seconds; none if it is nonsense or nothing."""
    total = seconds(text)
    return round(total) if total and round(total) > 0 else None


def whole_number(text: object) -> int | None:
    """A season or an episode: the number in ``3``, ``3.0`` or ``Sæson 3``; None without one."""
    match = _NUMBER.fullmatch(text.strip()) if isinstance(text, str) else None
    return int(match[1]) if match else None


def size(text: object) -> int | None:
    """A length in bytes; feeds write 0, 1 or nothing where they do not know it."""
    number = int(text) if isinstance(text, str) and re.fullmatch("[0-9]{1,15}", text) else 0
    return number if number > 1 else None
