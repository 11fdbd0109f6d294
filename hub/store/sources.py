"""Sources as feeds.yaml has them, and what we remember of each between visits."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from hub.errors import StoreError
from hub.model import UNLISTED, Source, When
from hub.store.applying import apply_sources
from hub.store.checks import gone_by_check
from hub.store.engine import Database
from hub.store.leases import LEASE, free_for
from hub.store.tables import ITEMS, PLACES, SOURCE_NAMES, SOURCES
from hub.store.types import UNDATED
from hub.store.values import (
    cursor_from_json,
    cursor_to_json,
    pace_from_json,
    pace_to_json,
    source_from_json,
    trouble_from_json,
    trouble_to_json,
)
from hub.visiting import SourceState, Validators

_KEPT = 4_096  # sources whose settings are kept as they were read


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source, how it is doing, and what we have of it; `items` counts visible ones.

    `state` is without `seen`. `retired` is when it was taken out of feeds.yaml.
    """

    source: Source
    retired: datetime | None
    items: int
    oldest: When | None
    newest: When | None
    state: SourceState


class Sources:
    """All the sources we follow, or once followed."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        self._database = database
        self._zone = zone
        self._read = lru_cache(_KEPT)(_source_in)

    def apply(self, sources: Sequence[Source], at: datetime) -> None:
        """Make these the sources we follow; the others retire and keep their items."""
        with self._database.write() as connection:
            apply_sources(connection, sources, at, self._zone)

    def get(self, name: str) -> StoredSource | None:
        """One source, retired or not."""
        with self._database.read() as connection:
            row = connection.execute(_with_items().where(SOURCES.c.name == name)).first()
        return _stored(row) if row else None

    def all(self, *, retired: bool = False) -> tuple[StoredSource, ...]:
        """Every source in the order of feeds.yaml; with `retired`, those too, at the end."""
        query = _with_items().order_by(SOURCES.c.retired.isnot(None), SOURCES.c.position)
        if not retired:
            query = query.where(SOURCES.c.retired.is_(None))
        with self._database.read() as connection:
            return tuple(map(_stored, connection.execute(query)))

    def known(self) -> Mapping[str, Source]:
        """What feeds.yaml says of every source, by id, those that retired at the end. For pages
        and searches, which ask each time: it costs little.
        """
        query = sa.select(SOURCES.c.name, sa.cast(SOURCES.c.settings, sa.Text))
        query = query.order_by(SOURCES.c.retired.isnot(None), SOURCES.c.position)
        with self._database.read() as connection:
            return {name: self._read(text) for name, text in connection.execute(query)}

    def last_visit(self) -> datetime | None:
        """When any source was last visited."""
        with self._database.read() as connection:
            latest: datetime | None = connection.scalar(
                sa.select(sa.func.max(SOURCES.c.last_visit))
            )
        return latest

    def now(self, name: str) -> str | None:
        """What the source that is or was called `name` is called today."""
        with self._database.read() as connection:
            row = find_source(connection, name)
        return row.name if row else None

    def state(self, name: str) -> SourceState:
        """What we remember of it, with every entry seen that it has not deleted.

        Raises StoreError for no such source.
        """
        with self._database.read() as connection:
            row = source_row(connection, name)
            kept = sa.or_(PLACES.c.gone.is_(None), gone_by_check())
            there = sa.and_(PLACES.c.source == row.id, kept)
            query = sa.select(PLACES.c.entry, PLACES.c.digest).where(there)
            seen = {place.entry: place.digest for place in connection.execute(query)}
        return replace(_state(row), seen=seen)

    def due(self, now: datetime, owner: str = "") -> tuple[str, ...]:
        """Sources that are to be visited, the one that has waited longest first.

        Those that another worker than `owner` is visiting are left out.
        """
        query = (
            sa.select(SOURCES.c.name)
            .where(_is_due(now), free_for(SOURCES, owner, now))
            .order_by(
                SOURCES.c.due.isnot(None),
                SOURCES.c.due,
                SOURCES.c.last_visit.isnot(None),
                SOURCES.c.last_visit,
                SOURCES.c.position,
            )
        )
        with self._database.read() as connection:
            return tuple(connection.scalars(query))

    def claim(
        self, owner: str, names: Collection[str], now: datetime, *, due_only: bool = False
    ) -> tuple[str, ...]:
        """Those of `names` that `owner` may visit now: nobody else gets them until the visit is
        recorded, the owner's leases are released, or LEASE is over. All that are free, or of them
        what is due. Raises StoreError for a name that no source has or had.
        """
        with self._database.write() as connection:
            keys = {source_row(connection, name).id: name for name in names}
            free = sa.and_(SOURCES.c.id.in_(keys), free_for(SOURCES, owner, now))
            query = sa.select(SOURCES.c.id).where(free, _is_due(now) if due_only else sa.true())
            claimed = set(connection.scalars(query))
            lease = SOURCES.update().where(SOURCES.c.id.in_(claimed))
            connection.execute(lease.values(lease_by=owner, lease_until=now + LEASE))
        return tuple(name for key, name in keys.items() if key in claimed)

    def all_due(self) -> None:
        """Let no source wait any longer, whatever its last visit said."""
        with self._database.write() as connection:
            connection.execute(sa.update(SOURCES).values(due=None))


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    waits = sa.or_(SOURCES.c.due.is_(None), SOURCES.c.due <= now)
    return sa.and_(SOURCES.c.enabled, SOURCES.c.retired.is_(None), SOURCES.c.ended.is_(None), waits)


def find_source(connection: sa.Connection, name: str) -> sa.Row[Any] | None:
    """The row of the source that is called `name` or, if none is, once was."""
    row = connection.execute(sa.select(SOURCES).where(SOURCES.c.name == name)).first()
    if row:
        return row
    once = SOURCES.join(SOURCE_NAMES, SOURCE_NAMES.c.source == SOURCES.c.id)
    query = sa.select(SOURCES).select_from(once).where(SOURCE_NAMES.c.name == name)
    return connection.execute(query).first()


def source_row(connection: sa.Connection, name: str) -> sa.Row[Any]:
    """The same, but StoreError if there is none."""
    row = find_source(connection, name)
    if row is None:
        raise StoreError(f"There is no source called {name!r}. See: hub sources list")
    return row


def state_columns(state: SourceState) -> dict[str, Any]:
    """A state as columns; `seen` stands in places."""
    return {
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "body_sha256": state.validators.body_sha256,
        "validators_for": state.validators_for,
        "failures": state.failures,
        "due": state.due,
        "last_visit": state.last_visit,
        "last_success": state.last_success,
        "last_new": state.last_new,
        "trouble": trouble_to_json(state.trouble),
        "moved_to": state.moved_to,
        "cursor": cursor_to_json(state.cursor),
        "moved_times": state.moved_times,
        "pace": pace_to_json(state.pace),
        "gap": round(state.gap.total_seconds()) if state.gap else None,
        "due_why": trouble_to_json(state.due_why),
        "ended": trouble_to_json(state.ended),
    }


def _state(row: sa.Row[Any]) -> SourceState:
    return SourceState(
        source=row.name,
        validators=Validators(row.etag, row.last_modified, row.body_sha256),
        validators_for=row.validators_for,
        failures=row.failures,
        due=row.due,
        last_visit=row.last_visit,
        last_success=row.last_success,
        last_new=row.last_new,
        trouble=trouble_from_json(row.trouble),
        moved_to=row.moved_to,
        cursor=cursor_from_json(row.cursor),
        moved_times=row.moved_times,
        pace=pace_from_json(row.pace),
        gap=timedelta(seconds=row.gap) if row.gap else None,
        due_why=trouble_from_json(row.due_why),
        ended=trouble_from_json(row.ended),
    )


def _source_in(text: str) -> Source:
    return source_from_json(json.loads(text))


def _with_items() -> sa.Select[Any]:
    own = sa.and_(ITEMS.c.source == SOURCES.c.id, ITEMS.c.visible)
    listed = ITEMS.c.form.not_in(UNLISTED)
    dated = sa.select(ITEMS.c.date).where(own, ITEMS.c.sort_at > UNDATED).limit(1)
    return sa.select(
        SOURCES,
        sa.select(sa.func.count()).where(own, listed).scalar_subquery().label("items"),
        dated.order_by(ITEMS.c.sort_at).scalar_subquery().label("oldest"),
        dated.order_by(ITEMS.c.sort_at.desc()).scalar_subquery().label("newest"),
    )


def _stored(row: sa.Row[Any]) -> StoredSource:
    return StoredSource(
        source=source_from_json(row.settings),
        retired=row.retired,
        items=row.items,
        oldest=When(row.oldest) if row.oldest else None,
        newest=When(row.newest) if row.newest else None,
        state=_state(row),
    )
