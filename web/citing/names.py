"""Names of people as references have them: family name first, initials, bodies left whole."""

import re
from typing import NamedTuple

from hub.naming import plain_name

# Small words that belong to the family name after them, and words that only bodies have in theirs.
_PARTICLES = frozenset(
    ("af", "da", "de", "del", "den", "der", "di", "du", "la", "ter", "van", "von")
)
_OF_BODIES = frozenset(("and", "at", "for", "i", "in", "of", "og", "om", "på", "the", "til", "ved"))
_MOST_WORDS = 5


class Name(NamedTuple):
    """A person's name in two; of a body (a centre, a ministry) `given` is empty."""

    family: str
    given: str = ""

    @property
    def in_order(self) -> str:
        """``Lund, Astrid``, as catalogues have it; a body by its name."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def in_short(self) -> str:
        """``Lund, A. M.``; a double name keeps its hyphen: ``Holm, K.-E.``"""
        initials = " ".join(_initials(word) for word in self.given.split())
        return f"{self.family}, {initials}" if initials else self.family


def name_of(told: str) -> Name:
    """The name in two where it is a person's, as far as that can be told from its words."""
    line = plain_name(told)
    family, comma, given = (part.strip() for part in line.partition(","))
    if comma and family and given:
        return Name(family, given)
    words = line.split()
    if len(words) < 2 or len(words) > _MOST_WORDS or _is_body(words):
        return Name(line)
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    return Name(" ".join(words[at:]), " ".join(words[:at]))


def _is_body(words: list[str]) -> bool:
    """Whether small words or signs tell that it is no person's."""
    return any(word in _OF_BODIES or re.search(r"[\d&/|:()–]", word) for word in words)


def _initials(word: str) -> str:
    return "-".join(f"{part[0].upper()}." for part in word.split("-") if part)
