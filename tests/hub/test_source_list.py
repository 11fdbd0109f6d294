"""hub sources list: a line that fits for each source, and why where something is wrong."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hub.cli.source_list import HEAD, WIDTH, as_json, in_lines
from hub.model import Localised, Source, Trouble, When
from hub.store import Figures, StoredSource
from hub.visiting import SourceState

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Copenhagen")
DAY = timedelta(days=1)
SOURCE = Source("viden", Localised((("", "Viden"),)), "podcast", "feed", "https://a.dk/rss")
WELL = SourceState(
    "viden", last_visit=NOW, last_success=NOW, last_new=NOW, due=NOW + DAY, gap=7 * DAY
)
FIGURES = Figures(40, 40, 30, 1, 10, 830, 45_000)
GONE = Trouble("gone-for-good", (("host", "a.dk"), ("status", "410")))
DOWN = Trouble("no-answer", (("host", "a.dk"),))


def stored(**state: object) -> StoredSource:
    changed = replace(WELL, **state)  # type: ignore[arg-type]  # fields of SourceState
    return StoredSource(SOURCE, None, 40, When("2024"), When("2026-03-01"), changed)


def lines(row: StoredSource) -> list[str]:
    return in_lines(row, FIGURES, NOW, ZONE)


def test_a_source_that_is_well_takes_one_line_under_its_heads() -> None:
    (line,) = lines(stored())
    words = ["well", "40", "2026-03-01", "03-03 13:00", "7 d", "75%", "2%", "100%", "viden"]
    assert " ".join(line.split()) == " ".join(words)
    assert line.index("viden") == HEAD.index("SOURCE")
    assert len(line) <= WIDTH


@pytest.mark.parametrize(
    ("state", "how", "why"),
    [
        ({"trouble": DOWN, "failures": 3}, "failing", "failed 3 in a row; last well 2026-03-02"),
        ({"trouble": DOWN}, "waiting", "a.dk does not answer"),
        ({"ended": GONE, "due": None}, "ended", "gone for good"),
        ({"ended": Trouble("complete"), "due": None}, "ended", "no more"),
        ({"moved_to": "https://b.dk/rss", "moved_times": 3}, "well", "moved to https://b.dk/rss"),
    ],
)
def test_what_is_wrong_stands_below(state: dict[str, object], how: str, why: str) -> None:
    first, *said = lines(stored(**state))
    assert first.startswith(how)
    assert why in " ".join(" ".join(said).split())
    assert all(len(line) <= WIDTH for line in said)


def test_silence_is_told_with_its_beginning() -> None:
    row = replace(stored(), newest=When("2026-01-10"))
    first, said = lines(row)
    assert first.startswith("seldom")
    assert said.endswith("since 2026-01-10")
    assert as_json(row, FIGURES, NOW)["silent_days"] == 51


def test_a_source_that_has_not_been_visited_has_no_numbers() -> None:
    row = StoredSource(SOURCE, None, 0, None, None, SourceState("viden"))
    (line,) = in_lines(row, Figures(), NOW, ZONE)
    assert line.split() == ["new", "0", "viden"]


def test_programs_get_it_all_as_json() -> None:
    moved = stored(moved_to="https://b.dk/rss", moved_times=2, due_why=Trouble("due-retry"))
    told = json.loads(json.dumps(as_json(moved, FIGURES, NOW)))
    assert told["gap_hours"] == 168.0
    assert (told["state"], told["moved_to"], told["ended"]) == ("well", None, None)
    assert told["due_why"].startswith("The last try failed")
    assert (told["dated"], told["with_text"], told["with_transcript"]) == (40, 30, 1)
    assert (told["ms"], told["bytes"], told["oldest"]) == (830, 45_000, "2024")
