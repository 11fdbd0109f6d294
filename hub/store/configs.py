"""Every accepted version of feeds.yaml, and what is wrong with the file now (decision 14)."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from hub.config import Config, parse_config
from hub.errors import ConfigError
from hub.store.engine import Database
from hub.store.facts import CONFIG_TROUBLE, get_fact, set_fact
from hub.store.pending import tick
from hub.store.tables import CONFIGS

_NEWEST = (CONFIGS.c.id.desc(),)


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
        self._parsing = threading.Lock()
        self._in_effect: Config | None = None
        self._digest = ""  # of what was parsed last, or could not be

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

    def in_effect(self) -> Config | None:
        """The last good version, parsed once for each change; None before there is one.

        A thousand sources take seconds to parse, so meanwhile other threads get the one before. A
        version that can't be parsed here (written by a newer hub) leaves that in effect.
        """
        with self._database.read() as connection:
            digest = connection.scalar(sa.select(CONFIGS.c.digest).order_by(*_NEWEST).limit(1))
        if digest is None or digest == self._digest:
            return self._in_effect
        if self._parsing.acquire(blocking=self._in_effect is None):
            try:
                self._parse_latest()
            finally:
                self._parsing.release()
        return self._in_effect

    def _parse_latest(self) -> None:
        stored = self.latest()
        if stored is None or stored.digest == self._digest:
            return
        with suppress(ConfigError):
            self._in_effect = parse_config(stored.text)
        self._digest = stored.digest

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
    row = connection.execute(query.order_by(*_NEWEST).limit(1)).first()
    return StoredConfig(row.text, row.digest, row.at) if row else None
