"""What scripts a page has: ours alone, by their files."""

from urllib.parse import urlsplit

import lxml.html

DATA = "application/ld+json"


def scripts_in(html: str) -> list[str]:
    """The paths of all scripts; one that stands in the page itself is told by its text.

    What a page says of its thing as linked data is no script: no browser runs it.
    """
    found = lxml.html.fromstring(html).iter("script")
    return [
        _file(each.get("src") or "") or "".join(map(str, each.itertext()))
        for each in found
        if each.get("type") != DATA
    ]


def strange_scripts(html: str) -> list[str]:
    """The scripts of a page that are not files of ours."""
    return [each for each in scripts_in(html) if not each.startswith("/static/")]


def _file(address: str) -> str:
    """An address without what only names its version; a foreign one stays whole."""
    return urlsplit(address)._replace(query="", fragment="").geturl()
