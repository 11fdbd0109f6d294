"""A licence as people know it: "CC BY 4.0", with a link to its terms."""

import re
from urllib.parse import urlsplit

from web.links import safe_link
from web.page import Link

_NAME = re.compile(r"cc-(by(?:-nc)?(?:-sa|-nd)?)-([0-9.]{1,5})|cc-?0(?:-([0-9.]{1,5}))?")
_COMMONS = re.compile(
    r"/licenses/(by(?:-nc)?(?:-sa|-nd)?)/([0-9.]{1,5})|/publicdomain/zero/([0-9.]+)"
)


def licence_link(told: str) -> Link | None:
    """What an item's licence is called and where it is explained; the latter may be empty."""
    href = safe_link(told)
    if named := _NAME.fullmatch(told.lower()):
        return _commons(*named.groups())
    if href is None:
        return Link(told, "") if told and "://" not in told else None
    host = (urlsplit(href).hostname or "").removeprefix("www.")
    if host == "creativecommons.org" and (known := _COMMONS.match(urlsplit(href).path)):
        return Link(_commons(*known.groups()).text, href)
    return Link(host, href)


def _commons(parts: str | None, version: str | None, zero: str | None) -> Link:
    if parts is None:
        return Link(f"CC0 {zero or '1.0'}", "https://creativecommons.org/publicdomain/zero/1.0/")
    address = f"https://creativecommons.org/licenses/{parts}/{version}/"
    return Link(f"CC {parts.upper()} {version}", address)
