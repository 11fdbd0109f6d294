"""feeds.yaml, read again when it changes; while it is broken the last good one holds."""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hub.config import Config, load_config, parse_config
from hub.dates import utc_now
from hub.errors import ConfigError
from hub.store import Store

logger = logging.getLogger(__name__)


class ConfigFile:
    """Keeps the store's sources and its accepted configuration as the file has them."""

    def __init__(self, path: Path, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._path = path
        self._store = store
        self._now = now
        self._read: str | None = None  # digest of what was last read, good or bad
        self._config: Config | None = None

    def refresh(self) -> Config:
        """The configuration that holds now. Raises ConfigError if there never was a good one.

        Cheap while the file stays as it is.
        """
        digest = self._digest()
        if self._config is not None and digest == self._read:
            return self._config
        self._read = digest
        try:
            self._config = self._accept()
        except ConfigError as error:
            self._config = self._last_good(error)
        return self._config

    def _digest(self) -> str:
        try:
            return hashlib.sha256(self._path.read_bytes()).hexdigest()
        except OSError as error:
            return str(error)

    def _accept(self) -> Config:
        config, text = load_config(self._path)
        self._store.configs.accept(text, config.digest, self._now())
        self._store.sources.apply(config.sources, self._now())
        return config

    def _last_good(self, trouble: ConfigError) -> Config:
        self._store.configs.report(str(trouble), self._now())
        held = self._config or self._last_accepted()
        if held is None:
            raise trouble
        logger.warning("%s\n  Until then the last good version holds.", trouble)
        return held

    def _last_accepted(self) -> Config | None:
        latest = self._store.configs.latest()
        return parse_config(latest.text) if latest else None
