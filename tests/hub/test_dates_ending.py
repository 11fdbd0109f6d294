"""When a last day is over."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hub.dates import has_ended
from hub.model import When

ZONE = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize(
    ("last", "ends"),
    [
        ("2024-09-30", "2024-09-30T22:00:00"),  # midnight in Copenhagen, in UTC
        ("2024-10-27", "2024-10-27T23:00:00"),  # a day of 25 hours
        ("2024-02", "2024-02-29T23:00:00"),
        ("2024-12", "2024-12-31T23:00:00"),
        ("2024", "2024-12-31T23:00:00"),
        ("2023", "2023-12-31T23:00:00"),
        ("2024-09-30T12:00:00+02:00", "2024-09-30T10:00:00"),
    ],
)
def test_a_last_day_counts_to_its_end(last: str, ends: str) -> None:
    at = datetime.fromisoformat(ends).replace(tzinfo=UTC)
    assert has_ended(When(last), at, ZONE)
    assert not has_ended(When(last), at.replace(microsecond=0, minute=0, hour=at.hour - 1), ZONE)


def test_what_has_no_last_day_never_ends() -> None:
    now = datetime(2024, 3, 5, tzinfo=UTC)
    assert not has_ended(None, now, ZONE)
    assert not has_ended(When("9999-12-31"), now, ZONE)
    assert not has_ended(When("2024-02-31"), now, ZONE)
