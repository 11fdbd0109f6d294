"""Addresses as sources write them, made whole; only those that a reader can follow."""

import re
from urllib.parse import unquote, urljoin, urlsplit

from hub.addresses import without_login

_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_ENDING = re.compile(r"\.\w{1,5}$")
_LONGEST = 4_000


def web_address(text: object, base: str = "") -> str | None:
    """`text` resolved against `base` if it leads to an http(s) page, else None.

    Blanks and control characters, which some feeds have within addresses, are taken out or
    percent-encoded (RFC 3986); ``javascript:`` and its like are no addresses. Who logs in there,
    which a link may have taken from the address of its feed, is left out.
    """
    if not isinstance(text, str) or len(text) > 2 * _LONGEST or not text.strip():
        return None
    single = text.strip().replace("&amp;", "&")  # escaped twice
    tidy = _BLANKS.sub(lambda run: "%20" if run[0] == " " else "", single)
    try:
        whole = without_login(urljoin(base, tidy))
        parts = urlsplit(whole)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return whole if usable and len(whole) <= _LONGEST else None


def file_name(url: str) -> str:
    """The last part of the path in words: ``/a/om-ips_og%20job.mp3`` is ``om ips og job``."""
    name = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return _ENDING.sub("", name).replace("-", " ").replace("_", " ").strip()
