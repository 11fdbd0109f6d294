"""The manners towards a host, as changes of what is known of it. Pure.

Leases are for one request and the pause after it, so that several workers are one polite crawler;
a killed worker's lease runs out by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hub.errors import FetchError
from hub.model import Trouble
from hub.store.hosts import HostState

LEASE = timedelta(seconds=30)
RENEWAL = timedelta(seconds=10)  # how often a lease in use is renewed
LONGEST_DELAY = timedelta(seconds=60)  # that a robots.txt may ask for between two requests
FIRST_PAUSE = timedelta(minutes=5)  # after a 429 or 503 that says nothing of time; then doubled
LONGEST_PAUSE = timedelta(days=1)


def nobody(_: str) -> bool:
    """Of nobody is it known."""
    return False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A 429 or 503, and how long it says to wait, if it does."""

    host: str
    status: int
    wait: timedelta | None = None


def leased(
    state: HostState, by: str, now: datetime, dead: Callable[[str], bool] = nobody
) -> HostState:
    """The lease is `by`'s, unless another worker's still runs that is not known to be `dead`.

    A lease that would run longer than any can is the work of a wrong clock, and none.
    """
    until = state.lease_until or now
    runs = state.lease_by not in ("", by) and now < until <= now + 2 * LEASE
    if runs and not dead(state.lease_by):
        return state
    return replace(state, lease_by=by, lease_until=now + LEASE)


def released(
    state: HostState, by: str, free_at: datetime | None = None, *, well: bool = False
) -> HostState:
    """The lease is over; the host may be asked again at `free_at`, None where it was not asked.

    Where it answered `well`, an earlier refusal is forgotten.
    """
    if state.lease_by == by:
        state = replace(state, lease_by="", lease_until=None)
    if free_at is not None:
        state = replace(state, free_at=free_at)
    return replace(state, paused_until=None, paused_why=None) if well else state


def refused(state: HostState, refusal: Refusal, now: datetime) -> HostState:
    """The host is left alone for as long as it says; where it doesn't say, for longer each time.

    A pause that already runs is never made shorter.
    """
    before = dict(state.paused_why.details).get("seconds", "") if state.paused_why else ""
    grown = timedelta(seconds=2 * int(before)) if before.isdecimal() else FIRST_PAUSE
    wait = max(timedelta(seconds=1), grown if refusal.wait is None else refusal.wait)
    wait = min(wait, LONGEST_PAUSE)
    until = max(now + wait, state.paused_until or now)
    details = {
        "host": refusal.host,
        "status": str(refusal.status),
        "seconds": str(round(wait.total_seconds())),
        "until": until.astimezone(UTC).isoformat(timespec="seconds"),
    }
    why = Trouble("asked-to-wait", tuple(sorted(details.items())))
    return replace(state, paused_until=until, paused_why=why)


def paused(state: HostState, now: datetime) -> FetchError | None:
    """The trouble of whoever wants to ask a host during its pause."""
    if state.paused_until is None or state.paused_until <= now:
        return None
    if state.paused_until > now + LONGEST_PAUSE:  # no pause is that long: the clock was wrong
        return None
    details = dict(state.paused_why.details) if state.paused_why else {}
    return FetchError("asked-to-wait", **details)


def waiting(state: HostState, by: str, now: datetime, longest: timedelta) -> timedelta:
    """How long until the host may be asked, or its lease asked for again; zero for at once.

    Never longer than `longest`, however the clocks went.
    """
    at = state.free_at if state.lease_by == by else state.lease_until
    return min(max((at or now) - now, timedelta(0)), longest)
