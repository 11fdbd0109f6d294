"""When an item came out, for forms that know nothing but seconds (decision 15)."""

from datetime import UTC, datetime, time
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from hub.dates import end_of, is_future, moment
from hub.model import Item

_NOON = time(12)  # the same day in most of the world


def published(item: Item, zone: ZoneInfo) -> datetime | None:
    """The time that `item` is from; None without a date.

    A day is its noon. A year or a month is the time that we first saw the item, if that lies
    within, else its first day: so a report of this year isn't last January's to who follows us.
    What claims to come from the future is from when it was first seen.
    """
    when = item.date
    if when is None:
        return None
    try:
        begin, end = moment(when, zone), end_of(when, zone)
        if is_future(when, item.first_seen, zone):
            return item.first_seen
    except (ValueError, OverflowError):
        return None
    if when.precision == "time":
        return begin
    if when.precision != "day" and begin <= item.first_seen < end:
        return item.first_seen
    return datetime.combine(begin.date(), _NOON, tzinfo=zone)


def rfc822(at: datetime) -> str:
    """``Tue, 17 Feb 2026 06:00:00 +0100``, with four digits of the year (RSS 2.0)."""
    return format_datetime(_whole_minutes(at))


def rfc3339(at: datetime) -> str:
    """``2026-02-17T06:00:00+01:00`` (Atom, JSON Feed)."""
    return _whole_minutes(at).isoformat(timespec="seconds")


def _whole_minutes(at: datetime) -> datetime:
    """Offsets had seconds before there were time zones, which no format can say."""
    offset = at.utcoffset()
    return at.astimezone(UTC) if offset is None or offset.total_seconds() % 60 else at
