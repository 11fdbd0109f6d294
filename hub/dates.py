"""When an item is from, as numbers: its order among others and its year (decision 15)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hub.model import When

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    """The time, aware: the clock that others are given in its stead by tests."""
    return datetime.now(UTC)


def microseconds(at: datetime) -> int:
    """An aware time as microseconds since 1970 UTC: the unit in which the index orders."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def time_of(count: int) -> datetime:
    """So many microseconds since 1970 UTC as an aware time. Raises OverflowError beyond 9999."""
    return _EPOCH + timedelta(microseconds=count)


def moment(when: When, zone: ZoneInfo) -> datetime:
    """The earliest aware time that `when` may be; calendar dates begin at midnight in `zone`.

    Raises ValueError if `when` holds no date.
    """
    if when.precision == "time":
        at = datetime.fromisoformat(when.iso)
        return at if at.tzinfo else at.replace(tzinfo=zone)
    year, month, day = (*map(int, when.iso.split("-")), 1, 1)[:3]
    return datetime.combine(date(year, month, day), time(), tzinfo=zone)


def order(when: When | None, first_seen: datetime, zone: ZoneInfo) -> int | None:
    """Where an item stands in time, in microseconds since 1970 UTC; None for undated: last.

    A date after the item was first seen (by more than a day) can't be when it came out: such an
    item is ordered by when it was first seen.
    """
    if when is None:
        return None
    at = moment(when, zone)
    return microseconds(first_seen if is_future(when, first_seen, zone) else at)


def end_of(when: When, zone: ZoneInfo) -> datetime:
    """The first moment after `when`: after its last day, month or year; a time ends at once.

    Raises ValueError or OverflowError where there is no such time.
    """
    begin = moment(when, zone)
    if when.precision == "time":
        return begin
    day = {"year": 366, "month": 31, "day": 1}[when.precision]
    after = (begin + timedelta(days=day)).date()
    first = {"year": after.replace(month=1, day=1), "month": after.replace(day=1), "day": after}
    return datetime.combine(first[when.precision], time(), tzinfo=zone)


def has_ended(when: When | None, now: datetime, zone: ZoneInfo) -> bool:
    """Whether `when`, the last day of a grant or a course, is over; never where there is none."""
    try:
        return when is not None and end_of(when, zone) <= now
    except (ValueError, OverflowError):
        return False


def is_future(when: When, seen: datetime, zone: ZoneInfo) -> bool:
    """Whether `when` lies more than a day after `seen`."""
    return moment(when, zone) > seen + timedelta(days=1)


def year(when: When | None, zone: ZoneInfo) -> int | None:
    """The year of `when`: as written for calendar dates, as seen from `zone` for times."""
    if when is None:
        return None
    if when.precision != "time":
        return int(when.iso[:4])
    return moment(when, zone).astimezone(zone).year
