"""Addresses as they may be shown."""

from urllib.parse import urlsplit, urlunsplit


def without_login(url: str) -> str:
    """`url` without the name and password before its host (RFC 3986, 3.2.1).

    In the address of a source they are a secret of ours; in one from outside they only make a
    host look like another (``https://star.dk@x.example/``). Raises ValueError for what is no
    address.
    """
    parts = urlsplit(url)
    _login, at, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=host)) if at else url
