"""Patterns that editors write for addresses: `keep` and `skip` of a sitemap, `follow` of a page.

A pattern is a piece of an address, found anywhere after its host: ``/nyheder/``. ``*`` stands for
anything but a slash, ``**`` for anything. One that begins with ``https://`` is the beginning of a
whole address. Neither capitals nor the way to write å (``%C3%A5``) nor ``www.`` make a difference.
"""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_WHOLE = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_STARS = re.compile(r"(/?)(\*{1,2})")
_REGULAR = re.compile(r"^\^|\$$|\.\*|\\|\||\[.*\]")  # what no address holds, but an expression does
_LONGEST = 500


def fault_in(pattern: str) -> str:
    """What is wrong with `pattern`, and what would be right; empty if nothing is."""
    if not pattern.strip("* "):
        return "is empty; write a piece of the address, such as /nyheder/"
    if len(pattern) > _LONGEST:
        return f"is longer than {_LONGEST} characters"
    if _REGULAR.search(pattern):
        return (
            f"{pattern!r} looks like a regular expression; write a piece of the address, such as"
            " /nyheder/, with * for anything but a slash"
        )
    if any(sign.isspace() for sign in pattern):
        return f"{pattern!r} has a blank in it; several patterns are a list: [/a/, /b/]"
    return ""


def fits(pattern: str, url: str) -> bool:
    """Whether the address `url` is one that `pattern` means."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return False
    rest = _folded(parts.path or "/") + (f"?{_folded(parts.query)}" if parts.query else "")
    if names_host(pattern):
        return bool(_expression(_folded(_WHOLE.sub("", pattern))).match(f"{host}{port}{rest}"))
    return bool(_expression(_folded(pattern)).search(rest))


def names_host(pattern: str) -> bool:
    """Whether `pattern` says of which host the addresses are."""
    return bool(_WHOLE.match(pattern))


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    """`pattern` with its stars; after a slash they stand for at least one character, so that
    ``/rapporter/*`` is not the list itself.
    """
    pieces = []
    at = 0
    for star in _STARS.finditer(pattern):
        some = "." if star[2] == "**" else "[^/]"
        pieces += [re.escape(pattern[at : star.start()]), star[1], some, "+" if star[1] else "*"]
        at = star.end()
    return re.compile("".join([*pieces, re.escape(pattern[at:])]), re.DOTALL)


def _folded(text: str) -> str:
    return unquote(text).casefold()
