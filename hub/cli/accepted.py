"""The field's words as feeds.yaml was last accepted, in whatever process (decision 14)."""

from hub.config import parse_config
from hub.errors import ConfigError
from hub.store import Store
from indexer.searcher.field_words import FieldWords


class AcceptedWords:
    """Gives them anew when another feeds.yaml was accepted. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._digest = ""
        self._words = FieldWords()

    def __call__(self) -> FieldWords:
        """What is in effect now; the same object as long as nothing has changed."""
        stored = self._store.configs.latest()
        if stored is not None and stored.digest != self._digest:
            try:
                config = parse_config(stored.text)
            except ConfigError:
                return self._words  # written by a newer version: the last words hold
            self._digest = stored.digest
            titles = {
                theme.id: tuple(text for _, text in theme.title.texts) for theme in config.themes
            }
            self._words = FieldWords(config.synonyms, titles)
        return self._words
