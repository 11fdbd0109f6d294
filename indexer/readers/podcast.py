"""What podcasts tell beyond RSS: the podcast namespace and Podlove Simple Chapters.

feedparser keeps only the last of repeated ``podcast:`` elements and takes a live item for the
show itself, so these come from a pass of our own over the same text, and live items (which are
broadcasts to come, not episodes) are taken out before anything reads it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree

from hub.model import Chapter, Person, Transcript
from hub.text import one_line
from indexer.readers.addresses import web_address
from indexer.readers.markup import to_line
from indexer.readers.media import MOST_FILES, media_type
from indexer.readers.numbers import seconds, whole_number
from indexer.readers.xml import name_of, parse_xml, text_of

_PODCAST = ("podcastindex.org", "podcastindex-org", "podcast")
_PODLOVE = ("podlove.org", "psc")
_MENTIONED = re.compile(r"podcastindex|<podcast:|podlove\.org/simple-chapters", re.IGNORECASE)
_LIVE = re.compile(r"<([\w.-]{1,40}):liveItem\b[^>]*>")
_MOST_CHAPTERS = 1_000
_LONGEST_TAG = 50


@dataclass(frozen=True, slots=True)
class Extras:
    """What one entry tells in these namespaces; `guid` to recognise the entry by."""

    guid: str = ""
    transcripts: tuple[Transcript, ...] = ()
    chapters_url: str | None = None
    chapters: tuple[Chapter, ...] = ()
    people: tuple[Person, ...] = ()
    season: int | None = None
    episode: int | None = None


@dataclass(frozen=True, slots=True)
class Show:
    """Extras of all entries in the feed's order, and the people of the show as a whole."""

    entries: tuple[Extras, ...] = ()
    people: tuple[Person, ...] = ()

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


def read_show(text: str, base: str) -> Show:
    """The podcast fields in `text`, a feed; addresses are resolved against `base`.

    Reads ill-formed XML as far as it goes; never raises.
    """
    if not _MENTIONED.search(text):
        return Show()
    root, _ = parse_xml(text)
    if root is None:  # nothing could be recovered
        return Show()
    items = [node for node in root.iter() if name_of(node)[1] in ("item", "entry")]
    channel = next((node for node in root.iter() if name_of(node)[1] in ("channel", "feed")), None)
    own = () if channel is None else _people(channel)
    return Show(tuple(_extras(item, base) for item in items), own)


def _extras(item: etree._Element, base: str) -> Extras:
    extras = Extras(people=_people(item))
    transcripts = []
    for node in item:
        space, name = name_of(node)
        if name in ("guid", "id") and not extras.guid:
            extras = replace(extras, guid=one_line(text_of(node)))
        elif _is(space, _PODLOVE) and name == "chapters":
            extras = replace(extras, chapters=_podlove(node))
        elif not _is(space, _PODCAST):
            continue
        elif name == "transcript":
            transcripts += _transcript(node, base)
        elif name == "chapters":
            extras = replace(extras, chapters_url=web_address(node.get("url"), base))
        elif name == "season":
            extras = replace(extras, season=whole_number(text_of(node)))
        elif name == "episode":
            extras = replace(extras, episode=whole_number(text_of(node)))
    return replace(extras, transcripts=tuple(transcripts[:MOST_FILES]))


def _transcript(node: etree._Element, base: str) -> list[Transcript]:
    url = web_address(node.get("url"), base)
    language = one_line((node.get("language") or "")[:_LONGEST_TAG])
    return [Transcript(url, media_type(node.get("type") or ""), language)] if url else []


def _people(parent: etree._Element) -> tuple[Person, ...]:
    found = []
    for node in parent:
        space, name = name_of(node)
        if name == "person" and _is(space, _PODCAST) and (who := to_line(text_of(node), 200)):
            # "If missing, the role host is assumed" (podcast namespace, person)
            found.append(Person(who, one_line(node.get("role") or "host").lower()[:50]))
    return tuple(found)


def _podlove(parent: etree._Element) -> tuple[Chapter, ...]:
    found = []
    for node in parent.iter():
        start, title = seconds(node.get("start")), to_line(node.get("title") or "", 300)
        if name_of(node)[1] == "chapter" and start is not None and title:
            found.append(Chapter(start, title))
    return tuple(sorted(found[:_MOST_CHAPTERS], key=lambda chapter: chapter.start))


def _is(space: str, known: tuple[str, ...]) -> bool:
    return space == known[-1] or any(name in space for name in known[:-1])
