"""A page's text without what it says twice, and without what only helps to get around in it.

Real pages have their title three times over, a header block before and after the fold, the
abstract both as lead and as text, links to skip the menu, and braces that a script should have
filled in.
"""

import re
from collections.abc import Iterator

_HEAD = 12  # paragraphs at the beginning, where titles and header blocks stand
_LONG = 60  # characters: a paragraph that nobody writes twice
_BRACES = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}")
_SKIP = re.compile(
    r"(?:spring|gå|hop|skip|jump|hoppa|hopp)\b.{0,20}\b"
    r"(?:indhold\w*|hovedindhold\w*|content|innehåll\w*|innhold\w*|menu\w*|navigation\w*)",
    re.IGNORECASE,
)
_HOMES = ("forside", "forsiden", "hjem", "home", "start", "startsida")
_BETWEEN = re.compile(r"[>›»/|]")
_LONGEST_WAY = 300  # characters of a line of breadcrumbs


def without_repeats(text: str, title: str) -> str:
    """`text`, paragraphs parted by blank lines, without the title at its head and what repeats."""
    paragraphs = [_BRACES.sub("", each).strip() for each in text.split("\n\n")]
    return "\n\n".join(_kept([each for each in paragraphs if _says_something(each)], title))


def _kept(paragraphs: list[str], title: str) -> Iterator[str]:
    seen = {_same(title)}
    for place, paragraph in enumerate(paragraphs):
        mark = _same(paragraph)
        at_head = place < _HEAD and not paragraph.startswith("– ")
        if mark in seen and (at_head or len(paragraph) >= _LONG):
            continue
        if place < _HEAD and _leads_around(paragraph):
            continue
        seen.add(mark)
        yield paragraph


def _leads_around(paragraph: str) -> bool:
    """A link past the menu, or breadcrumbs: "Forside > Nyt > Nyheder"."""
    if len(paragraph) > _LONGEST_WAY:
        return False
    first, *others = (part.strip() for part in _BETWEEN.split(paragraph))
    return bool(
        _SKIP.fullmatch(paragraph) or (first.casefold() in _HOMES and all(others) and others)
    )


def _says_something(paragraph: str) -> bool:
    return any(letter.isalnum() for letter in paragraph)


def _same(text: str) -> str:
    """Equal for texts that only differ in case and blanks."""
    return " ".join(text.casefold().split())
