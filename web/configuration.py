"""The configuration in effect, as the store says and as it was last seen."""

from hub.config import Config
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
        """What is in effect now. Raises StoreError."""
        self._last = self._store.configs.in_effect()
        return self._last
