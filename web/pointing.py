"""What a newsletter points at, and which newsletters point at an item: items of ours first."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from hub.model import Item, Show
from hub.store.links import OutgoingLink
from web.cards import untitled
from web.links import safe_link
from web.page import Link
from web.site import Here

_AT_ONCE = 12  # links elsewhere; the others are folded away
_MOST_ELSEWHERE = 300


@dataclass(frozen=True, slots=True)
class Pointing:
    """`ours`, `elsewhere` and `further` are what an issue points at, `mentioned` who points at an
    item.
    """

    ours: tuple[Link, ...] = ()
    elsewhere: tuple[Link, ...] = ()
    further: tuple[Link, ...] = ()
    mentioned: tuple[Link, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """What an issue points at elsewhere, for asking whether it is alive."""
        return tuple(link.href for link in (*self.elsewhere, *self.further))


def pointing(here: Here, item: Item, show: Show) -> Pointing:
    """Both ways. Where only links may be shown, a newsletter's own words for them may not."""
    links = here.store.links.of(item.id) if item.kind == "issue" else ()
    mentions = here.store.links.to(item.id)
    elsewhere = _elsewhere(links) if show != "link" else ()
    return Pointing(
        ours=tuple(_ours(here, links).values()),
        elsewhere=elsewhere[:_AT_ONCE],
        further=elsewhere[_AT_ONCE:],
        mentioned=tuple(
            Link(
                m.title or untitled(here, "issue"),
                here.links.item(m.item, m.title),
                here.foreign(m.language) if m.title else "",
            )
            for m in mentions
        ),
    )


def _ours(here: Here, links: tuple[OutgoingLink, ...]) -> dict[str, Link]:
    """Each item once, however many links lead to it."""
    return {
        link.item: Link(
            link.title or link.text or _in_short(link.url),
            here.links.item(link.item, link.title),
            here.foreign(link.language) if link.title else "",
        )
        for link in links
        if link.item
    }


def _elsewhere(links: tuple[OutgoingLink, ...]) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for link in links:
        href = None if link.item else safe_link(link.url)
        if href:
            found.setdefault(href, Link(link.text or _in_short(href), href))
    return tuple(found.values())[:_MOST_ELSEWHERE]


def _in_short(url: str) -> str:
    """An address as it may be read: its host and the beginning of its path."""
    parts = urlsplit(url)
    short = f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}"
    return short if len(short) <= 60 else short[:59] + "…"
