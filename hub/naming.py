"""A person's name as it is written in many ways -> one way, and an address. Pure.

"Holm, Karen", "Karen Holm, ph.d., lektor" and "lektor Karen Holm (VIVE)" are one name. What only
may be a name turned round, or may only be a title, stays as it stands.
"""

import re
from itertools import dropwhile, zip_longest

from hub.slugs import slug

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_AND_OTHERS = re.compile(r"[\s,]+(?:et al\b\.?|m\.\s?fl\.)", re.IGNORECASE)
_TITLE_WORDS = (
    "adjunkt ceo chefanalytiker chefkonsulent direktør docent dr fagchef forsker forskningschef"
    " forskningsleder frk fru hr jobkonsulent journalist konsulent lektor mr mrs ms phd"
    " phdstipendiat phdstuderende postdoc prof professor redaktør rektor seniorforsker"
    " seniorkonsulent seniorrådgiver socialrådgiver specialkonsulent studielektor vært"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_DEGREES = frozenset(("ba", "bsc", "jr", "ma", "md", "mph", "msc", "rn"))  # after a full name
_DEGREE = re.compile(r"cand|mag\.?art|dr\.\w|ph\.?d", re.IGNORECASE)
_HOUSES = re.compile(
    r"universit|kommune|region|institut|cent(?:er|re|rum)\b|college|hospital|højskole|jobcenter"
    r"|ministeri|styrelse|forening|fonden\b",
    re.IGNORECASE,
)
_MOST_WORDS = 4  # in either half of a name turned round
_INITIALS = 2  # letters in capitals that are still the initials of a person


def plain_name(name: str) -> str:
    """`name` in the order it is said, without titles, degrees and what stands in brackets."""
    bare = _AND_OTHERS.sub("", _BRACKETS.sub("", name))
    halves = [" ".join(part.split()) for part in bare.split(",")]
    first, *rest = [*dropwhile(_is_only_titles, halves)] or halves
    parts = [part for part in rest if part and not _is_description(part, after=first)]
    if len(parts) == 1 and _is_turned(first, parts[0]):
        first = f"{_with_initials(_untitled(parts[0]))} {_untitled(first)}"
    elif parts:
        return " ".join(name.split())
    return _untitled(first).strip() or " ".join(name.split())


def person_slug(name: str) -> str:
    """The name for an address; empty where it has no Latin letters."""
    return slug(plain_name(name))


def person_key(known_as: str) -> str:
    """What all forms of a name share, of a slug: the last name and the first letter, "holm k"."""
    words = known_as.split("-")
    return f"{words[-1]} {words[0][:1]}" if known_as else ""


def compatible(one: str, other: str) -> bool:
    """Whether two slugs may be one name: the same last name, and first names that are the same,
    an initial of the other, or left out at the end.
    """
    ours, theirs = one.split("-"), other.split("-")
    if ours[-1] != theirs[-1] or (len(ours) == 1) != (len(theirs) == 1):
        return False
    pairs = zip_longest(ours[:-1], theirs[:-1], fillvalue="")
    return all(_same_or_initial(a, b) for a, b in pairs)


def is_spelled_out(known_as: str) -> bool:
    """Whether a slug has a first name that is more than a letter."""
    first, *rest = known_as.split("-")
    return len(first) > 1 and bool(rest)


def _same_or_initial(a: str, b: str) -> bool:
    return a == b or not a or not b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _is_title(word: str) -> bool:
    """ "DR" in capitals is initials, or a broadcaster."""
    known = word.casefold().replace(".", "").replace("-", "")
    return (known in _TITLES and not (word.isupper() and len(known) < 4)) or bool(
        _DEGREE.match(word)
    )


def _is_only_titles(part: str) -> bool:
    return all(map(_is_title, part.split()))


def _is_description(part: str, *, after: str) -> bool:
    """Whether what follows a comma tells who somebody is, and is no part of the name."""
    words = part.split()
    if _is_only_titles(part) or _HOUSES.search(part):
        return True
    if " " not in after:
        return False
    letters = part.replace(".", "")
    acronym = part.isupper() and part.isalpha() and len(part) > _INITIALS
    return acronym or _is_title(words[0]) or letters.casefold() in _DEGREES


def _with_initials(first: str) -> str:
    """ "AK" as "A. K."."""
    if not (first.isalpha() and first.isupper() and len(first) <= _INITIALS):
        return first
    return " ".join(f"{letter}." for letter in first)


def _is_turned(last: str, first: str) -> bool:
    """Whether "last, first" can be a person's name: few words, none of an organisation."""
    few = max(len(last.split()), len(first.split())) <= _MOST_WORDS
    return few and not _HOUSES.search(last) and "&" not in last + first


def _untitled(words: str) -> str:
    """Without the titles in front; a name that is nothing else stays."""
    left = " ".join(dropwhile(_is_title, words.split()))
    return left or words
