"""Every accepted version of feeds.yaml, and what is wrong with the file now (decision 14)."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hub.store.engine import Database
from hub.store.facts import CONFIG_TROUBLE, get_fact, set_fact
from hub.store.pending import tick
from hub.store.tables import CONFIGS


@dataclass(frozen=True, slots=True)
class StoredConfig:
    """A version of feeds.yaml as it was accepted; `digest` is the SHA-256 of `text`."""

    text: str
    digest: str
    at: datetime


class Configs:
    """The site reads its configuration from here, never from the file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accept(self, text: str, digest: str, at: datetime) -> bool:
        """Keep a good version and forget the trouble; False if it is the latest already."""
        with self._database.write() as connection:
            set_fact(connection, CONFIG_TROUBLE, None)
            latest = _latest(connection)
            if latest and latest.digest == digest:
                return False
            connection.execute(CONFIGS.insert().values(text=text, digest=digest, at=at))
            tick(connection)
            return True

    def latest(self) -> StoredConfig | None:
        """The last good version, which holds until there is a better one."""
        with self._database.read() as connection:
            return _latest(connection)

    def report(self, trouble: str | None, at: datetime) -> None:
        """What is wrong with the file since `at`, in words; None if nothing is."""
        told = f"{at.isoformat()} {trouble}" if trouble else None
        with self._database.write() as connection:
            set_fact(connection, CONFIG_TROUBLE, told)

    def trouble(self) -> str | None:
        """What is wrong with the file, or None."""
        with self._database.read() as connection:
            told = get_fact(connection, CONFIG_TROUBLE)
        return told.split(" ", 1)[1] if told else None


def _latest(connection: sa.Connection) -> StoredConfig | None:
    query = sa.select(CONFIGS.c.text, CONFIGS.c.digest, CONFIGS.c.at)
    row = connection.execute(query.order_by(CONFIGS.c.id.desc()).limit(1)).first()
    return StoredConfig(row.text, row.digest, row.at) if row else None
