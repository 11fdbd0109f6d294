"""hub sources list: every source and how it is doing, a line each, and a second for trouble."""

import textwrap
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import typer

from hub.cli.composition import open_hub
from hub.cli.output import Json, print_json, say
from hub.health import condition, latest_news, silent_for
from hub.phrases import in_words
from hub.store import Figures, StoredSource

WIDTH = 100
_INDENT = "         → "
HEAD = "STATE     ITEMS  NEWEST      NEXT VISIT    EVERY  TEXT  SAID  DATED  SOURCE"
_UNITS = (("d", timedelta(days=1)), ("h", timedelta(hours=1)), ("m", timedelta(minutes=1)))


def show(context: typer.Context, *, json: Json = False) -> None:
    """Every source and how it is doing; text, said (transcripts) and dated are shares of items."""
    with open_hub(context.obj) as hub:
        rows = hub.store.sources.all(retired=True)
        figures = hub.store.figures.all()
        now, zone = hub.now(), hub.config.hub.timezone
    if json:
        for row in rows:
            print_json(as_json(row, _of(row, figures), now))
        return
    if not rows:
        say("No source is followed yet. Find one with: hub sources discover https://…")
        return
    say(HEAD)
    for row in rows:
        for line in in_lines(row, _of(row, figures), now, zone):
            say(line)


def _of(row: StoredSource, figures: Mapping[str, Figures]) -> Figures:
    return figures.get(row.source.id, Figures())


def as_json(row: StoredSource, figures: Figures, now: datetime) -> dict[str, object]:
    """All that is known of how a source is doing, for programs."""
    state = row.state
    times = {
        "last_visit": state.last_visit,
        "last_success": state.last_success,
        "last_new": state.last_new,
        "due": state.due,
        "retired": row.retired,
    }
    silent = silent_for(row, now)
    return {
        "source": row.source.id,
        "title": row.source.title.to("en"),
        "kind": row.source.kind,
        "via": row.source.via,
        "url": row.source.url,
        "enabled": row.source.enabled,
        "items": row.items,
        "failures": state.failures,
        "error": in_words(state.trouble, "en") if state.trouble else None,
        **{name: at.isoformat() if at else None for name, at in times.items()},
        "state": condition(row, now),
        "due_why": in_words(state.due_why, "en") if state.due_why else None,
        "ended": in_words(state.ended, "en") if state.ended else None,
        "moved_to": state.moved_to if state.has_moved else None,
        "gap_hours": round(state.gap / timedelta(hours=1), 1) if state.gap else None,
        "silent_days": silent.days if silent else None,
        "oldest": row.oldest.iso if row.oldest else None,
        "newest": row.newest.iso if row.newest else None,
        "dated": figures.dated,
        "with_text": figures.with_text,
        "with_transcript": figures.with_transcript,
        "ms": figures.milliseconds,
        "bytes": figures.bytes,
    }


def in_lines(row: StoredSource, figures: Figures, now: datetime, zone: ZoneInfo) -> list[str]:
    """The same for people: one line, and more where something is to be said."""
    how, state = condition(row, now), row.state
    newest = row.newest.iso[:10] if row.newest else ""
    due = f"{state.due.astimezone(zone):%m-%d %H:%M}" if state.due and not row.retired else ""
    shares = (figures.with_text, figures.with_transcript, figures.dated)
    text, heard, dated = (_share(count, figures.items) for count in shares)
    line = (
        f"{how:8} {row.items:6}  {newest:10}  {due:12}  {_every(state.gap):>5}"
        f"  {text:>4}  {heard:>4}  {dated:>5}  {row.source.id}"
    )
    said = [line]
    for remark in _remarks(row, now, zone):
        wrapped = textwrap.wrap(remark, WIDTH - len(_INDENT), break_on_hyphens=False)
        said += [
            f"{_INDENT if at == 0 else ' ' * len(_INDENT)}{part}" for at, part in enumerate(wrapped)
        ]
    return said


def _remarks(row: StoredSource, now: datetime, zone: ZoneInfo) -> list[str]:
    how, state = condition(row, now), row.state
    remarks = []
    if how == "ended" and state.ended:
        remarks.append(in_words(state.ended, "en"))
    elif how in ("failing", "waiting") and state.trouble:
        well = state.last_success
        since = f"; last well {well.astimezone(zone):%Y-%m-%d %H:%M}" if well else ""
        times = f"failed {state.failures} in a row{since}: " if state.failures else ""
        remarks.append(times + in_words(state.trouble, "en"))
    elif how == "seldom":
        latest = latest_news(row, now)
        remarks.append(f"silent for longer than usual, since {latest:%Y-%m-%d}" if latest else "")
    if how not in ("retired", "off") and state.has_moved:
        remarks.append(f"has moved to {state.moved_to}: write that in feeds.yaml")
    return remarks


def _share(count: int, of: int) -> str:
    return f"{100 * count // of}%" if of else ""


def _every(gap: timedelta | None) -> str:
    """The usual time between two items, such as 7 d."""
    if gap is None:
        return ""
    unit, length = next((each for each in _UNITS if gap >= each[1]), _UNITS[-1])
    return f"{round(gap / length)} {unit}"
