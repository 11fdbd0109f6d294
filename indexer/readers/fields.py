"""feedparser's dictionaries: every value may be of any kind, or missing."""

from typing import Any

Fields = dict[str, Any]


def text(entry: Fields, key: str) -> str:
    """The text at `key`, or nothing."""
    # dict.get: feedparser's own look-up falls back to other keys, with a warning
    value = dict.get(entry, key)
    return value if isinstance(value, str) else ""


def children(entry: Fields, key: str) -> list[Fields]:
    """The dictionaries in the list at `key`."""
    value = dict.get(entry, key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
