"""Is everything in order? How a source is doing, and findings for an editor, each with what
mends it; pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from hub.dates import moment
from hub.model import Trouble, When
from hub.phrases import in_words
from hub.store import DeadOriginals, StoredSource

Level = Literal["fine", "note", "problem"]
Condition = Literal["retired", "off", "ended", "failing", "waiting", "new", "seldom", "well"]
PATIENCE = 3  # failures in a row before a source needs a person
SILENCE = timedelta(days=2)  # without any visit, the worker isn't running
WORST = 3  # sources that are named
SELDOM_GAPS = 3  # usual gaps without news, and
SELDOM_AT_LEAST = timedelta(days=14)  # so long, before a source is said to come more rarely
_NO_ROBOTS = "robots-disallowed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `cure` is a command or what to do, empty where all is fine."""

    level: Level
    what: str
    cure: str = ""


def condition(row: StoredSource, now: datetime) -> Condition:
    """How a source is doing, in a word."""
    state = row.state
    if row.retired is not None:
        return "retired"
    if not row.source.enabled:
        return "off"
    if state.ended is not None:
        return "ended"
    if state.trouble is not None:
        return "failing" if state.failures else "waiting"
    if state.last_success is None:
        return "new"
    return "seldom" if silent_for(row, now) else "well"


def silent_for(row: StoredSource, now: datetime) -> timedelta | None:
    """How long nothing has come of a source, if that is longer than usual: three of its usual
    gaps, and two weeks at least. None where it is not, or where no rhythm is known.
    """
    latest = latest_news(row, now)
    if row.state.gap is None or latest is None:
        return None
    silent = now - latest
    return silent if silent > max(SELDOM_GAPS * row.state.gap, SELDOM_AT_LEAST) else None


def latest_news(row: StoredSource, now: datetime) -> datetime | None:
    """When the newest item came out, where that is known to the day; else when we first saw it."""
    dated = _day_of(row.newest)
    return dated if dated is not None and dated <= now else row.state.last_new


def source_findings(rows: Sequence[StoredSource], now: datetime) -> Iterator[Finding]:
    """What the sources' last visits say, those that need a person first."""
    followed = [row for row in rows if row.retired is None and row.source.enabled]
    alive = [row for row in followed if not row.state.ended]
    unwell = [row for row in alive if condition(row, now) == "failing"]
    yield from _broken(unwell)
    yield from _moved_or_ended(followed)
    for row in unwell:
        if row.state.failures < PATIENCE and not _refused(row):
            yield Finding("note", _troubled(row), "nothing yet; it is tried again by itself")
    yield from _seldom(alive, now)
    yield from _activity(followed, now)
    if alive and not unwell:
        answer = "1 source answers" if len(alive) == 1 else f"{len(alive)} sources answer"
        yield Finding("fine", answer)


def link_findings(dead: Sequence[DeadOriginals]) -> Iterator[Finding]:
    """How many originals answer no more; `dead` has the worst source first."""
    total = sum(each.items for each in dead)
    if not total:
        yield Finding("fine", "no original is known to be dead")
        return
    worst = ", ".join(f"{each.source} ({each.items})" for each in dead[:WORST])
    told = "1 original answers" if total == 1 else f"{total} originals answer"
    cure = "nothing: pages lead to the Internet Archive; if a site has moved, look at its source"
    yield Finding("note", f"{told} no more, most of them of {worst}", f"{cure}: hub sources list")


def _broken(unwell: Iterable[StoredSource]) -> Iterator[Finding]:
    """Those that don't come back by themselves, those that failed most first."""
    for row in sorted(unwell, key=lambda row: -row.state.failures):
        if _refused(row):
            what = f"{row.source.id}: {_why(row.state.trouble)}"
            cure = "ask its publisher to let the hub in, or take the source out"
            yield Finding("problem", what, f"{cure}: hub sources remove {row.source.id}")
        elif row.state.failures >= PATIENCE:
            yield Finding("problem", _troubled(row), f"hub sources check {row.source.id}")


def _moved_or_ended(followed: Iterable[StoredSource]) -> Iterator[Finding]:
    for row in followed:
        name, ended = row.source.id, row.state.ended
        if ended and ended.code == "complete":
            cure = "nothing, or enabled: false in feeds.yaml; its items stay"
            yield Finding("note", f"{name} has ended: {_why(ended)}", cure)
        elif ended:
            cure = f"find its new address, or: hub sources remove {name} (its items stay)"
            yield Finding("problem", f"{name} has ended: {_why(ended)}", cure)
        elif row.state.has_moved:
            what = f"{name} has moved to {row.state.moved_to}"
            yield Finding("problem", what, "write the new address in feeds.yaml")


def _seldom(alive: Iterable[StoredSource], now: datetime) -> Iterator[Finding]:
    for row in alive:
        silent = silent_for(row, now)
        if silent and row.state.gap and condition(row, now) == "seldom":
            gap = max(row.state.gap.days, 1)
            usual = "every day" if gap == 1 else f"every {gap} days"
            what = f"{row.source.id} has been silent for {silent.days} days; it usually has news"
            yield Finding("note", f"{what} {usual}", f"look at it: {row.source.url}")


def _refused(row: StoredSource) -> bool:
    return row.state.trouble is not None and row.state.trouble.code == _NO_ROBOTS


def _troubled(row: StoredSource) -> str:
    times = "once" if row.state.failures == 1 else f"{row.state.failures} times in a row"
    return f"{row.source.id} failed {times}: {_why(row.state.trouble)}"


def _why(trouble: Trouble | None) -> str:
    return in_words(trouble, "en") if trouble else ""


def _day_of(when: When | None) -> datetime | None:
    if when is None or when.precision in ("year", "month"):
        return None
    return moment(when, ZoneInfo("UTC"))


def _activity(followed: Sequence[StoredSource], now: datetime) -> Iterator[Finding]:
    """Whether anybody is crawling."""
    visits = [row.state.last_visit for row in followed if row.state.last_visit]
    if not followed:
        yield Finding(
            "problem", "no source is followed", "find one with: hub sources discover https://…"
        )
    elif not visits:
        yield Finding("note", "nothing has been crawled yet", "hub up, or hub crawl --all")
    elif now - max(visits) > SILENCE:
        since = f"{max(visits).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        yield Finding("problem", f"no source was visited since {since}", "hub up, or hub work")
