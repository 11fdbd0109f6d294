"""Text to words with their places. Linear in the length of the text, whatever the text holds.

Case is ignored throughout: rules by case would break queries typed in lower case. The text itself
is never changed, so places are characters of what was given; it is normalised before it is stored
(`hub.text`), and so is every query.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

LONGEST = 100  # characters of a word that are analysed; what is longer is no word

# A genitive or an ending after an apostrophe belongs to the word (VIVE's, IPS'en), not to its form.
_TAIL = "(?:['’´](?i:s|ernes|erne|er|ens|ets|en|et|e)(?![^\\W_]))?"
_WORD = re.compile(
    r"(?=[^\W_])"  # what stands between words is passed at a glance: half the time
    r"([A-Za-zÀ-ÖØ-öø-ÿ]{2,}+(?![\w'’´])"  # nearly all words, the fast way
    r"|(?:[^\W\d_][^\W_]+"  # the same in general; the rest is for those that begin otherwise
    r"|\d{1,3}(?:\.\d{3})+(?!\d)"  # 1.500
    r"|(?<![^\W_])(?i:[a-zæøå]-(?=[a-zæøå]{3}))[^\W\d_]+"  # a-kasse
    r"|[^\W_]+)" + _TAIL + ")"
)
_APOSTROPHE = re.compile("['’´]")
_LETTER_HYPHEN = re.compile("^[a-zæøå]-(?=[a-zæøå]{3})")


def pieces(text: str) -> tuple[list[str], list[int], list[int]]:
    """The words of `text` as they stand, where each starts and where each ends."""
    parts = _WORD.split(text)  # gap, word, gap, ..., gap
    edges = list(accumulate(map(len, parts)))
    return parts[1::2], edges[0::2][: len(parts) // 2], edges[1::2]


def words(text: str) -> Iterator[str]:
    """The folded words of `text`, one after the other."""
    return (fold(found.group()) for found in _WORD.finditer(text))


def fold(word: str) -> str:
    """The form that is indexed: lower case, no apostrophe tail, a-kasse as akasse, 1.500 as 1500,
    idé as ide (but én and ét, which are other words than en and et).
    """
    word = _APOSTROPHE.split(word[:LONGEST], maxsplit=1)[0].lower()
    if word[:1].isdigit():
        return word.replace(".", "")
    if "-" in word:
        word = _LETTER_HYPHEN.sub(lambda found: found.group()[0], word)
    return word.replace("é", "e") if word not in ("én", "ét") else word
