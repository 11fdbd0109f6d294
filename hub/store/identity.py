"""Which item each proposal is, decided inside the write that records it (decision 8)."""

import hashlib
from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.keys import is_global
from hub.model import KIND_OF, Kind, Source, When
from hub.sameness import (
    Work,
    contrary,
    is_telling,
    plain_title,
    same_work,
    share_people,
    title_key,
    work_of,
)
from hub.store.itemrows import batches
from hub.store.tables import ITEMS, KEYS, MOVED, PEOPLE, PLACES, SHARED_KEYS
from hub.visiting import Proposal

Resolved = Sequence[tuple[Proposal, str]]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Each proposal with the id of its item, and what came to light.

    `same` are pairs of items that a key names both; `keys` are new ones with their items; `shared`
    are global keys that turned out to be those of several entries; `entries` were known before.
    """

    found: Resolved
    same: tuple[tuple[str, str], ...]
    keys: dict[str, str]
    shared: frozenset[str]
    entries: frozenset[str]


def resolve(
    connection: sa.Connection, key: int, source: Source, proposals: Sequence[Proposal], at: datetime
) -> Resolution:
    """What each proposal of the source with this key is.

    That is the item which has its place already; else the oldest that one of its keys names; else
    the one work of another source that it is by title, date and people; else a new one. Proposals
    that share a key of their source are one item, also among themselves.

    A global key never joins two entries of one source: it is dropped for all of them, for ever.
    Nor does one but a DOI join what is numbered differently. An id never leads to an item of
    another source: its 60 bits are few enough for somebody to choose guids until one meets an
    item that isn't theirs.
    """
    known = _Known(at, KIND_OF[source.kind])
    known.load(connection, key, proposals)
    ids = _of_ids(connection, key, proposals)
    found: list[tuple[Proposal, str]] = []
    same: list[tuple[str, str]] = []
    for proposal in proposals:
        item = known.within_source(proposal)
        others = known.elsewhere(proposal, item)
        if item is None:
            item = min(others)[1] if others else known.alike(proposal) or ids[proposal.id]
        same += [(item, other) for _, other in others if other != item]
        known.note(proposal, item)
        found.append((proposal, item))
    keys = {name: item for name, item in known.new.items() if name not in known.shared}
    return Resolution(
        tuple(found), tuple(same), keys, frozenset(known.found_shared), frozenset(known.entries)
    )


@dataclass(slots=True)
class _Known:
    """What the store, and the visit so far, know of the entries of one visit."""

    at: datetime
    kind: Kind
    places: dict[str, str] = field(default_factory=dict)
    entries: set[str] = field(default_factory=set)
    keys: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    found_shared: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    here: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    works: dict[str, Work] = field(default_factory=dict)
    titled: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    told: Counter[str] = field(default_factory=Counter)
    new: dict[str, str] = field(default_factory=dict)

    def load(self, connection: sa.Connection, key: int, proposals: Sequence[Proposal]) -> None:
        """A handful of queries, however many proposals there are."""
        self.places = _of_places(connection, key, proposals)
        self.entries = set(self.places)
        self._load_keys(connection, proposals)
        unplaced = [proposal for proposal in proposals if proposal.entry not in self.places]
        strange = self._load_titles(connection, unplaced) | {
            item
            for proposal in proposals
            for name in proposal.keys
            if name in self.keys
            if (item := self.keys[name][1]) != self.places.get(proposal.entry)
        }
        self.works |= works_of(connection, strange)
        query = sa.select(PLACES.c.item, PLACES.c.entry).where(PLACES.c.source == key)
        for row in _rows(connection, query, PLACES.c.item, strange):
            self.here[row.item].add(row.entry)

    def _load_keys(self, connection: sa.Connection, proposals: Sequence[Proposal]) -> None:
        names = [name for proposal in proposals for name in proposal.keys]
        query = sa.select(SHARED_KEYS.c.key)
        worldwide = filter(is_global, names)
        self.shared = {row.key for row in _rows(connection, query, SHARED_KEYS.c.key, worldwide)}
        columns = (KEYS.c.key, KEYS.c.item, ITEMS.c.first_seen, ITEMS.c.removed)
        for row in _rows(connection, sa.select(*columns).join_from(KEYS, ITEMS), KEYS.c.key, names):
            self.keys[row.key] = (row.first_seen, row.item)
            if row.removed:
                self.removed.add(row.item)

    def _load_titles(self, connection: sa.Connection, proposals: Sequence[Proposal]) -> set[str]:
        """Items with the titles of these, if a title, or who made it, tells anything."""
        telling = [p for p in proposals if p.draft.people or is_telling(p.draft.title)]
        names = [title_key(proposal.draft.title) for proposal in telling]
        self.told.update(names)
        wanted = filter(None, names)
        query = sa.select(ITEMS.c.id, ITEMS.c.title_key).where(ITEMS.c.removed.is_(None))
        for row in _rows(connection, query, ITEMS.c.title_key, wanted):
            self.titled[row.title_key].append(row.id)
        return {item for items in self.titled.values() for item in items}

    def within_source(self, proposal: Proposal) -> str | None:
        """The item whose place this is, or the oldest that a key of the source names."""
        if proposal.entry in self.places:
            return self.places[proposal.entry]
        own = (name for name in proposal.keys if not is_global(name) and name in self.keys)
        named = [self.keys[name] for name in own if not self._is_another(name, proposal)]
        return min(named, default=(self.at, None))[1]

    def _is_another(self, name: str, proposal: Proposal) -> bool:
        """A source may give entry after entry one page, or one jingle: other words are another
        work, unless they are of the very same day.
        """
        before = self.works.get(self.keys[name][1])
        mark = name.partition("\0")[2] or name.partition(" ")[2]
        if before is None or not mark.startswith(("link:", "audio:")):
            return False
        if plain_title(proposal.draft.title) == plain_title(before.title):
            return False
        when = proposal.draft.date
        return when is None or when != before.date or when.precision in ("year", "month")

    def elsewhere(self, proposal: Proposal, item: str | None) -> list[tuple[datetime, str]]:
        """Other items that a global key names and that nothing speaks against."""
        found: dict[str, tuple[datetime, str]] = {}
        for name in filter(is_global, proposal.keys):
            if name in self.shared or name not in self.keys or self.keys[name][1] == item:
                continue
            first_seen, other = self.keys[name]
            if self.here[other] - {proposal.entry}:
                self.shared.add(name)
                self.found_shared.add(name)
            elif not (item and other in self.removed) and not self._is_contrary(name, proposal):
                found[other] = (first_seen, other)
        return list(found.values())

    def _is_contrary(self, name: str, proposal: Proposal) -> bool:
        work = self.works.get(self.keys[name][1])
        if work is None or name.startswith("doi:"):
            return False
        return contrary(work, work_of(proposal.draft, self.kind, proposal.language))

    def alike(self, proposal: Proposal) -> str | None:
        """The only item of other sources that is the same work by what it says of itself.

        A title that several have ("Nyhedsbrev for marts") tells nothing without the people.
        """
        work = work_of(proposal.draft, self.kind, proposal.language)
        name = title_key(work.title)
        titled = self.titled.get(name, ())
        recurs = len(titled) > 1 or self.told[name] > 1
        same = [
            item
            for item in titled
            if not self.here[item]
            and same_work(work, self.works[item]) == "same"
            and (not recurs or share_people(work.people, self.works[item].people))
        ]
        return same[0] if len(same) == 1 else None

    def note(self, proposal: Proposal, item: str) -> None:
        """The proposal is this item: so the next ones know."""
        self.places[proposal.entry] = item
        self.here[item].add(proposal.entry)
        self.works.setdefault(item, work_of(proposal.draft, self.kind, proposal.language))
        for name in proposal.keys:
            if name not in self.shared and name not in self.keys:
                self.keys[name] = (self.at, item)
                self.new[name] = item


def works_of(connection: sa.Connection, items: Iterable[str]) -> dict[str, Work]:
    """These items as far as sameness rests on them."""
    items = set(items)
    names: defaultdict[str, list[str]] = defaultdict(list)
    cast = sa.select(PEOPLE.c.item, PEOPLE.c.name)
    for row in _rows(connection, cast, PEOPLE.c.item, items):
        names[row.item].append(row.name)
    return {
        row.id: Work(
            row.title,
            row.kind,
            row.form_listed or "",
            When(row.date) if row.date else None,
            tuple(names[row.id]),
            row.season,
            row.episode,
            row.language,
        )
        for row in _rows(connection, sa.select(ITEMS), ITEMS.c.id, items)
    }


def _of_places(
    connection: sa.Connection, source: int, proposals: Sequence[Proposal]
) -> dict[str, str]:
    query = sa.select(PLACES.c.entry, PLACES.c.item).where(PLACES.c.source == source)
    entries = (proposal.entry for proposal in proposals)
    return {row.entry: row.item for row in _rows(connection, query, PLACES.c.entry, entries)}


# --- ids ---------------------------------------------------------------------------------------


def _of_ids(
    connection: sa.Connection, source: int, proposals: Sequence[Proposal]
) -> dict[str, str]:
    """The item for each id that is proposed: what stands for it today, or a new one."""
    ids = [proposal.id for proposal in proposals]
    taken = _taken(connection, ids)
    ours = {id_: row.item for id_, row in taken.items() if row.source == source}
    others = {id_: unlike_any(connection, id_) for id_ in taken.keys() - ours.keys()}
    return {id_: id_ for id_ in ids} | ours | others


def _taken(connection: sa.Connection, ids: Iterable[str]) -> dict[str, sa.Row[Any]]:
    """Which of `ids` are in use, with the item each stands for and that item's source."""
    own = sa.select(ITEMS.c.id, ITEMS.c.id.label("item"), ITEMS.c.source)
    moved = sa.select(MOVED.c.id, MOVED.c.item, ITEMS.c.source).join_from(MOVED, ITEMS)
    found = _rows(connection, own, ITEMS.c.id, ids) + _rows(connection, moved, MOVED.c.id, ids)
    return {row.id: row for row in found}


def unlike_any(connection: sa.Connection, id_: str) -> str:
    """`id_`, or instead of one that is taken another of the same make that nothing has."""
    while _taken(connection, (id_,)):
        id_ = b32encode(hashlib.sha256(id_.encode()).digest()).decode("ascii")[:12].lower()
    return id_


def _rows(
    connection: sa.Connection, query: sa.Select[Any], column: sa.Column[Any], values: Iterable[str]
) -> list[sa.Row[Any]]:
    rows: list[sa.Row[Any]] = []
    for batch in batches(dict.fromkeys(values)):
        rows += connection.execute(query.where(column.in_(batch))).all()
    return rows
