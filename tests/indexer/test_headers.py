"""How long an answer stays as it is, by its headers; what no one can read says nothing."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from indexer.headers import fresh_for, http_date, seconds

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATE = "Sun, 01 Mar 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, None),
        ({"Cache-Control": "public, Max-Age=600"}, 10),
        ({"Cache-Control": 'max-age="600"', "Expires": "Sun, 01 Mar 2026 15:00:00 GMT"}, 10),
        ({"Cache-Control": "max-age=600", "Age": "540"}, 1),
        ({"Cache-Control": "max-age=600", "Age": "9999"}, 0),
        ({"Cache-Control": "max-age=600, no-cache"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "max-age=" + "9" * 5000}, 7 * 24 * 60),
        ({"Cache-Control": "max-age=-1"}, None),
        ({"Cache-Control": "max-age=²"}, None),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Expires": "Sun, 01 Mar 2026 12:10:00 GMT"}, 10),
        ({"Expires": "Sun, 01 Mar 2026 12:10:00 GMT", "Date": "Sun, 01 Mar 2026 12:05:00 GMT"}, 5),
        ({"Expires": "Sun, 01 Mar 2026 11:00:00 GMT"}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "Fri, 31 Dec 9999 23:59:59 GMT"}, 7 * 24 * 60),
    ],
)
def test_how_long_it_is_fresh(headers: dict[str, str], minutes: int | None) -> None:
    found = fresh_for(httpx.Headers(headers, encoding="utf-8"), NOW)
    assert found == (None if minutes is None else timedelta(minutes=minutes))


def test_seconds_and_dates() -> None:
    assert seconds(" 120 ") == timedelta(minutes=2)
    assert [seconds(value) for value in ("", "1.5", "-1", "soon", "٣")] == [None] * 5
    assert http_date(DATE) == http_date("Sunday, 01-Mar-26 12:00:00 GMT") == NOW
    assert http_date("Sun Mar  1 12:00:00 2026") == NOW
    assert http_date("Sun, 01 Mar 2026 13:00:00 +0100") == NOW
    assert [http_date(value) for value in ("", "soon", "Sun, 99 Mar 2026", "0")] == [None] * 4
