"""When to come back, and why just then. Pure: the time and the random source are arguments.

A source is visited a few times in its own usual gap, but neither more often than it asks for nor
ever more rarely than once a day; what feeds.yaml says goes before all of that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from statistics import median

from hub.model import Pace, Source, Trouble
from hub.spans import rhythm, spanning

USUAL = timedelta(hours=6)  # where nothing is known yet
SHORTEST = timedelta(minutes=15)
LONGEST = timedelta(hours=24)
LONGEST_PAUSE = timedelta(days=3)  # after failures
LONGEST_ASKED = timedelta(days=7)  # more than this is a slip of the publisher's
WAIT = "asked-to-wait"  # the trouble of a host that told us when to come back
FEWEST_GAPS = 3  # of which a rhythm can be told
_TIMES_A_GAP = 4
_SPREAD = 0.1  # of the time, so that sources drift apart
_DOUBLINGS = 12  # more would only make the number larger than the longest
_HOUR = timedelta(hours=1)
_A_WEEK_OF_HOURS = 7 * 24
_A_LITTLE = 600.0  # seconds past the hour at which everybody else comes back, too


@dataclass(frozen=True, slots=True)
class Due:
    """When a source is visited next, and why just then."""

    at: datetime
    why: Trouble


def usual_gap(*series: Iterable[datetime]) -> timedelta | None:
    """The usual time between two pieces of news: the median gap of each of `series`, of which the
    shortest counts; None where none has enough gaps to tell.
    """
    medians = []
    for times in series:
        gaps = [
            (later - earlier).total_seconds() for earlier, later in pairwise(sorted(set(times)))
        ]
        if len(gaps) >= FEWEST_GAPS:
            medians.append(timedelta(seconds=median(gaps)))
    return min(medians, default=None)


def with_freshness(pace: Pace, fresh_for: timedelta | None) -> Pace:
    """`pace`, with the time that a cache may keep the answer (RFC 9111, 4.2), a day at most: many
    a server says a year of everything it has.
    """
    fresh = min(fresh_for or timedelta(), LONGEST)
    least = max(fresh, pace.least or timedelta())
    return replace(pace, least=least or None)


def after_success(
    source: Source, pace: Pace, gap: timedelta | None, now: datetime, random: Random
) -> Due:
    """When to visit `source` again after a visit that went well; its news usually come `gap`
    apart.
    """
    if source.every:
        every = Trouble("due-every", (("every", _in_short(source.every)),))
        return Due(now + _spread(source.every, random), every)
    wait = USUAL if gap is None else _within(gap / _TIMES_A_GAP)
    wait, why = _within(_spread(wait, random)), rhythm(gap)
    asked = _asked(pace)
    if asked > wait:
        wait, why = asked * random.uniform(1, 1 + _SPREAD), spanning("due-asked", asked)
    return _in_allowed_hours(Due(now + wait, why), pace, random)


def after_failure(failures: int, now: datetime, random: Random) -> datetime:
    """When to try again after `failures` in a row (1 is the first): 15 min, 30 min … 3 days."""
    wait = SHORTEST * 2 ** min(failures - 1, _DOUBLINGS)
    return now + min(_spread(min(wait, LONGEST_PAUSE), random), LONGEST_PAUSE)


def after_trouble(trouble: Trouble, failures: int, now: datetime, random: Random) -> Due:
    """When to try again after `trouble`, the last of so many `failures` in a row."""
    if trouble.code == "robots-disallowed":
        return Due(now + LONGEST * random.uniform(1, 1 + _SPREAD), Trouble("due-robots"))
    return Due(after_failure(failures, now, random), Trouble("due-retry"))


def after_wait(trouble: Trouble, now: datetime) -> Due:
    """Right after the time until which the host has asked us to stay away (`until`); that is no
    failure.
    """
    try:
        until = datetime.fromisoformat(dict(trouble.details).get("until", ""))
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
    except ValueError:
        until = now + SHORTEST
    return Due(max(until, now), Trouble("due-wait"))


def _in_short(span: timedelta) -> str:
    """As one writes it in feeds.yaml: 6h, 2d, 45m."""
    seconds = round(span.total_seconds())
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds % length == 0:
            return f"{seconds // length}{unit}"
    return f"{seconds}s"


def _asked(pace: Pace) -> timedelta:
    return min(max(pace.least or timedelta(), pace.period or timedelta()), LONGEST_ASKED)


def _in_allowed_hours(due: Due, pace: Pace, random: Random) -> Due:
    """`due`, or the next hour that is in none of those to be skipped; where all are, `due`."""

    def skipped(at: datetime) -> bool:
        return at.hour in pace.skip_hours or at.weekday() in pace.skip_days

    at = due.at.astimezone(UTC)
    if not skipped(at):
        return due
    for _ in range(_A_WEEK_OF_HOURS):
        at = at.replace(minute=0, second=0, microsecond=0) + _HOUR
        if not skipped(at):
            later = timedelta(seconds=random.uniform(0, _A_LITTLE))
            return Due(at + later, Trouble("due-quiet"))
    return due


def _within(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST), LONGEST)


def _spread(wait: timedelta, random: Random) -> timedelta:
    return wait * random.uniform(1 - _SPREAD, 1 + _SPREAD)
