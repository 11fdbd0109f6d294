"""How often a feed asks to be read: RSS 2.0's ttl, skipHours and skipDays, RSS 1.0's syndication.

``sy:updateBase``, the moment that periods are counted from, is of no use: we never come to the
minute.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import islice
from types import MappingProxyType

from hub.model import Pace
from hub.text import one_line
from indexer.readers.elements import Elements
from indexer.readers.numbers import whole_number
from indexer.readers.xml import name_of, text_of

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PERIODS: Mapping[str, timedelta] = MappingProxyType(
    {
        "hourly": timedelta(hours=1),
        "daily": timedelta(days=1),
        "weekly": timedelta(weeks=1),
        "monthly": timedelta(days=30),
        "yearly": timedelta(days=365),
    }
)
_MOST_PARTS = 50
_LONGEST_TTL = 60 * 24 * 366  # minutes


def pace_of(channel: Elements) -> Pace:
    """What the channel says; a wish that can't be meant (never, or all 24 hours) is none."""
    minutes = whole_number(channel.text("", "ttl"))
    hours = (whole_number(text) for text in _parts(channel, "skiphours", "hour"))
    skipped = {hour % 24 for hour in hours if hour is not None and hour <= 24}
    days = {_DAYS.index(text) for text in _parts(channel, "skipdays", "day") if text in _DAYS}
    return Pace(
        least=timedelta(minutes=minutes) if minutes and minutes <= _LONGEST_TTL else None,
        period=_period(channel),
        skip_hours=tuple(sorted(skipped)) if len(skipped) < 24 else (),
        skip_days=tuple(sorted(days)) if len(days) < 7 else (),
    )


def _parts(channel: Elements, name: str, part: str) -> Iterable[str]:
    """The texts of <hour> in <skipHours>, of <day> in <skipDays>."""
    for parent in channel.all("", name):
        for node in islice(parent, _MOST_PARTS):
            if name_of(node)[1].lower() == part:
                yield one_line(text_of(node)).lower()


def _period(channel: Elements) -> timedelta | None:
    """The period (daily, where it only says how often) by the times within it."""
    often = channel.text("sy", "updatefrequency")
    told = channel.text("sy", "updateperiod").lower()
    period = _PERIODS.get(told or ("daily" if often else ""))
    return period / max(whole_number(often) or 1, 1) if period else None
