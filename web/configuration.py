"""The configuration in effect: the accepted row of the store, parsed once for each change."""

from hub.config import Config, parse_config
from hub.errors import ConfigError
from hub.store import Store


class Configuration:
    """What feeds.yaml last said that was right (decision 14); None before there is any."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last: Config | None = None

    @property
    def last(self) -> Config | None:
        """What was in effect when last asked; no look at the store."""
        return self._last

    def current(self) -> Config | None:
        """What is in effect now. Raises StoreError.

        A row that this version can't parse (written by a newer one) leaves the last in effect.
        """
        stored = self._store.configs.latest()
        if stored is None or (self._last is not None and self._last.digest == stored.digest):
            return self._last
        try:
            self._last = parse_config(stored.text)
        except ConfigError:
            return self._last
        return self._last
