"""When an address is dead, when it is alive again, and when it is asked next."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from hub.liveness import (
    FAILING,
    NEW,
    RAREST,
    WEEK,
    LinkState,
    Verdict,
    address_key,
    after,
    next_check,
)

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def told(*verdicts: Verdict, apart: timedelta, begin: LinkState = NEW) -> LinkState:
    """What is known after these, `apart` from each other."""
    state = begin
    for number, verdict in enumerate(verdicts):
        state = after(state, verdict, NOON + number * apart)
    return state


def asked_as_planned(state: LinkState, verdict: Verdict, times: int) -> list[timedelta]:
    """How long after the first time each time is, and at last the next."""
    at, gaps = NOON, []
    for _ in range(times):
        state = after(state, verdict, at)
        gaps.append(at - NOON)
        at = next_check(state, verdict, at)
    return [*gaps, at - NOON]


def test_three_failures_that_span_a_week_are_death() -> None:
    twice = told("failed", "failed", apart=FAILING)
    assert twice.dead is None
    thrice = after(twice, "failed", NOON + WEEK)
    assert (thrice.dead, thrice.failing) == (NOON, NOON)


def test_three_failures_within_less_than_a_week_are_not() -> None:
    hasty = told("failed", "failed", "failed", apart=3 * DAY)
    assert hasty.dead is None
    assert after(hasty, "failed", NOON + WEEK).dead == NOON


def test_two_failures_however_far_apart_are_not() -> None:
    assert told("failed", "failed", apart=30 * DAY).dead is None


def test_asked_as_planned_a_404_is_dead_after_a_week() -> None:
    assert asked_as_planned(NEW, "failed", 3)[:3] == [timedelta(0), FAILING, WEEK]
    assert told("failed", "failed", "failed", apart=FAILING).dead


def test_a_server_may_be_away_for_five_weeks() -> None:
    away: list[Verdict] = ["troubled"] * 6
    assert told(*away[:5], apart=WEEK).dead is None
    assert told(*away, apart=WEEK).dead == NOON
    assert asked_as_planned(NEW, "troubled", 5) == [n * WEEK for n in range(6)]


def test_the_first_answer_brings_it_to_life() -> None:
    dead = told("alive", "failed", "failed", "failed", apart=WEEK)
    assert (dead.alive, dead.dead) == (NOON, NOON + WEEK)
    assert after(dead, "alive", NOON + 9 * WEEK) == LinkState(NOON + 9 * WEEK, NOON + 9 * WEEK)


def test_an_answer_between_failures_begins_anew() -> None:
    state = told("failed", "failed", "alive", "failed", "failed", apart=WEEK)
    assert (state.dead, state.alive) == (None, NOON + 2 * WEEK)


@pytest.mark.parametrize("before", [NEW, LinkState(NOON, NOON), told("failed", apart=DAY)])
def test_a_refusal_says_nothing(before: LinkState) -> None:
    assert told("unknown", "unknown", apart=WEEK, begin=before) == before


def test_what_lives_on_is_asked_ever_more_rarely() -> None:
    since = asked_as_planned(NEW, "alive", 40)
    waits = [later - earlier for earlier, later in pairwise(since)]
    assert waits[:4] == [WEEK] * 4
    assert waits == sorted(waits)
    assert waits[-1] == RAREST


def test_what_was_failing_is_asked_weekly_again() -> None:
    old = LinkState(alive=NOON, since=NOON - 400 * DAY)
    assert next_check(old, "alive", NOON) == NOON + RAREST
    back = after(after(old, "failed", NOON + DAY), "alive", NOON + 2 * DAY)
    assert next_check(back, "alive", NOON + 2 * DAY) == NOON + 2 * DAY + WEEK


def test_what_is_dead_is_asked_ever_more_rarely_too() -> None:
    dead = LinkState(failing=NOON, doubt=6, dead=NOON)
    assert next_check(dead, "failed", NOON + WEEK) == NOON + 2 * WEEK
    assert next_check(dead, "failed", NOON + 720 * DAY) == NOON + 720 * DAY + RAREST


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://x.dk/a?b=1#c", "https://x.dk/a?b=1"),
        (" https://me:word@x.dk/a ", "https://x.dk/a"),
        ("https://x.dk/a", "https://x.dk/a"),
        ("http://[x/#a", "http://[x/"),
    ],
)
def test_an_address_is_kept_without_fragment_and_login(url: str, key: str) -> None:
    assert address_key(url) == key
