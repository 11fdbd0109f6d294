"""What the headers of an answer say of time. Pure.

HTTP-dates are RFC 9110, 5.6.7; what no one can read says nothing.
"""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

LONGEST_FRESH = timedelta(days=7)
_DIGITS = 9  # of a number of seconds: thirty years


def fresh_for(headers: httpx.Headers, now: datetime) -> timedelta | None:
    """How long an answer stays as it is, at most a week (RFC 9111, 4.2); None where it says
    nothing. Zero where we are to ask anew every time.
    """
    directives = _directives(headers)
    if "no-store" in directives or "no-cache" in directives:
        return timedelta(0)
    age = seconds(headers.get("age", "")) or timedelta(0)
    said = seconds(directives.get("max-age", ""))
    if said is None and "expires" in headers:
        expires = http_date(headers["expires"])
        said = expires - (http_date(headers.get("date", "")) or now) if expires else timedelta(0)
    return None if said is None else min(max(said - age, timedelta(0)), LONGEST_FRESH)


def seconds(value: str) -> timedelta | None:
    """A number of seconds, such as 120; None for anything else."""
    value = value.strip()
    if not (value.isascii() and value.isdecimal()):
        return None
    return timedelta(seconds=int(value if len(value) <= _DIGITS else "9" * _DIGITS))


def http_date(value: str) -> datetime | None:
    """A date such as ``Sun, 06 Nov 1994 08:49:37 GMT``, aware; None for anything else."""
    try:
        at = parsedate_to_datetime(value)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _directives(headers: httpx.Headers) -> dict[str, str]:
    """The directives of Cache-Control, lower case; the first one of a name holds."""
    found: dict[str, str] = {}
    for each in headers.get("cache-control", "").lower().split(","):
        name, _, value = each.strip().partition("=")
        found.setdefault(name.strip(), value.strip().strip('"'))
    return found
