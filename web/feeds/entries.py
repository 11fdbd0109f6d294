"""Items as entries of a list: what their sources let us show (decision 13), and nothing more."""

import mimetypes
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import NAMESPACE_OID, uuid5

from hub.cost import cost_of
from hub.model import Enclosure, Item, Source, Transcript
from web.cards import publisher_of
from web.citing.work import Work, work_of
from web.feeds.dates import published
from web.feeds.listing import Entry
from web.links import safe_link
from web.page import Link
from web.site import Here
from web.words import access_word, ended_word, form_word, kind_word

# What podcast:transcript may be, by the ending of an address whose type nobody told.
_TRANSCRIPTS = {
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".html": "text/html",
    ".txt": "text/plain",
}


def entries_of(here: Here, items: Sequence[Item], *, whole: bool) -> tuple[Entry, ...]:
    """These items as entries. `whole`: with what can be heard and read; for lists to take along
    the bare facts will do.
    """
    said = here.store.readings.transcripts([item.id for item in items]) if whole else {}
    return tuple(_entry(here, item, said.get(item.id), whole=whole) for item in items)


def permanent_id(item: str) -> str:
    """A name of the item for ever, wherever the hub is found (RFC 9562, 5.5; decision 8)."""
    return uuid5(NAMESPACE_OID, f"lydhoer/items/{item}").urn


def _entry(here: Here, item: Item, said: Transcript | None, *, whole: bool) -> Entry:
    source = here.sources.get(item.source)
    work, date = work_of(here, item), published(item, here.formats.zone)
    cost = here.formats.cost(cost_of(item))  # counts the words of long texts, so once
    ours = here.links.item(item.id, item.title)
    original = safe_link(item.url) or ""
    entry = Entry(
        id=permanent_id(item.id),
        work=work,
        page=here.links.absolute(ours) or ours,
        original=original,
        original_word=_original_word(here, item),
        facts=_facts(here, item, work, cost),
        kind_word=kind_word(here.texts, item.kind),
        publisher=work.publisher,
        published=date,
        updated=date or item.first_seen,
        changed=item.changed,
        people=tuple(person for person in item.people if person.name),
        summary=_paragraphs(work.summary),
        themes=_themes(here, item),
        cost=cost,
        access=access_word(here.texts, item.access),
        seconds=item.duration,
        source=_followed(here, source),
        license=item.license,
    )
    return _with_files(entry, item, source, said) if whole else entry


def _with_files(entry: Entry, item: Item, source: Source | None, said: Transcript | None) -> Entry:
    """`entry` with its files and its text, as far as its source lets us."""
    show = source.show if source else "excerpt"
    if show == "link":
        return entry
    files = tuple(file for given in item.enclosures if (file := _file(given)))
    return replace(
        entry,
        body=_paragraphs(item.body) if show == "full" else (),
        files=files,
        sound=next((file for file in files if file.type.startswith("audio/")), None),
        transcript=_transcript(said, item.language) if said else None,
    )


def _file(given: Enclosure) -> Enclosure | None:
    """A file with its type, guessed where it is not told; None where nothing can be said of it."""
    url = safe_link(given.url)
    kind = given.type or (mimetypes.guess_type(urlsplit(url).path)[0] if url else None)
    return Enclosure(url, kind, given.length) if url and kind else None


def _transcript(said: Transcript, language: str) -> Transcript | None:
    url = safe_link(said.url)
    if url is None:
        return None
    path = urlsplit(url).path.lower()
    kind = said.type or next((t for end, t in _TRANSCRIPTS.items() if path.endswith(end)), "")
    return Transcript(url, kind, language) if kind else None


def _facts(here: Here, item: Item, work: Work, cost: str) -> tuple[str, ...]:
    """What it is at a glance, as in every list of ours."""
    return (
        form_word(here.texts, item.form),
        work.publisher,
        here.formats.when(item.date),
        cost,
        access_word(here.texts, item.access),
        ended_word(here.texts, ended=here.has_ended(item.expires)),
    )


def _original_word(here: Here, item: Item) -> str:
    _ = here.texts.gettext
    text = _("Hør hos %(publisher)s") if item.kind == "episode" else _("Læs hos %(publisher)s")
    return text % {"publisher": publisher_of(here, item)}


def _themes(here: Here, item: Item) -> tuple[str, ...]:
    about = (given.theme for given in item.themes if given.strength == "about")
    return tuple(here.theme_titles[theme] for theme in about if theme in here.theme_titles)


def _followed(here: Here, source: Source | None) -> Link | None:
    """The feed that the item is from, where it is from one."""
    url = safe_link(source.url) if source and source.via == "feed" else None
    return Link(here.say(source.title), url) if source and url else None


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())
