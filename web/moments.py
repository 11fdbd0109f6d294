"""The places of a hit that answer best, each a link that leads right there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hub.search import Hit, Marked, Moment
from web.formats import clock
from web.links import safe_link
from web.listening.sound import sound_of
from web.site import Here

_MOST = 3
_ENDS = " ….,;:–-"  # what a stretch may begin or end with, which tells nothing


class MomentLink(NamedTuple):
    """Where in an item a match is: words such as 12:31, what is said there, and the address.
    `second` is where it can be heard; None where it is read.
    """

    place: str
    said: Marked
    href: str
    second: int | None

    @property
    def heard(self) -> bool:
        """Whether it is a moment in a sound."""
        return self.second is not None


def moment_links(here: Here, hit: Hit, find: str = "") -> tuple[MomentLink, ...]:
    """The best places of a hit, best first; the same place once. What is in no place that an
    address can name is found on the item's page by the words `find`.
    """
    best = hit.moments or ((hit.moment,) if hit.moment else ())
    places: dict[str, MomentLink] = {}
    for link in _links(here, hit, best, find):
        places.setdefault(link.href, link)
    return tuple(places.values())[:_MOST]


def sounds_of(here: Here, hits: Iterable[Hit]) -> Mapping[str, str]:
    """The addresses of the sounds in which moments of `hits` can be heard, by item."""
    heard = [hit.id for hit in hits if any(m.start is not None for m in hit.moments)]
    items = here.store.items.listed(heard) if heard else ()
    found = {item.id: sound_of(item.enclosures) for item in items}
    return {item: sound.src for item, sound in found.items() if sound}


def tells_as_much(moments: Iterable[MomentLink], snippet: Marked) -> bool:
    """Whether `snippet` says nothing that is not said at one of the moments."""
    bare = snippet.text.strip(_ENDS)
    return any(bare in moment.said.text for moment in moments) if bare else False


def stands_in_text(hit: Hit) -> bool:
    """Whether what was looked for stands in the text itself, not only in what is told of it."""
    return bool(hit.moments) or any(reason.code == "why-text" for reason in hit.reasons)


def _links(here: Here, hit: Hit, moments: Iterable[Moment], find: str) -> Iterator[MomentLink]:
    for moment in moments:
        place, href = _where(here, hit, moment, find)
        if place:
            second = None if moment.start is None else int(moment.start)
            yield MomentLink(place, moment.text, href, second)


def _where(here: Here, hit: Hit, moment: Moment, find: str) -> tuple[str, str]:
    """The name of a place and its address; no name for one that can't be pointed at."""
    title = hit.title.text
    if moment.start is not None:
        return clock(moment.start), here.links.item(hit.id, title, moment.start)
    if moment.page is not None:
        place = here.texts.gettext("Side %(page)s") % {"page": here.formats.number(moment.page)}
        document = (safe_link(hit.url) or "").partition("#")[0]
        if document.partition("?")[0].lower().endswith(".pdf"):
            return place, f"{document}#page={moment.page}"
        return place, here.links.leaf(hit.id, title, moment.page)
    return moment.section, here.links.item(hit.id, title, find=find)
