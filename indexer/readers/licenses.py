"""The licence that a feed names: an address, or a name such as "cc-by-4.0"."""

import re
from collections.abc import Iterable

from hub.addresses import web_address
from hub.text import one_line

_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/[a-z0-9./-]{2,60}",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:cc|apache|mit|gpl|gfdl|odc|ogl|pd)[a-z0-9.+-]{0,40}", re.IGNORECASE)
_LONGEST = 100


def licence(name: str, url: str | None) -> str:
    """The best of what <podcast:license> tells: a name known everywhere, else the address, else
    whatever it is called.
    """
    told = one_line(name)[:_LONGEST]
    if _NAME.fullmatch(told):
        return told.lower()
    return web_address(url) or web_address(told) or told


def licence_in(rights: Iterable[str]) -> str:
    """The Creative Commons licence that one of these texts about rights points at, or nothing."""
    found = (_COMMONS.search(text[:5_000]) for text in rights)
    return next((match[0].rstrip(".") for match in found if match), "")
