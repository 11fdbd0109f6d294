"""What podcasts tell beyond RSS: the podcast namespace and Podlove Simple Chapters.

feedparser keeps only the last of repeated ``podcast:`` elements and takes a live item for the
show itself, so these come from a pass of our own over the same text, and live items (which are
broadcasts to come, not episodes) are taken out before anything reads it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from hub.addresses import web_address
from hub.identifiers import identifiers
from hub.model import NO_PACE, Chapter, Enclosure, Pace, Person, Soundbite, Transcript
from indexer.readers.elements import Elements
from indexer.readers.licenses import licence
from indexer.readers.media import MOST_FILES
from indexer.readers.numbers import whole_number
from indexer.readers.pace import pace_of
from indexer.readers.podcast_elements import (
    alternate,
    person,
    podlove_chapters,
    said_yes,
    soundbite,
    transcript,
)
from indexer.readers.xml import name_of, text_of

_LIVE = re.compile(r"<([\w.-]{1,40}):liveItem\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Extras:
    """What one entry tells in these namespaces; `guid` to recognise the entry by.

    `alternates` are the same episode in other files; `blocked` ones are not to be listed.
    """

    guid: str = ""
    transcripts: tuple[Transcript, ...] = ()
    chapters_url: str | None = None
    chapters: tuple[Chapter, ...] = ()
    people: tuple[Person, ...] = ()
    season: int | None = None
    episode: int | None = None
    soundbites: tuple[Soundbite, ...] = ()
    alternates: tuple[Enclosure, ...] = ()
    license: str = ""
    ids: tuple[str, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Show:
    """Extras of all entries in the feed's order, and what holds for the feed as a whole."""

    entries: tuple[Extras, ...] = ()
    people: tuple[Person, ...] = ()
    license: str = ""
    pace: Pace = NO_PACE
    complete: bool = False
    blocked: bool = False
    moved_to: str = ""

    def matched_to(self, guids: Sequence[str]) -> tuple[Extras, ...]:
        """Extras for entries with these guids: by position where both sides agree, else by guid.

        The two parsers may see different entries in an ill-formed feed; an entry that can't be
        recognised then gets none.
        """
        by_guid = {extras.guid: extras for extras in self.entries if extras.guid}
        known = set(guids)
        aligned = self.entries if len(self.entries) == len(guids) else (Extras(),) * len(guids)
        return tuple(
            extras
            if extras.guid == guid or (guid not in by_guid and extras.guid not in known)
            else by_guid.get(guid, Extras())
            for extras, guid in zip(aligned, guids, strict=True)
        )


def without_live_items(text: str) -> str:
    """`text` without its ``podcast:liveItem`` elements."""
    kept, at = [], 0
    while opened := _LIVE.search(text, at):
        end = f"</{opened[1]}:liveItem>"
        closed = text.find(end, opened.end())
        if closed < 0:
            break
        kept.append(text[at : opened.start()])
        at = closed + len(end)
    return "".join([*kept, text[at:]])


def read_show(root: etree._Element | None, base: str) -> Show:
    """What the feed `root` tells in these namespaces; addresses are resolved against `base`."""
    if root is None:  # nothing could be recovered
        return Show()
    nodes = [(name_of(node)[1], node) for node in root.iter()]
    own = Elements(next((node for name, node in nodes if name in ("channel", "feed")), None))
    return Show(
        entries=tuple(_extras(node, base) for name, node in nodes if name in ("item", "entry")),
        people=_people(own),
        license=_license(own),
        pace=pace_of(own),
        # Apple: "Specifying any value other than Yes has no effect" – of complete and of block
        complete=said_yes(own.text("itunes", "complete")),
        blocked=_blocked(own),
        moved_to=web_address(own.text("itunes", "new-feed-url")) or "",
    )


def _extras(item: etree._Element, base: str) -> Extras:
    told = Elements(item)
    charts = (web_address(node.get("url"), base) for node in told.all("podcast", "chapters"))
    named = (found for node in told.all("psc", "chapters") if (found := podlove_chapters(node)))
    files = (transcript(node, base) for node in told.all("podcast", "transcript"))
    bites = (soundbite(node) for node in told.all("podcast", "soundbite"))
    others = (alternate(node, base) for node in told.all("podcast", "alternateenclosure"))
    return Extras(
        guid=told.text("", "guid", "id"),
        transcripts=tuple(filter(None, files))[:MOST_FILES],
        chapters_url=next(filter(None, charts), None),
        chapters=next(named, ()),
        people=_people(told),
        season=whole_number(told.text("podcast", "season")),
        episode=whole_number(told.text("podcast", "episode")),
        soundbites=tuple(filter(None, bites))[:MOST_FILES],
        alternates=tuple(filter(None, others))[:MOST_FILES],
        license=_license(told),
        ids=_ids(told),
        blocked=_blocked(told),
    )


def _people(told: Elements) -> tuple[Person, ...]:
    return tuple(filter(None, map(person, told.all("podcast", "person"))))


def _license(told: Elements) -> str:
    nodes = told.all("podcast", "license")
    return next(filter(None, (licence(text_of(node), node.get("url")) for node in nodes)), "")


def _blocked(told: Elements) -> bool:
    """Whether everybody is asked not to list it; <podcast:block id="…"> asks one directory."""
    everybody = (node for node in told.all("podcast", "block") if not node.get("id"))
    asked = chain(told.all("itunes", "block"), everybody)
    return any(said_yes(node.text or "") for node in asked)


def _ids(told: Elements) -> tuple[str, ...]:
    """What Dublin Core and PRISM name the work by; an ISSN is its journal's."""
    own = (*told.texts("prism", "doi"), *told.texts("dc", "identifier"))
    books = (f"isbn:{text}" for text in told.texts("prism", "isbn"))
    return identifiers((*own, *books))
