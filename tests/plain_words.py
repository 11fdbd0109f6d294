"""An analyser that cuts at spaces and knows nothing: for tests of what is around it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hub.search import Token

WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class PlainWords:
    """Every word is its own lemma and key, in every language."""

    version: str = "plain-1"

    def tokens(self, text: str, language: str) -> Sequence[Token]:
        found = ((match.group().lower(), match) for match in WORD.finditer(text))
        return [Token(word, word, (word,), match.start(), match.end()) for word, match in found]

    def vote(self, text: str) -> str:
        return "da"

    def is_stop(self, word: str) -> bool:
        return False

    def is_filler(self, word: str) -> bool:
        return False

    def knows(self, word: str, *, whole: bool = False) -> bool:
        return False

    def split(self, word: str) -> Sequence[str]:
        return (word,)
