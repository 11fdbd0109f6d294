"""Two items that turn out to be one, and one that turns out to be two; inside a write.

The older id stays. The other one leads to it (``moved``); its row stays as an empty shell, so that
whoever follows our changes hears that it is gone, and so that a split can bring it back. Places
keep what they tell, so each item is made anew of its own. What was read stays with the item that
has it; what both have is set aside with the one that left.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from hub.sameness import contrary, plain_title, share_people
from hub.store.identity import works_of
from hub.store.items import emptied
from hub.store.pending import note_change
from hub.store.tables import (
    ASSIGNMENTS,
    ITEMS,
    KEYS,
    LINKS,
    MOVED,
    NUMBERS,
    PASSAGES,
    PEOPLE,
    PLACES,
    READINGS,
    VERDICTS,
)

MERGED = "merged"  # why an item that another one took over is empty
SET_ASIDE = "set-aside"  # a reading of an item that left, where the one that stays has its own
_READ = ("chapters_read", "body_read", "pages")
_WORTH = {"": 0, "machine": 1, "published": 2, "hand": 3}


def merge_same(
    connection: sa.Connection,
    pairs: Iterable[tuple[str, str]],
    at: datetime,
    outsider: int | None = None,
) -> Mapping[str, str]:
    """Merge pairs that a key says are one, where nothing forbids it: what each gone id became.

    Two items that one source lists both are two, and so is what a person said is. Where an
    `outsider`, a source with this key, tells it of what others list, they must tell it too.
    """
    became: dict[str, str] = {}
    for pair in pairs:
        a, b = (_latest(became, item) for item in pair)
        if a == b or not _may_merge(connection, a, b):
            continue
        if outsider is not None and not _agree(connection, a, b, outsider):
            continue
        kept, gone = older_first(connection, a, b)
        merge(connection, kept, gone, at)
        became[gone] = kept
    return {gone: _latest(became, gone) for gone in became}


def _latest(became: Mapping[str, str], item: str) -> str:
    while item in became:
        item = became[item]
    return item


def _may_merge(connection: sa.Connection, a: str, b: str) -> bool:
    ids = sorted((a, b))
    items = sa.select(ITEMS.c.id).where(ITEMS.c.id.in_(ids), ITEMS.c.removed.is_(None))
    if len(connection.execute(items).all()) < len(ids):
        return False
    apart = sa.select(VERDICTS.c.same).where(VERDICTS.c.item == ids[0], VERDICTS.c.other == ids[1])
    if connection.scalar(apart) is False:
        return False
    ours = sa.select(PLACES.c.source).where(PLACES.c.item == a)
    both = sa.select(PLACES.c.source).where(PLACES.c.item == b, PLACES.c.source.in_(ours)).limit(1)
    return connection.execute(both).first() is None


def _agree(connection: sa.Connection, a: str, b: str, outsider: int) -> bool:
    """Whether two items that both have places of other sources than `outsider` bear it out by a
    title or people in common: else whoever names two works in one entry would make them one.
    """
    others = sa.select(PLACES.c.item).where(PLACES.c.item.in_((a, b)), PLACES.c.source != outsider)
    if len(set(connection.scalars(others))) < 2:
        return True
    works = works_of(connection, (a, b))
    one, other = works[a], works[b]
    alike = plain_title(one.title) == plain_title(other.title)
    return not contrary(one, other) and (alike or bool(share_people(one.people, other.people)))


def older_first(connection: sa.Connection, a: str, b: str) -> tuple[str, str]:
    """The two, the one that was seen first in front."""
    query = sa.select(ITEMS.c.id).where(ITEMS.c.id.in_((a, b)))
    first, second = connection.scalars(query.order_by(ITEMS.c.first_seen, ITEMS.c.id))
    return first, second


# --- merging -----------------------------------------------------------------------------------


def merge(connection: sa.Connection, kept: str, gone: str, at: datetime) -> None:
    """All that `gone` has belongs to `kept`, which is then to be renewed."""
    _merge_readings(connection, kept, gone)
    _merge_texts(connection, kept, gone)
    for table in (PLACES, KEYS, MOVED):
        connection.execute(table.update().where(table.c.item == gone).values(item=kept))
    connection.execute(MOVED.insert().values(id=gone, item=kept))
    _merge_links(connection, kept, gone)
    _move_verdicts(connection, gone, kept)
    for table in (PEOPLE, PASSAGES, ASSIGNMENTS, NUMBERS):
        connection.execute(table.delete().where(table.c.item == gone))
    shell = {**emptied(at, MERGED), "removed": at}
    connection.execute(ITEMS.update().where(ITEMS.c.id == gone).values(**shell))
    note_change(connection, (kept, gone))


def _merge_readings(connection: sa.Connection, kept: str, gone: str) -> None:
    """Each kind once: what a person put in, else what was read, else that of `kept`."""
    query = sa.select(READINGS).where(READINGS.c.item.in_((kept, gone)))
    rows = connection.execute(query).all()
    own = {row.what: row for row in rows if row.item == kept}
    for row in (row for row in rows if row.item == gone):
        rival, origin = own.get(row.what), row.origin or gone
        if rival is not None and _worth(row) > _worth(rival):
            _set_aside(connection, rival, kept, rival.origin or kept)
            rival = None
        if rival is not None:
            _set_aside(connection, row, kept, origin)
        else:
            moved = READINGS.update().where(READINGS.c.id == row.id)
            connection.execute(moved.values(item=kept, origin=origin))


def _worth(row: sa.Row[Any]) -> tuple[bool, bool]:
    return row.url == "", row.status == "read"


def _set_aside(connection: sa.Connection, row: sa.Row[Any], item: str, origin: str) -> None:
    aside = {"what": f"{row.what} {origin}", "status": SET_ASIDE, "lease_by": ""}
    own = READINGS.update().where(READINGS.c.id == row.id)
    connection.execute(own.values(item=item, origin=origin, **aside))


def _merge_texts(connection: sa.Connection, kept: str, gone: str) -> None:
    """What a reading brought to `gone` and not to `kept`; of two texts the one worth more."""
    columns = [ITEMS.c[name] for name in (*_READ, "heard")]
    query = sa.select(ITEMS.c.id, *columns).where(ITEMS.c.id.in_((kept, gone)))
    rows = {row.id: row for row in connection.execute(query)}
    ours, theirs = rows[kept], rows[gone]
    brought = {n: getattr(theirs, n) for n in _READ if getattr(ours, n) is None}
    brought = {name: value for name, value in brought.items() if value is not None}
    count = sa.select(sa.func.count()).select_from(PASSAGES)
    have = connection.scalar(count.where(PASSAGES.c.item == kept))
    if _WORTH[theirs.heard] > _WORTH[ours.heard] or not have:
        connection.execute(PASSAGES.delete().where(PASSAGES.c.item == kept))
        connection.execute(PASSAGES.update().where(PASSAGES.c.item == gone).values(item=kept))
        brought["heard"] = theirs.heard
    if brought:
        connection.execute(ITEMS.update().where(ITEMS.c.id == kept).values(**brought))


def _merge_links(connection: sa.Connection, kept: str, gone: str) -> None:
    own = set(connection.scalars(sa.select(LINKS.c.url).where(LINKS.c.item == kept)))
    last = connection.scalar(sa.select(sa.func.max(LINKS.c.position)).where(LINKS.c.item == kept))
    query = sa.select(LINKS).where(LINKS.c.item == gone).order_by(LINKS.c.position)
    theirs = [dict(row._mapping) for row in connection.execute(query) if row.url not in own]
    begin = 0 if last is None else last + 1
    rows = [{**row, "item": kept, "position": begin + n} for n, row in enumerate(theirs)]
    connection.execute(LINKS.delete().where(LINKS.c.item == gone))
    if rows:
        connection.execute(LINKS.insert(), rows)


def _move_verdicts(connection: sa.Connection, gone: str, kept: str) -> None:
    """What was said of `gone` holds for `kept`; that they are one is said by the merge itself."""
    own = sa.or_(VERDICTS.c.item == gone, VERDICTS.c.other == gone)
    rows = connection.execute(sa.select(VERDICTS).where(own)).all()
    connection.execute(VERDICTS.delete().where(own))
    for row in rows:
        other = row.other if row.item == gone else row.item
        if other != kept:
            say_verdict(connection, kept, other, same=row.same, at=row.at)


def say_verdict(connection: sa.Connection, a: str, b: str, *, same: bool, at: datetime) -> None:
    """Inside a write: a person said so; the last word counts."""
    item, other = sorted((a, b))
    own = sa.and_(VERDICTS.c.item == item, VERDICTS.c.other == other)
    connection.execute(VERDICTS.delete().where(own))
    connection.execute(VERDICTS.insert().values(item=item, other=other, same=same, at=at))
