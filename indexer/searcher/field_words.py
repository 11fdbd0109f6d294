"""What an editor said of the field's words: synonyms, and the titles of themes."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FieldWords:
    """Of feeds.yaml: groups of names that mean the same; each theme's titles, in any language."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    themes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def no_words() -> FieldWords:
    """A field of which nobody said anything."""
    return FieldWords()
