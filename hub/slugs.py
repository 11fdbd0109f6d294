"""A title or a name for reading in an address."""

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ł": "l"})
_SLUG_LENGTH = 60


def slug(title: str) -> str:
    """`title` for reading in an address: a-z, 0-9 and hyphens, at most 60; may be empty."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    short = "-".join(words)[: _SLUG_LENGTH + 1]
    return (
        short[:_SLUG_LENGTH]
        if len(short) <= _SLUG_LENGTH
        else short.rpartition("-")[0] or short[:_SLUG_LENGTH]
    )
