"""Dates as precise as they are known, in forms that ask for seconds."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hub.model import Item, When
from web.feeds.dates import published, rfc822, rfc3339

ZONE = ZoneInfo("Europe/Copenhagen")
SEEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2026-02-17T06:00:00+01:00", "2026-02-17T06:00:00+01:00"),
        ("2025-11-03", "2025-11-03T12:00:00+01:00"),
        ("2025-07-03", "2025-07-03T12:00:00+02:00"),
        ("2024", "2024-01-01T12:00:00+01:00"),
        ("2024-03", "2024-03-01T12:00:00+01:00"),
        ("2026", "2026-03-02T09:30:00+00:00"),  # this year's: when we first saw it
        ("2026-03", "2026-03-02T09:30:00+00:00"),
        ("2031-01-01", "2026-03-02T09:30:00+00:00"),  # the future is no date of publication
    ],
)
def test_a_date_becomes_a_time(date: str, told: str) -> None:
    item = Item("a", "s", "publication", "report", "T", SEEN, SEEN, date=When(date))
    at = published(item, ZONE)
    assert at is not None
    assert rfc3339(at) == told


def test_without_a_date_there_is_no_time() -> None:
    item = Item("a", "s", "publication", "report", "T", SEEN, SEEN)
    assert published(item, ZONE) is None


def test_an_offset_before_there_were_zones_is_told_in_utc() -> None:
    old = datetime(1880, 5, 1, 12, tzinfo=ZONE)
    assert rfc3339(old) == "1880-05-01T11:09:40+00:00"
    assert rfc822(old) == "Sat, 01 May 1880 11:09:40 +0000"
