"""Addresses as they may be shown, and as they may be compared."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_LONGEST = 4_000

_PORTS = {"http": 80, "https": 443}
_TRACKING = ("utm_", "mc_", "_hs")
_TRACKERS = frozenset({"fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid"})


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


def without_login(url: str) -> str:
    """`url` without the name and password before its host (RFC 3986, 3.2.1).

    In the address of a source they are a secret of ours; in one from outside they only make a
    host look like another (``https://star.dk@x.example/``). Raises ValueError for what is no
    address.
    """
    parts = urlsplit(url)
    _login, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=host)) if at else url


def canonical(url: str) -> str:
    """`url` as one of the ways to write it: host in lower case, no default port, no fragment, no
    parameters that only track. What can't be taken apart is returned as it is.
    """
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = _host(parts)
    except ValueError:
        return url
    if not host:
        return url
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair))
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", query, ""))


def _host(parts: SplitResult) -> str:
    """Host with its port unless that is the usual one; raises ValueError for a port that is none.

    Who logs in (``user@``) is left out: it is not where something is.
    """
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    usual = _PORTS.get(parts.scheme.lower())
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def _tracks(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKERS or name.startswith(_TRACKING)


def folded(url: str) -> str:
    """`url` for telling whether two places show one work: `canonical`, and also without scheme,
    ``www.``, a trailing slash, a language at the beginning of the path and ``publisherId``.

    It is compared, never fetched: ``https://www.star.dk/da/nyt/?publisherId=7`` is ``star.dk/nyt``.
    """
    whole = canonical(url)
    scheme, _, rest = whole.partition("://")
    if scheme not in ("http", "https"):
        return whole
    try:
        parts = urlsplit("//" + rest.removeprefix("www."))
    except ValueError:
        return whole
    path = parts.path.removeprefix("/da/") if parts.path.startswith("/da/") else parts.path[1:]
    query = "&".join(
        pair for pair in parts.query.split("&") if pair.partition("=")[0].lower() != "publisherid"
    )
    return f"{parts.netloc}/{path}".rstrip("/") + (f"?{query}" if query else "")
