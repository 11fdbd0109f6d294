"""The other places where the same work is."""

from hub.model import Item
from web.links import safe_link
from web.page import Link
from web.site import Here


def also_at(here: Here, item: Item) -> tuple[Link, ...]:
    """Each address once, by the name of the source that tells of it; those that are gone last
    seen are left out.
    """
    links: dict[str, Link] = {}
    for place in item.places:
        href = safe_link(place.url)
        if href and href != item.url and place.gone is None and place.source in here.sources:
            links.setdefault(href, Link(here.say(here.sources[place.source].title), href))
    return tuple(links.values())
