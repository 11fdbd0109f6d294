"""Dates as sources write them, with their own precision and offset."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.dates import moment
from indexer.readers.dates import parse_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024/03", "2024-03"),
        ("2024-03-05", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024-03-05T10:00:00+01:00", "2024-03-05T10:00:00+01:00"),
        ("2024-03-05T10:00:00.123Z", "2024-03-05T10:00:00+00:00"),
        ("2024-03-05T10:00:00-0330", "2024-03-05T10:00:00-03:30"),
        ("20240305T101112Z", "2024-03-05T10:11:12+00:00"),
        ("Tue, 05 Mar 2024 10:00:00 +0100", "2024-03-05T10:00:00+01:00"),
        ("Tue, 5 Mar 2024 10:00 GMT", "2024-03-05T10:00:00+00:00"),
        ("Thu, 01 Apr 2021 08:00:00 EST", "2021-04-01T08:00:00-05:00"),
        ("Thu, 01 Apr 2021 08:00:00 +0200 (CEST)", "2021-04-01T08:00:00+02:00"),
        ("Fri, 01 Sept 2023 08:00:00 +0000", "2023-09-01T08:00:00+00:00"),
        ("05 Mar 24 10:00:00 PST", "2024-03-05T10:00:00-08:00"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37+00:00"),
        ("Mon Jan 20 12:00:00 CET 2021", "2021-01-20T12:00:00+01:00"),
        ("Sun, 15 Feb 2026 05.00.00 +01:00", "2026-02-15T05:00:00+01:00"),
        ("25. januar 2021", "2021-01-25"),
        ("mandag den 25. januar 2021 kl. 10:30", "2021-01-25"),
        ("lørdag d. 3. maj 2025", "2025-05-03"),
        ("30-09-2022", "2022-09-30"),
        ("18.01.2021", "2021-01-18"),
        ("25/01/2021", "2021-01-25"),
        ("01/25/2021", "2021-01-25"),
        ("14. APR 2010", "2010-04-14"),
        ("April 2025", "2025-04"),
        ("MARTS 2017", "2017-03"),
        ("12 September 2017", "2017-09-12"),
        ("20th Dec 2021", "2021-12-20"),
        ("December 20th, 2021", "2021-12-20"),
    ],
)
def test_dates_keep_precision_and_offset(written: str, iso: str) -> None:
    when = parse_date(f" {written}\n")
    assert when
    assert when.iso == iso


@pytest.mark.parametrize(
    "written", ["2024-03-05 10:00", "Tue, 05 Mar 2024 25:61:00 +0100", "2024-03-05T10:00+99:00"]
)
def test_a_time_that_can_not_be_placed_leaves_the_day(written: str) -> None:
    when = parse_date(written)
    assert when
    assert when.iso == "2024-03-05"


@pytest.mark.parametrize(
    "written",
    ["", "i går", "31 Feb 2021", "2024-13-01", "1899-12-31", "0001-01-01T00:00:00Z", "1. ma 2020"],
)
def test_nonsense_is_no_date(written: str) -> None:
    assert parse_date(written) is None


def test_only_text_can_be_a_date() -> None:
    assert parse_date(None) is None
    assert parse_date({"a": "2024"}) is None


_ALPHABET = "0123456789-:./+TZ ,janmarCETkl"


@given(st.text(_ALPHABET, max_size=30) | st.text(max_size=120))
def test_whatever_is_read_can_be_placed_in_time(written: str) -> None:
    when = parse_date(written)
    if when:
        assert moment(when, ZoneInfo("Europe/Copenhagen")).year >= 1899
