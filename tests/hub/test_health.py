"""What the doctor says of sources: what needs a person first, each with what mends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hub.health import Finding, source_findings
from hub.model import Localised, Source, Trouble
from hub.store import StoredSource
from hub.visiting import SourceState

NOW = datetime(2026, 3, 2, tzinfo=UTC)
GONE = Trouble("not-found", (("host", "a.dk"), ("status", "404")))


def row(name: str, failures: int = 0, visited: datetime | None = NOW, **more: str) -> StoredSource:
    source = Source(name, Localised((("", name),)), "podcast", "feed", f"https://{name}.dk/")
    trouble = GONE if failures else None
    state = SourceState(name, failures=failures, trouble=trouble, last_visit=visited, **more)  # type: ignore[arg-type]  # fields of SourceState
    return StoredSource(source, None, 0, None, None, state)


def told(*rows: StoredSource) -> list[Finding]:
    return list(source_findings(rows, NOW))


def test_all_is_fine() -> None:
    assert [finding.level for finding in told(row("a"), row("b"))] == ["fine"]


def test_the_worst_source_comes_first_with_its_cure() -> None:
    findings = told(row("a", 1), row("b", 3), row("c", 9))
    assert [(f.level, f.what.partition(" ")[0]) for f in findings] == [
        ("problem", "c"),
        ("problem", "b"),
        ("note", "a"),
    ]
    assert findings[0].cure == "hub sources check c"
    assert "9 times in a row" in findings[0].what
    assert "a.dk" in findings[0].what


def test_a_source_that_moved_is_to_be_written_anew() -> None:
    assert "write the new address" in told(row("a", moved_to="https://b.dk/"))[0].cure


def test_nobody_crawls() -> None:
    assert told(row("a", visited=NOW - timedelta(days=3)))[0].level == "problem"
    assert told(row("a", visited=None))[0].cure.startswith("hub up")


def test_nothing_is_followed() -> None:
    off = row("a")
    retired = replace(row("b"), retired=NOW)
    off = replace(off, source=replace(off.source, enabled=False))
    assert [f.what for f in told(off, retired)] == ["no source is followed"]
