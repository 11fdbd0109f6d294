"""Values of the model as JSON, and back. Keys that the model no longer has are passed over."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta
from typing import Any

from hub.model import (
    NO_PACE,
    Chapter,
    Enclosure,
    Evidence,
    Localised,
    Pace,
    Pick,
    Soundbite,
    Source,
    Trouble,
    When,
)
from hub.visiting import Cursor, Progress

Json = dict[str, Any]


def _known(kind: type, data: Json) -> Json:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in data.items() if name in names}


def _pairs(data: Iterable[Iterable[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for a, b in data)


def source_to_json(source: Source) -> Json:
    """All that feeds.yaml says of a source."""
    every = source.every.total_seconds() if source.every else None
    picks = [pick_to_json(pick) for pick in source.picks]
    plain = {name: list(getattr(source, name)) for name in ("was", "themes", "options")}
    return {**asdict(source), **plain, "every": every, "picks": picks}


def source_from_json(data: Json) -> Source:
    """The source again."""
    every = data.get("every")
    changed = {
        "title": Localised(_pairs(data["title"]["texts"])),
        "was": tuple(data.get("was", ())),
        "themes": tuple(data.get("themes", ())),
        "every": timedelta(seconds=every) if every else None,
        "options": _pairs(data.get("options", ())),
        "picks": tuple(map(pick_from_json, data.get("picks", ()))),
    }
    return Source(**{**_known(Source, data), **changed})


def pick_to_json(pick: Pick) -> Json:
    """A page picked by hand."""
    return {**asdict(pick), "date": pick.date.iso if pick.date else None}


def pick_from_json(data: Json) -> Pick:
    """The pick again."""
    date = data.get("date")
    return Pick(**{**_known(Pick, data), "date": When(date) if date else None})


def trouble_to_json(trouble: Trouble | None) -> Json | None:
    """A code and its details."""
    return {"code": trouble.code, "details": dict(trouble.details)} if trouble else None


def trouble_from_json(data: Json | None) -> Trouble | None:
    """The trouble again."""
    return Trouble(data["code"], tuple(sorted(data["details"].items()))) if data else None


def cursor_to_json(cursor: Cursor) -> Json | None:
    """Where to go on; None for the beginning."""
    return None if cursor == Cursor() else asdict(cursor)


def cursor_from_json(data: Json | None) -> Cursor:
    """The cursor again."""
    if not data:
        return Cursor()
    cursor = Cursor(**_known(Cursor, data))
    return replace(cursor, left=tuple(cursor.left), failed=tuple(cursor.failed))


def pace_to_json(pace: Pace) -> Json | None:
    """How often a source asks to be visited; None where it does not say."""
    if pace == NO_PACE:
        return None
    least, period = (span and span.total_seconds() for span in (pace.least, pace.period))
    return {**asdict(pace), "least": least, "period": period}


def pace_from_json(data: Json | None) -> Pace:
    """The pace again."""
    if not data:
        return NO_PACE
    spans = {
        name: timedelta(seconds=data[name]) if data.get(name) else None
        for name in ("least", "period")
    }
    lists = {name: tuple(data.get(name, ())) for name in ("skip_hours", "skip_days")}
    return Pace(**{**_known(Pace, data), **spans, **lists})


def troubles_from_json(data: Iterable[Json]) -> tuple[Trouble, ...]:
    """Several."""
    return tuple(trouble for entry in data if (trouble := trouble_from_json(entry)))


def enclosures_from_json(data: Iterable[Json]) -> tuple[Enclosure, ...]:
    """Media files."""
    return tuple(Enclosure(**_known(Enclosure, entry)) for entry in data)


def chapters_from_json(data: Iterable[Json]) -> tuple[Chapter, ...]:
    """Named starts."""
    return tuple(Chapter(**_known(Chapter, entry)) for entry in data)


def soundbites_from_json(data: Iterable[Json]) -> tuple[Soundbite, ...]:
    """Stretches that an episode's makers recommend."""
    return tuple(Soundbite(**_known(Soundbite, entry)) for entry in data)


def evidence_from_json(data: Iterable[Json]) -> tuple[Evidence, ...]:
    """Why an item has a theme."""
    return tuple(Evidence(**_known(Evidence, entry)) for entry in data)


def list_to_json(values: Iterable[Enclosure | Chapter | Evidence | Soundbite]) -> list[Json]:
    """Flat values, as they are."""
    return [asdict(value) for value in values]


def progress_to_json(progress: Progress) -> Json:
    """How far the worker is."""
    return {**asdict(progress), "at": progress.at.isoformat()}


def progress_from_json(data: Mapping[str, Any]) -> Progress:
    """The progress again."""
    return Progress(**{**_known(Progress, dict(data)), "at": datetime.fromisoformat(data["at"])})
