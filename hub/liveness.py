"""Whether an address is alive: what each time of asking says, and when to ask again. Pure.

An address is dead after three sure failures in a row that span a week: 404 and 410, a name or a
certificate that is no more, a page that has become the front page. What may be over tomorrow
(5xx, a timeout, no connection) counts half and is asked weekly, so a server may be away for five
weeks before its pages are called dead: readers meet a wrong "gone" more often than they would be
helped by a fast one. A refusal (401, 403, 429, robots.txt) tells of us and nothing of the address.
The first answer brings it to life again.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from hub.addresses import without_login

Verdict = Literal["alive", "failed", "troubled", "unknown"]

WEEK = timedelta(days=7)
FAILING = WEEK / 2  # so the third failure comes when the week is over
RAREST = timedelta(days=90)
DEAD_AT = 6  # of doubt
DOUBT: dict[Verdict, int] = {"failed": 2, "troubled": 1}
_PART = 4  # of the time that it has been as it is, until it is asked again


@dataclass(frozen=True, slots=True)
class LinkState:
    """What asking an address has shown.

    `alive` is when it last answered, `since` when it began to answer each time. `failing` is the
    first of the failures in a row and `doubt` what they come to; `dead` is since when it is dead.
    """

    alive: datetime | None = None
    since: datetime | None = None
    failing: datetime | None = None
    doubt: int = 0
    dead: datetime | None = None


NEW = LinkState()


def after(state: LinkState, verdict: Verdict, at: datetime) -> LinkState:
    """The state once the address was asked at `at`."""
    if verdict == "unknown":
        return state
    if verdict == "alive":
        unbroken = state.since if not state.failing else None
        return LinkState(alive=at, since=unbroken or at)
    failing = state.failing or at
    doubt = min(state.doubt + DOUBT[verdict], DEAD_AT)
    dead = state.dead
    if dead is None and doubt >= DEAD_AT and at - failing >= WEEK:
        dead = failing
    return replace(state, since=None, failing=failing, doubt=doubt, dead=dead)


def next_check(state: LinkState, verdict: Verdict, at: datetime) -> datetime:
    """When to ask an address again that was asked at `at`: weekly what is young or in doubt, then
    ever more rarely, every three months at last.
    """
    if verdict == "failed" and state.dead is None:
        return at + FAILING
    steady = state.dead or state.since
    if steady is None or (state.failing and state.dead is None):
        return at + WEEK
    return at + min(max((at - steady) / _PART, WEEK), RAREST)


def address_key(url: str) -> str:
    """What an address is asked and kept by: without its fragment, and without a login."""
    try:
        return without_login(url.strip()).partition("#")[0]
    except ValueError:
        return url.strip().partition("#")[0]
