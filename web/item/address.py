"""Where an item is today, for whoever comes by an address of another day."""

from hub.slugs import slug
from web.item.finding import asked_words
from web.listening import asked_second
from web.site import Here


def present_address(here: Here, item: str, title: str) -> str:
    """The address of its page, at the moment and with the words that were asked for; all else in
    the query is somebody's counting.
    """
    second = asked_second(here.params.get("t", ""))
    at = "" if second is None else str(second)
    path = f"/items/{item}/{slug(title)}".rstrip("/")
    return here.links.to(path, [("t", at), ("find", asked_words(here))], f"t={at}" if at else "")
