"""Last names by their first letter as Danish readers sort them: Å is also Aa, and comes last. Pure.

Names are given by their keys (``hub.naming.person_key``), in which æ, ø and å are ae, oe and aa.
"""

LETTERS = tuple("abcdefghijklmnopqrstuvwxyzæøå")
_LAST = str.maketrans("æøå", "{|}")
_WRITTEN = {"ae": "æ", "oe": "ø", "aa": "å"}


def letter_of(key: str) -> str:
    """The letter that a name stands under; empty for what begins with none."""
    return _WRITTEN.get(key[:2]) or (key[:1] if key[:1] in LETTERS else "")


def sorting(name: str) -> str:
    """What orders full names by their last word as Danish does: æ, ø and å (aa) after z."""
    words = name.casefold().split()
    return " ".join((*words[-1:], *words[:-1])).replace("aa", "å").translate(_LAST)


def beginning_of(letter: str) -> str:
    """What the keys of names under `letter` begin with; other letters' names may begin so, too."""
    return next((written for written, own in _WRITTEN.items() if own == letter), letter)
