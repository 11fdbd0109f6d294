"""When to come back. Pure: the time and the random source are arguments."""

from datetime import datetime, timedelta
from random import Random

from hub.model import Source

USUAL = timedelta(hours=6)
SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(days=3)
_SPREAD = 0.1  # of the time, either way, so that sources drift apart
_DOUBLINGS = 12  # more would only make the number larger than the longest


def after_success(source: Source, now: datetime, random: Random) -> datetime:
    """When to visit `source` again after a visit that went well."""
    return now + _spread(source.every or USUAL, random)


def after_failure(failures: int, now: datetime, random: Random) -> datetime:
    """When to try again after `failures` in a row (1 is the first): 15 min, 30 min … 3 days."""
    wait = SHORTEST * 2 ** min(failures - 1, _DOUBLINGS)
    return now + min(_spread(min(wait, LONGEST), random), LONGEST)


def _spread(wait: timedelta, random: Random) -> timedelta:
    return wait * random.uniform(1 - _SPREAD, 1 + _SPREAD)
