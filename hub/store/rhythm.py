"""How lively a source has been lately, as times of which its rhythm can be told."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hub.dates import time_of
from hub.store.tables import ITEMS, VISITS
from hub.store.types import UNDATED

_LATEST = 30
_A_DAY = 10  # characters of a date that is known to the day


@dataclass(frozen=True, slots=True)
class Lately:
    """Dates of a source's newest items, and times of its latest visits that brought news."""

    dates: tuple[datetime, ...] = ()
    news: tuple[datetime, ...] = ()


def lately(connection: sa.Connection, source: int) -> Lately:
    """Of the source with this key, newest first; dates that are not known to the day are none."""
    known = sa.func.length(ITEMS.c.date) >= _A_DAY
    own = sa.select(ITEMS.c.sort_at).where(ITEMS.c.source == source, known)
    newest = [
        own.where(ITEMS.c.visible.is_(seen), ITEMS.c.sort_at > UNDATED)
        .order_by(ITEMS.c.sort_at.desc())
        .limit(_LATEST)
        for seen in (True, False)  # each has its own part of the index
    ]
    brought = (
        sa.select(VISITS.c.at)
        .where(VISITS.c.source == source, VISITS.c.new > 0)
        .order_by(VISITS.c.id.desc())
        .limit(_LATEST)
    )
    dates = sorted((count for each in newest for count in connection.scalars(each)), reverse=True)
    return Lately(
        tuple(time_of(count) for count in dates[:_LATEST]), tuple(connection.scalars(brought))
    )
