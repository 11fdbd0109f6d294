"""What the doctor says of sources: what needs a person first, each with what mends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.health import Finding, condition, link_findings, silent_for, source_findings
from hub.model import Localised, Source, Trouble, When
from hub.store import DeadOriginals, StoredSource
from hub.visiting import SourceState

NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
LONG_GONE = Trouble("not-found", (("host", "a.dk"), ("status", "404")))


def row(name: str, newest: str = "", **state: object) -> StoredSource:
    source = Source(name, Localised((("", name),)), "podcast", "feed", f"https://{name}.dk/")
    given: dict[str, object] = {"last_visit": NOW, "last_success": NOW, **state}
    if given.get("failures"):
        given.setdefault("trouble", LONG_GONE)
    known = SourceState(name, **given)  # type: ignore[arg-type]  # fields of SourceState
    return StoredSource(source, None, 0, None, When(newest) if newest else None, known)


def told(*rows: StoredSource) -> list[Finding]:
    return list(source_findings(rows, NOW))


def test_all_is_fine() -> None:
    assert [finding.level for finding in told(row("a"), row("b"))] == ["fine"]


def test_the_worst_source_comes_first_with_its_cure() -> None:
    findings = told(row("a", failures=1), row("b", failures=3), row("c", failures=9))
    assert [(f.level, f.what.partition(" ")[0]) for f in findings] == [
        ("problem", "c"),
        ("problem", "b"),
        ("note", "a"),
    ]
    assert findings[0].cure == "hub sources check c"
    assert "9 times in a row" in findings[0].what
    assert "a.dk" in findings[0].what


def test_a_source_that_moved_is_to_be_written_anew_once_that_is_certain() -> None:
    (moved,) = [f for f in told(row("a", moved_to="https://b.dk/", moved_times=3)) if f.cure]
    assert (moved.level, moved.what) == ("problem", "a has moved to https://b.dk/")
    assert "write the new address" in moved.cure
    assert told(row("a", moved_to="https://b.dk/", moved_times=2))[0].level == "fine"


def test_what_has_ended_is_told_by_how() -> None:
    gone, complete = Trouble("gone-for-good", (("host", "a.dk"),)), Trouble("complete")
    findings = told(row("a", ended=gone, failures=4), row("b", ended=complete), row("c"))
    assert [(f.level, f.what.partition(" ")[0]) for f in findings[:2]] == [
        ("problem", "a"),
        ("note", "b"),
    ]
    assert "hub sources remove a" in findings[0].cure
    assert findings[-1].what == "1 source answers"


def test_a_source_that_keeps_us_out_needs_a_person_at_once() -> None:
    (no, _, yes) = told(
        row("a", failures=1, trouble=Trouble("robots-disallowed", (("host", "a.dk"),))),
        row("b", failures=2),
        row("c", moved_to="https://d.dk/", moved_times=3),
    )
    assert (no.level, no.what.partition(":")[0]) == ("problem", "a")
    assert "ask its publisher" in no.cure
    assert yes.level == "note"


def test_being_asked_to_wait_is_no_trouble() -> None:
    waits = row("a", trouble=Trouble("asked-to-wait", (("host", "a.dk"), ("until", "x"))))
    assert [finding.level for finding in told(waits)] == ["fine"]
    assert condition(waits, NOW) == "waiting"


# --- silence -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gap", "newest", "silent"),
    [
        (7 * DAY, "2026-02-09", False),  # three gaps, to the day
        (7 * DAY, "2026-02-08", True),
        (DAY, "2026-02-17", False),  # a holiday of less than two weeks
        (DAY, "2026-02-15", True),
        (90 * DAY, "2025-07-01", False),
        (90 * DAY, "2025-05-01", True),
        (None, "2020-01-01", False),  # no rhythm, no silence
    ],
)
def test_more_rarely_than_usual(gap: timedelta | None, newest: str, silent: bool) -> None:
    one = row("a", newest, gap=gap, last_new=NOW)
    assert bool(silent_for(one, NOW)) is silent
    assert condition(one, NOW) == ("seldom" if silent else "well")


def test_without_a_day_we_go_by_what_we_saw() -> None:
    for newest in ("", "2024", "2026-01", "2027-01-01"):
        assert silent_for(row("a", newest, gap=DAY, last_new=NOW - 9 * DAY), NOW) is None
        assert silent_for(row("a", newest, gap=DAY, last_new=NOW - 15 * DAY), NOW) == 15 * DAY


def test_silence_is_a_note_and_only_of_what_answers() -> None:
    silent = row("a", "2026-01-01", gap=7 * DAY)
    (note, fine) = told(silent, row("b", "2026-03-01", gap=7 * DAY))
    assert (note.level, fine.level) == ("note", "fine")
    assert "silent for 60 days; it usually has news every 7 days" in note.what
    failing = replace(silent, state=replace(silent.state, failures=4, trouble=LONG_GONE))
    assert [finding.level for finding in told(failing)] == ["problem"]


# --- links ---------------------------------------------------------------------------------------


def test_dead_originals_are_counted_and_the_worst_sources_named() -> None:
    dead = [DeadOriginals(name, items) for name, items in (("a", 9), ("b", 2), ("c", 1), ("d", 1))]
    (note,) = link_findings(dead)
    assert (note.level, note.what) == (
        "note", "13 originals answer no more, most of them of a (9), b (2), c (1)"
    )  # fmt: skip
    assert [finding.level for finding in link_findings(())] == ["fine"]


# --- the worker --------------------------------------------------------------------------------


def test_nobody_crawls() -> None:
    assert told(row("a", last_visit=NOW - timedelta(days=3)))[0].level == "problem"
    assert told(row("a", last_visit=None))[0].cure.startswith("hub up")


def test_nothing_is_followed() -> None:
    off = row("a")
    retired = replace(row("b"), retired=NOW)
    off = replace(off, source=replace(off.source, enabled=False))
    assert [f.what for f in told(off, retired)] == ["no source is followed"]
    assert [condition(one, NOW) for one in (off, retired)] == ["off", "retired"]
