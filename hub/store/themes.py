"""Which themes each item has, as the judge found (decision 9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.centrality import centrality
from hub.dates import time_of
from hub.model import Assignment, Kind, When
from hub.store.engine import Database
from hub.store.itemrows import batches
from hub.store.pending import JUDGE, note_change
from hub.store.remembered import Remembered
from hub.store.tables import ASSIGNMENTS, ITEMS
from hub.store.types import UNDATED
from hub.store.values import list_to_json

Judged = tuple[str, Sequence[Assignment], bool]  # item, its themes, whether it is visible


@dataclass(frozen=True, slots=True)
class ThemeCount:
    """How many visible items are about a theme or mention it; `newest` is of those about it."""

    about: int
    mentions: int
    newest: datetime | None


@dataclass(frozen=True, slots=True)
class NewestItem:
    """As much of an item as a list of themes shows of it."""

    id: str
    kind: Kind
    title: str
    language: str
    date: When | None


class Themes:
    """What the judge assigned."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counts = Remembered(database, _counts)

    def assign(self, item: str, assignments: Sequence[Assignment], visible: bool) -> bool:
        """Replace an item's themes and say whether it is shown; whether that changed anything."""
        return bool(self.assign_many([(item, assignments, visible)]))

    def assign_many(self, judged: Iterable[Judged]) -> tuple[str, ...]:
        """The same for several items in one write; the ids of those that changed.

        They are pending then for every follower but the judge. Items that are not there, or were
        removed, are passed over.
        """
        wanted = {item: (_as_told(item, given), visible) for item, given, visible in judged}
        with self._database.write() as connection:
            stored = _stored(connection, wanted)
            changed = {i: wanted[i] for i in wanted if i in stored and stored[i] != wanted[i]}
            if changed:
                _replace(connection, changed)
                note_change(connection, tuple(changed), besides=(JUDGE,))
        return tuple(changed)

    def counts(self) -> Mapping[str, ThemeCount]:
        """Every theme that a visible item has."""
        return self._counts.get()

    def newest(self) -> dict[str, NewestItem]:
        """The newest visible item about each theme; themes that have none are left out."""
        with self._database.read() as connection:
            return {
                row.theme: NewestItem(
                    row.id, row.kind, row.title, row.language, When(row.date) if row.date else None
                )
                for row in connection.execute(newest_of_each())
            }


def _counts(connection: sa.Connection) -> Mapping[str, ThemeCount]:
    own = ASSIGNMENTS.c
    query = (
        sa.select(own.theme, own.strength, sa.func.count(), sa.func.max(own.sort_at))
        .where(own.visible)
        .group_by(own.theme, own.strength)
    )
    rows = {(theme, how): rest for theme, how, *rest in connection.execute(query)}
    found = {}
    for theme in sorted({theme for theme, _ in rows}):
        about, newest = rows.get((theme, "about"), (0, UNDATED))
        mentions, _ = rows.get((theme, "mentions"), (0, UNDATED))
        at = time_of(newest) if newest > UNDATED else None
        found[theme] = ThemeCount(about, mentions, at)
    return found


def newest_of_each() -> sa.Select[Any]:
    """A row per theme. The index of themes has its first item at hand, so each is one look-up."""
    themes = sa.select(ASSIGNMENTS.c.theme).distinct().subquery("themes")
    own = ASSIGNMENTS.alias("own").c
    first = (
        sa.select(own.item)
        .where(own.theme == themes.c.theme, own.strength == "about", own.visible)
        .order_by(own.sort_at.desc(), own.item)
        .limit(1)
        .scalar_subquery()
    )
    shown = (ITEMS.c.id, ITEMS.c.kind, ITEMS.c.title, ITEMS.c.language, ITEMS.c.date)
    return sa.select(themes.c.theme, *shown).join_from(themes, ITEMS, ITEMS.c.id == first)


Told = tuple[list[dict[str, Any]], bool]


def _as_told(item: str, assignments: Sequence[Assignment]) -> list[dict[str, Any]]:
    rows = [
        {
            "item": item,
            "theme": assignment.theme,
            "strength": assignment.strength,
            "evidence": list_to_json(assignment.evidence),
            "weight": centrality(assignment.evidence),
        }
        for assignment in {given.theme: given for given in assignments}.values()
    ]
    return sorted(rows, key=lambda row: str(row["theme"]))


def _stored(connection: sa.Connection, ids: Iterable[str]) -> dict[str, Told]:
    found: dict[str, Told] = {}
    told = ("item", "theme", "strength", "evidence", "weight")
    own = [ASSIGNMENTS.c[name] for name in told]
    for batch in batches(ids):
        there = sa.select(ITEMS.c.id, ITEMS.c.visible).where(ITEMS.c.removed.is_(None))
        for row in connection.execute(there.where(ITEMS.c.id.in_(batch))):
            found[row.id] = ([], row.visible)
        for theme in connection.execute(sa.select(*own).where(ASSIGNMENTS.c.item.in_(batch))):
            found[theme.item][0].append(dict(theme._mapping))
    for rows, _ in found.values():
        rows.sort(key=lambda row: str(row["theme"]))
    return found


def _replace(connection: sa.Connection, changed: dict[str, Told]) -> None:
    for batch in batches(changed):
        connection.execute(ASSIGNMENTS.delete().where(ASSIGNMENTS.c.item.in_(batch)))
        for visible in (True, False):
            ids = [item for item in batch if changed[item][1] is visible]
            own = ITEMS.update().where(ITEMS.c.id.in_(ids), ITEMS.c.visible != visible)
            connection.execute(own.values(visible=visible))
        query = sa.select(ITEMS.c.id, ITEMS.c.sort_at).where(ITEMS.c.id.in_(batch))
        order = {row.id: row.sort_at for row in connection.execute(query)}
        rows = [
            {**row, "visible": changed[item][1], "sort_at": order[item]}
            for item in batch
            for row in changed[item][0]
        ]
        if rows:
            connection.execute(ASSIGNMENTS.insert(), rows)
