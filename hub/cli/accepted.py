"""The field's words as feeds.yaml was last accepted, in whatever process (decision 14)."""

from hub.config import Config
from hub.store import Store
from indexer.searcher.field_words import FieldWords


class AcceptedWords:
    """Gives them anew when another feeds.yaml was accepted. Raises StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._made: tuple[Config | None, FieldWords] = (None, FieldWords())

    def __call__(self) -> FieldWords:
        """What is in effect now; the same object as long as nothing has changed."""
        config = self._store.configs.in_effect()
        if config is not None and config is not self._made[0]:
            titles = {
                theme.id: tuple(text for _, text in theme.title.texts) for theme in config.themes
            }
            self._made = config, FieldWords(config.synonyms, titles)
        return self._made[1]
