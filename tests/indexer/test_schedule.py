"""Back in the source's own rhythm, never more often than it asks, later after bad news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.model import NO_PACE, Localised, Pace, Source, Trouble
from hub.phrases import PHRASES, in_words
from hub.spans import rhythm
from indexer.schedule import (
    LONGEST,
    LONGEST_ASKED,
    LONGEST_PAUSE,
    SHORTEST,
    Due,
    after_failure,
    after_success,
    after_trouble,
    after_wait,
    usual_gap,
    with_freshness,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)  # a Thursday
SOURCE = Source("dr", Localised((("", "DR"),)), "podcast", "feed", "https://dr.dk/feed")
HOURLY = Source("x", SOURCE.title, "podcast", "feed", "https://x.dk", every=timedelta(hours=1))
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

SPANS = st.timedeltas(timedelta(), timedelta(days=4000))
MAYBE = st.none() | SPANS
HOURS = st.sets(st.integers(0, 23)).map(lambda found: tuple(sorted(found)))
DAYS = st.sets(st.integers(0, 6)).map(lambda found: tuple(sorted(found)))
PACES = st.builds(Pace, MAYBE, MAYBE, HOURS, DAYS)
TIMES = st.timedeltas(timedelta(), timedelta(days=3000)).map(lambda passed: NOW + passed)
RANDOMS = st.integers(0, 1000).map(Random)


def minutes(at: datetime) -> float:
    return (at - NOW) / timedelta(minutes=1)


def next_visit(pace: Pace = NO_PACE, gap: timedelta | None = None, seed: int = 1) -> Due:
    return after_success(SOURCE, pace, gap, NOW, Random(seed))


# --- a rhythm ----------------------------------------------------------------------------------


def test_the_usual_gap_is_the_median_of_the_livelier_series() -> None:
    weekly = [NOW - 7 * n * DAY for n in range(6)]
    assert usual_gap([*weekly, NOW - 300 * DAY]) == 7 * DAY
    assert usual_gap(weekly, [NOW, NOW - DAY, NOW - 2 * DAY, NOW - 3 * DAY]) == DAY
    assert usual_gap(weekly, [NOW, NOW - HOUR]) == 7 * DAY  # two are no rhythm
    assert usual_gap([NOW] * 50, []) is None


@pytest.mark.parametrize(
    ("gap", "wait"),
    [(None, 6 * HOUR), (DAY, 6 * HOUR), (7 * DAY, DAY), (HOUR, SHORTEST), (12 * HOUR, 3 * HOUR)],
)
def test_a_few_visits_in_each_gap(gap: timedelta | None, wait: timedelta) -> None:
    waits = [next_visit(gap=gap, seed=seed).at - NOW for seed in range(200)]
    assert all(0.9 * wait <= each <= 1.1 * wait for each in waits)
    assert len(set(waits)) > 50


# --- what the source asks for ------------------------------------------------------------------


@given(SPANS | st.none(), RANDOMS, TIMES)
@example(timedelta(), Random(1), NOW)
def test_between_a_quarter_of_an_hour_and_a_day(
    gap: timedelta | None, random: Random, now: datetime
) -> None:
    assert SHORTEST <= after_success(SOURCE, NO_PACE, gap, now, random).at - now <= LONGEST


@given(PACES, MAYBE, RANDOMS, TIMES)
def test_never_more_often_than_asked_nor_in_hours_to_be_skipped(
    pace: Pace, gap: timedelta | None, random: Random, now: datetime
) -> None:
    due = after_success(SOURCE, pace, gap, now, random)
    asked = max(pace.least or timedelta(), pace.period or timedelta())
    assert due.at - now >= max(SHORTEST, min(asked, LONGEST_ASKED))
    assert due.at - now <= max(LONGEST, 1.1 * LONGEST_ASKED) + 7 * DAY + HOUR
    if len(pace.skip_hours) < 24 and len(pace.skip_days) < 7:
        assert due.at.hour not in pace.skip_hours
        assert due.at.weekday() not in pace.skip_days


@given(st.timedeltas(SHORTEST, timedelta(days=400)), PACES, MAYBE, RANDOMS, TIMES)
def test_what_feeds_yaml_says_goes_before_all(
    every: timedelta, pace: Pace, gap: timedelta | None, random: Random, now: datetime
) -> None:
    due = after_success(replace(SOURCE, every=every), pace, gap, now, random)
    assert 0.9 * every <= due.at - now <= 1.1 * every
    assert due.why.code == "due-every"


def test_skipped_hours_and_days_are_waited_out() -> None:
    night = tuple(hour for hour in range(24) if hour not in (12, 13))
    due = next_visit(Pace(skip_hours=night))
    assert (due.at.date(), due.at.hour, due.why.code) == (NOW.date(), 12, "due-quiet")
    weekdays = next_visit(Pace(skip_days=(0, 1, 2, 3, 4)))
    assert (weekdays.at.weekday(), weekdays.at.hour) == (5, 0)
    never = next_visit(Pace(skip_hours=tuple(range(24))))
    assert never.why.code == "due-unknown"


def test_a_server_may_ask_for_a_day_at_most() -> None:
    assert with_freshness(NO_PACE, None) == NO_PACE
    assert with_freshness(NO_PACE, 2 * HOUR).least == 2 * HOUR
    assert with_freshness(NO_PACE, 365 * DAY).least == DAY
    assert with_freshness(Pace(least=3 * DAY), 365 * DAY).least == 3 * DAY


# --- trouble -----------------------------------------------------------------------------------


def test_each_failure_doubles_the_wait_up_to_three_days() -> None:
    random = Random(1)
    waits = [minutes(after_failure(failures, NOW, random)) for failures in range(1, 12)]
    for failures, wait in enumerate(waits[:8]):
        assert 0.9 * 15 * 2**failures <= wait <= 1.1 * 15 * 2**failures
    assert all(after_failure(n, NOW, random) <= NOW + LONGEST_PAUSE for n in (9, 10, 50, 10**6))
    assert waits[-1] >= 0.9 * 3 * 24 * 60


@given(st.integers(1, 100), RANDOMS)
def test_robots_are_asked_again_the_next_day(failures: int, random: Random) -> None:
    due = after_trouble(Trouble("robots-disallowed"), failures, NOW, random)
    assert DAY <= due.at - NOW <= 1.1 * DAY
    assert due.why.code == "due-robots"


@pytest.mark.parametrize(
    ("until", "at"),
    [
        ("2026-01-01T00:05:00+00:00", NOW + timedelta(minutes=5)),
        ("2026-01-01T02:00:00+01:00", NOW + HOUR),
        ("2026-01-01T01:00:00", NOW + HOUR),
        ("2025-01-01T00:00:00+00:00", NOW),
        ("i morgen", NOW + SHORTEST),
    ],
)
def test_a_host_that_asked_us_to_wait_is_visited_right_after(until: str, at: datetime) -> None:
    due = after_wait(Trouble("asked-to-wait", (("until", until),)), NOW)
    assert (due.at, due.why.code) == (at, "due-wait")


# --- in words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "danish", "english"),
    [
        (400 * DAY, "Kommer typisk en gang om året.", "once a year"),
        (800 * DAY, "med mere end et år imellem", "more than a year apart"),
        (61 * DAY, "Kommer typisk hver 2. måned.", "every 2 months"),
        (29 * DAY, "Kommer typisk hver måned.", "every month"),
        (14 * DAY, "Kommer typisk hver 14. dag.", "every 14 days"),
        (7 * DAY, "Kommer typisk hver uge.", "every week"),
        (DAY, "Kommer typisk hver dag.", "every day"),
        (23 * HOUR, "hver 23. time", "every 23 hours"),
        (HOUR, "hver time", "every hour"),
        (SHORTEST, "flere gange i timen", "several times an hour"),
        (None, "kender ikke kildens rytme", "do not know"),
    ],
)
def test_a_rhythm_in_words(gap: timedelta | None, danish: str, english: str) -> None:
    assert danish in in_words(rhythm(gap), "da")
    assert english in in_words(rhythm(gap), "en")


@given(PACES, MAYBE, st.none() | st.timedeltas(SHORTEST, 400 * DAY), RANDOMS)
def test_every_reason_can_be_told(
    pace: Pace, gap: timedelta | None, every: timedelta | None, random: Random
) -> None:
    why = after_success(replace(SOURCE, every=every), pace, gap, NOW, random).why
    assert why.code in PHRASES
    assert "{" not in in_words(why, "da") + in_words(why, "en")


def test_an_hour_is_written_as_in_the_file() -> None:
    why = after_success(HOURLY, NO_PACE, None, NOW, Random(1)).why
    assert "(every: 1h)" in in_words(why, "en")
