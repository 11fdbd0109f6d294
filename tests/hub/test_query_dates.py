"""Days in a query: as precise as they are written, and never an error."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.query_dates import Days, canonical_days, days


@pytest.mark.parametrize(
    ("value", "span"),
    [
        ("2024", (date(2024, 1, 1), date(2025, 1, 1))),
        ("2024-12", (date(2024, 12, 1), date(2025, 1, 1))),
        ("2024-02-29", (date(2024, 2, 29), date(2024, 3, 1))),
        ("2024-03..", (date(2024, 3, 1), None)),
        ("..2024-03", (None, date(2024, 4, 1))),
        ("2024..2024-06", (date(2024, 1, 1), date(2024, 7, 1))),
        ("2024-06..2023", (date(2023, 1, 1), date(2024, 7, 1))),
        ("2019-2023", (date(2019, 1, 1), date(2024, 1, 1))),
        ("5.3.2024", (date(2024, 3, 5), date(2024, 3, 6))),
        ("5/3-2024..", (date(2024, 3, 5), None)),
        ("9999-12", (date(9999, 12, 1), None)),
        ("9999", (date(9999, 1, 1), None)),
        ("2023-02-29", None),
        ("2024-13", None),
        ("2024..2024-13", None),
        ("0000", None),
        ("..", None),
        ("", None),
        ("i fjor", None),
    ],
)
def test_days(value: str, span: Days | None) -> None:
    assert days(value) == span


@pytest.mark.parametrize(
    ("value", "canonical"),
    [
        ("2024-3-5", "2024-03-05"),
        ("05-03-2024", "2024-03-05"),
        ("2024-03..2024-03", "2024-03"),
        ("..2024", "..2024"),
        ("2024-06..2023", "2023..2024-06"),
    ],
)
def test_one_way_to_write_them(value: str, canonical: str) -> None:
    assert canonical_days(value) == canonical


def iso(day: date) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


@given(st.dates(), st.dates())
def test_a_range_holds_both_its_ends(one: date, other: date) -> None:
    text = f"{iso(one)}..{iso(other)}"
    span = days(text)
    assert span is not None
    first, after = span
    assert first == min(one, other)
    assert after is None or after > max(one, other)
    assert canonical_days(canonical_days(text) or "") == canonical_days(text)


@given(st.one_of(st.text(), st.text(alphabet="0123456789.-/", max_size=24)))
def test_any_text_is_days_or_none(text: str) -> None:
    canonical = canonical_days(text)
    assert (canonical is None) == (days(text) is None)
    assert canonical is None or days(canonical) == days(text)
