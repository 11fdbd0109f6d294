"""Words that a line end has cut in two, put together again (LANGUAGE.md, PDF line breaks)."""

import re
from collections.abc import Callable

_CUT = re.compile(
    r"([^\W_]+)[-\u2010\u00ad\x02\ufffe][ \t]*\r?\n[ \t]*([^\W_]+)([.,;:!?)»”’\"']*[ \t]+)?"
)
_AND = ("og", "eller", "samt", "och", "and", "or", "und", "oder", "til", "to", "bis", "et", "ou")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010][^\W_]+)*")
_LONG = 5  # letters in capitals that are a shouted word, not an abbreviation


def join_cut_words(text: str, known: Callable[[str], bool]) -> str:
    """`text` with the words that its line ends cut at a hyphen whole again.

    `known` says whether there is such a word. One that it doesn't know keeps its hyphen, as "IPS-
    indsats" does, which breaks where it has one; and "sags- og" stays two words. Nothing is ever
    joined over a plain space. The line then ends after the word, so that lines keep their lengths.
    """

    def joined(cut: re.Match[str]) -> str:
        before, after, rest = cut[1], cut[2], cut[3] or ""
        end = f"{rest.rstrip()}\n" if rest else ""
        if after.lower() in _AND:
            return f"{before}- {after}{end}"
        whole = f"{before}{after}"
        one = _can_be_one(before, after) and known(whole)
        return f"{whole if one else f'{before}-{after}'}{end}"

    return _CUT.sub(joined, text)


def _can_be_one(before: str, after: str) -> bool:
    """Neither digits, abbreviations, single letters nor names make one word with what follows."""
    if len(before) < 2 or not (before + after).isalpha():
        return False
    if before.isupper() and after.isupper():
        return len(before) >= _LONG
    return after.islower() and (before.islower() or before[1:].islower())


def seen_in(text: str) -> Callable[[str], bool]:
    """What `join_cut_words` may ask where there is no dictionary: the text itself.

    A word is known unless the text has it with a hyphen within a line, and never without.
    """
    words = {word.lower().replace("\u2010", "-") for word in _WORD.findall(_CUT.sub(" ", text))}
    hyphened = {word.replace("-", "") for word in words if "-" in word}

    def known(word: str) -> bool:
        return word.lower() in words or word.lower() not in hyphened

    return known
