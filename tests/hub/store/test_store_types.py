"""Whatever people and feeds write can be kept in every database, and comes back."""

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from hub.dates import microseconds, time_of
from hub.model import Localised, Pick, Source, Trouble, When
from hub.store.columns import dated
from hub.store.types import UNDATED, indexable, plain
from hub.store.values import (
    progress_from_json,
    progress_to_json,
    source_from_json,
    source_to_json,
    trouble_from_json,
    trouble_to_json,
)
from hub.visiting import Progress
from tests.storing import NOON

ANYTHING = st.text(st.characters())  # lone surrogates and NUL too
PAIRS = st.lists(st.tuples(ANYTHING, ANYTHING), max_size=3).map(tuple)
PICKS = st.builds(Pick, ANYTHING, ANYTHING, ANYTHING, st.none() | st.just(When("2024-03")))
SOURCES = st.builds(
    Source,
    id=ANYTHING,
    title=st.builds(Localised, PAIRS),
    kind=st.sampled_from(["podcast", "publications", "newsletter"]),
    via=ANYTHING,
    url=st.none() | ANYTHING,
    was=st.lists(ANYTHING, max_size=2).map(tuple),
    themes=st.lists(ANYTHING, max_size=2).map(tuple),
    only_field=st.booleans(),
    every=st.none() | st.integers(60, 10**7).map(lambda seconds: timedelta(seconds=seconds)),
    options=PAIRS,
    picks=st.lists(PICKS, max_size=2).map(tuple),
)


@given(SOURCES)
def test_a_source_survives_json(source: Source) -> None:
    assert source_from_json(json.loads(json.dumps(source_to_json(source)))) == source


def test_what_a_later_version_wrote_is_passed_over() -> None:
    source = Source("a", Localised((("", "A"),)), "podcast", "feed")
    assert source_from_json({**source_to_json(source), "later": 1}) == source


@given(st.dictionaries(ANYTHING, ANYTHING, max_size=3))
def test_a_trouble_survives_json(details: dict[str, str]) -> None:
    trouble = Trouble("code", tuple(sorted(details.items())))
    assert trouble_from_json(json.loads(json.dumps(trouble_to_json(trouble)))) == trouble
    assert trouble_to_json(None) is None
    assert trouble_from_json(None) is None


def test_progress_survives_json() -> None:
    progress = Progress("crawl", 1, 2, NOON, first=True)
    assert progress_from_json(json.loads(json.dumps(progress_to_json(progress)))) == progress


@given(ANYTHING)
def test_plain_text_can_be_kept_by_every_database(text: str) -> None:
    kept = plain(text)
    kept.encode("utf-8")
    assert "\0" not in kept
    assert plain(kept) == kept
    assert len(kept) == len(text)


@given(st.text(min_size=1).flatmap(lambda text: st.sampled_from([text, text * 90, text * 5000])))
def test_a_name_fits_an_index_and_stays_what_it_is(name: str) -> None:
    kept = indexable(name)
    assert len(kept.encode()) <= 2000
    assert indexable(kept) == kept
    assert (indexable(name + "a") == indexable(name + "b")) is False


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_kept_to_the_microsecond(at: datetime) -> None:
    assert time_of(microseconds(at)) == at


@given(st.none() | ANYTHING.map(When))
@example(When("0001-01-01T00:00:00+14:00"))
@example(When("9999-12-31T23:59:59-12:00"))
def test_any_date_has_a_place_in_time(when: When | None) -> None:
    iso, sort_at, year = dated(when, NOON, ZoneInfo("Europe/Copenhagen"))
    assert (sort_at == UNDATED) is (iso is None) is (year is None)
    assert sort_at == UNDATED or time_of(sort_at)
