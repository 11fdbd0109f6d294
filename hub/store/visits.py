"""Visits, and all that one brings, in one write (decision 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.keys import item_id
from hub.model import Notice
from hub.store.engine import Database
from hub.store.gone import mark_gone
from hub.store.leases import end_lease, renew_lease
from hub.store.notices import note
from hub.store.pending import note_change
from hub.store.readings import enqueue
from hub.store.recording import record_items
from hub.store.rhythm import Lately, lately
from hub.store.sources import find_source, source_row, state_columns
from hub.store.tables import SOURCES, VISITS
from hub.store.types import indexable
from hub.store.values import (
    source_from_json,
    trouble_from_json,
    trouble_to_json,
    troubles_from_json,
)
from hub.visiting import NewReading, Proposal, SourceState, Visit

NO_READINGS: Mapping[str, Sequence[NewReading]] = {}


@dataclass(frozen=True, slots=True)
class Recorded:
    """Ids of the items that a visit made or changed."""

    new: tuple[str, ...]
    changed: tuple[str, ...]


class Visits:
    """What happened at each source, and when."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone

    def record(
        self,
        visit: Visit,
        state: SourceState,
        proposals: Sequence[Proposal],
        readings: Mapping[str, Sequence[NewReading]] = NO_READINGS,
        gone: Sequence[str] = (),
        notices: Sequence[Notice] = (),
    ) -> Recorded:
        """Store a visit with its items, places, keys and readings, and the source's new state.

        All of it or nothing, and the lease on the source is over. `state.seen` is passed over:
        places tell what has been seen. `readings` maps a proposal's entry to what it points at;
        `gone` are entries that the source says it has deleted, `notices` what a person must see
        to. Raises StoreError.
        """
        with self._database.write() as connection:
            row = source_row(connection, visit.source)
            connection.execute(VISITS.insert().values(source=row.id, **_columns(visit)))
            end_lease(connection, row.id)
            if notices:
                note(connection, row.id, notices, visit.at)
            return self._bring(connection, row, visit.at, state, proposals, readings, gone)

    def record_page(
        self,
        at: datetime,
        state: SourceState,
        proposals: Sequence[Proposal],
        readings: Mapping[str, Sequence[NewReading]] = NO_READINGS,
        gone: Sequence[str] = (),
        notices: Sequence[Notice] = (),
    ) -> Recorded:
        """The same for a page of a visit that goes on: `state.cursor` tells where.

        The lease on the source begins anew.
        """
        with self._database.write() as connection:
            row = source_row(connection, state.source)
            renew_lease(connection, row.id, at)
            if notices:
                note(connection, row.id, notices, at)
            return self._bring(connection, row, at, state, proposals, readings, gone)

    def _bring(
        self,
        connection: sa.Connection,
        row: sa.Row[Any],
        at: datetime,
        state: SourceState,
        proposals: Sequence[Proposal],
        readings: Mapping[str, Sequence[NewReading]],
        gone: Sequence[str],
    ) -> Recorded:
        source = source_from_json(row.settings)
        brought = record_items(connection, row.id, source, proposals, at, self._zone)
        for entry, targets in readings.items():
            item = brought.items[indexable(entry)]
            origin = item_id(source.id, entry) if item in brought.guests else ""
            enqueue(connection, item, targets, origin=origin)
        kept = SOURCES.update().where(SOURCES.c.id == row.id)
        connection.execute(kept.values(**state_columns(state)))
        left = mark_gone(connection, row.id, gone, at)
        if proposals or left or trouble_to_json(state.trouble) != row.trouble:
            note_change(connection, (*brought.new, *brought.changed, *left))
        return Recorded(brought.new, brought.changed)

    def lately(self, source: str) -> Lately:
        """When news of it came. Raises StoreError for no such source."""
        with self._database.read() as connection:
            return lately(connection, source_row(connection, source).id)

    def of(self, source: str, limit: int = 20) -> tuple[Visit, ...]:
        """The latest visits of a source, newest first; none for a source we don't know."""
        with self._database.read() as connection:
            row = find_source(connection, source)
            if row is None:
                return ()
            own = sa.select(VISITS).where(VISITS.c.source == row.id)
            latest = own.order_by(VISITS.c.id.desc()).limit(limit)
            return tuple(_visit(row.name, visit) for visit in connection.execute(latest))


def _columns(visit: Visit) -> dict[str, Any]:
    return {
        "at": visit.at,
        "status": visit.status,
        "new": visit.new,
        "changed": visit.changed,
        "gone": visit.gone,
        "trouble": trouble_to_json(visit.trouble),
        "notes": [trouble_to_json(note) for note in visit.notes],
        "milliseconds": visit.milliseconds,
        "bytes": visit.bytes,
    }


def _visit(source: str, row: sa.Row[Any]) -> Visit:
    return Visit(
        source=source,
        at=row.at,
        status=row.status,
        new=row.new,
        changed=row.changed,
        gone=row.gone,
        trouble=trouble_from_json(row.trouble),
        notes=troubles_from_json(row.notes),
        milliseconds=row.milliseconds,
        bytes=row.bytes,
    )
