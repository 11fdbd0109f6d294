"""Is everything in order? Findings for an editor, each with what mends it; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from hub.phrases import in_words
from hub.store import StoredSource

Level = Literal["fine", "note", "problem"]
PATIENCE = 3  # failures in a row before a source needs a person
SILENCE = timedelta(days=2)  # without any visit, the worker isn't running


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `cure` is a command or what to do, empty where all is fine."""

    level: Level
    what: str
    cure: str = ""


def source_findings(rows: Sequence[StoredSource], now: datetime) -> Iterator[Finding]:
    """What the sources' last visits say, those that need a person first."""
    followed = [row for row in rows if row.retired is None and row.source.enabled]
    broken = [row for row in followed if row.state.trouble and row.state.failures >= PATIENCE]
    shaky = [row for row in followed if row.state.trouble and 0 < row.state.failures < PATIENCE]
    for row in sorted(broken, key=lambda row: -row.state.failures):
        yield Finding("problem", _troubled(row), f"hub sources check {row.source.id}")
    for row in shaky:
        yield Finding("note", _troubled(row), "nothing yet; it is tried again by itself")
    for row in followed:
        if row.state.moved_to:
            what = f"{row.source.id} has moved to {row.state.moved_to}"
            yield Finding("note", what, "write the new address in feeds.yaml")
    yield from _activity(followed, now)
    if followed and not broken and not shaky:
        yield Finding("fine", f"{len(followed)} sources answer")


def _troubled(row: StoredSource) -> str:
    why = in_words(row.state.trouble, "en") if row.state.trouble else ""
    times = "once" if row.state.failures == 1 else f"{row.state.failures} times in a row"
    return f"{row.source.id} failed {times}: {why}"


def _activity(followed: Sequence[StoredSource], now: datetime) -> Iterator[Finding]:
    """Whether anybody is crawling."""
    visits = [row.state.last_visit for row in followed if row.state.last_visit]
    if not followed:
        yield Finding("problem", "no source is followed", "add sources to feeds.yaml")
    elif not visits:
        yield Finding("note", "nothing has been crawled yet", "hub up, or hub crawl --all")
    elif now - max(visits) > SILENCE:
        since = f"{max(visits):%Y-%m-%d %H:%M} UTC"
        yield Finding("problem", f"no source was visited since {since}", "hub up, or hub work")
