"""Where an episode, or its show, has a page in a podcast app. Known, never guessed: by the
addresses its places have, and by the number a source is followed under in Apple's directory.
"""

from urllib.parse import urlsplit

from hub.model import Item, Source
from web.links import safe_link
from web.page import Link
from web.site import Here

_APPS = {
    "podcasts.apple.com": "Apple Podcasts",
    "open.spotify.com": "Spotify",
    "pca.st": "Pocket Casts",
    "overcast.fm": "Overcast",
    "castbox.fm": "Castbox",
    "podimo.com": "Podimo",
    "music.youtube.com": "YouTube Music",
}


def app_links(here: Here, item: Item) -> tuple[Link, ...]:
    """Apps by name, each once, with the address there: the item's own before its show's."""
    found: dict[str, str] = {}
    for url in (item.url, *(place.url for place in item.places)):
        href = safe_link(url)
        app = _app_at(href) if href else ""
        if href and app:
            found.setdefault(app, href)
    number = _apple_number(here.sources.get(item.source))
    if number:
        found.setdefault("Apple Podcasts", f"https://podcasts.apple.com/podcast/id{number}")
    return tuple(Link(app, href) for app, href in found.items())


def _app_at(url: str) -> str:
    return _APPS.get((urlsplit(url).hostname or "").removeprefix("www."), "")


def _apple_number(source: Source | None) -> str:
    told = dict(source.options).get("apple_id", "") if source and source.kind == "podcast" else ""
    number = told.strip().removeprefix("id")
    return number if number.isascii() and number.isdecimal() else ""
