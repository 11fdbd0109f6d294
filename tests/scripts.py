"""What scripts a page has: ours alone, by their files."""

from urllib.parse import urlsplit

import lxml.html


def scripts_in(html: str) -> list[str]:
    """The paths of all scripts; one that stands in the page itself is told by its text."""
    found = lxml.html.fromstring(html).iter("script")
    return [
        urlsplit(each.get("src") or "").path or "".join(map(str, each.itertext())) for each in found
    ]
