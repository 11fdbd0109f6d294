"""Back soon after good news, later and later after bad, never all at once."""

from datetime import UTC, datetime, timedelta
from random import Random

from hub.model import Localised, Source
from indexer.schedule import LONGEST, after_failure, after_success

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = Source("dr", Localised((("", "DR"),)), "podcast", "feed", "https://dr.dk/feed")
HOURLY = Source("x", SOURCE.title, "podcast", "feed", "https://x.dk", every=timedelta(hours=1))


def minutes(at: datetime) -> float:
    return (at - NOW) / timedelta(minutes=1)


def test_six_hours_or_what_the_source_says_give_or_take() -> None:
    random = Random(1)
    waits = [minutes(after_success(SOURCE, NOW, random)) for _ in range(200)]
    assert 324 <= min(waits) < 335 < 385 < max(waits) <= 396
    assert 54 <= minutes(after_success(HOURLY, NOW, random)) <= 66


def test_each_failure_doubles_the_wait_up_to_three_days() -> None:
    random = Random(1)
    waits = [minutes(after_failure(failures, NOW, random)) for failures in range(1, 12)]
    for failures, wait in enumerate(waits[:8]):
        assert 0.9 * 15 * 2**failures <= wait <= 1.1 * 15 * 2**failures
    assert all(after_failure(n, NOW, random) <= NOW + LONGEST for n in (9, 10, 50, 10**6))
    assert waits[-1] >= 0.9 * 3 * 24 * 60
