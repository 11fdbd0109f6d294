"""One entry of a feed, as feedparser has it -> a draft."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hub.model import Draft, Enclosure, Person, Source, When
from hub.text import one_line
from indexer.extract.chapters import from_notes
from indexer.readers.addresses import web_address
from indexer.readers.dates import parse_date
from indexer.readers.forms import form_named
from indexer.readers.languages import language_tag
from indexer.readers.markup import to_line, to_text
from indexer.readers.media import MOST_FILES, audio_first, guessed_type, media_type, title_from
from indexer.readers.numbers import duration, size, whole_number
from indexer.readers.people import names, united
from indexer.readers.podcast import Extras
from indexer.readers.texts import summary_and_body

Fields = dict[str, Any]  # feedparser's dictionaries; every value may be of any kind

LONGEST_GUID = 2_000
_MEDIA = ("audio/", "video/")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an entry takes from its feed: base address, language, people, who makes it all.

    `people` are those of entries that name none; `authors` the feed's, often a company.
    """

    source: Source
    base: str
    language: str | None = None
    people: tuple[Person, ...] = ()
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()


def to_draft(entry: Fields, extras: Extras, around: Surroundings) -> Draft | None:
    """The entry as a draft, or None if it has neither title, text nor a link to anything."""
    summary, body = _texts(entry)
    link = _link(entry, around.base)
    enclosures = tuple(sorted(_enclosures(entry, around.base), key=audio_first))
    title = to_line(_text(entry, "title")) or title_from(summary or body, link, enclosures)
    if not title:
        return None
    lasts = duration(_text(entry, "itunes_duration"))
    notes = f"{summary}\n\n{body}" if around.source.kind == "podcast" else ""
    from_feed = extras.chapters or (() if extras.chapters_url else from_notes(notes, lasts))
    return Draft(
        title=title,
        guid=one_line(_text(entry, "id"))[:LONGEST_GUID],
        link=link,
        summary=summary,
        body=body,
        people=_people(entry, extras, around),
        date=_date(entry),
        language=_language(entry, around),
        form=form_named(_categories(entry)) if around.source.kind != "podcast" else None,
        enclosures=enclosures,
        duration=lasts,
        season=whole_number(_text(entry, "itunes_season")) or extras.season,
        episode=whole_number(_text(entry, "itunes_episode")) or extras.episode,
        transcripts=extras.transcripts,
        chapters_url=extras.chapters_url,
        chapters=from_feed,
    )


def _text(entry: Fields, key: str) -> str:
    # dict.get: feedparser's own look-up falls back to other keys, with a warning
    value = dict.get(entry, key)
    return value if isinstance(value, str) else ""


def _categories(entry: Fields) -> list[str]:
    return [_text(tag, key) for tag in _list(entry, "tags") for key in ("term", "label")]


def _list(entry: Fields, key: str) -> list[Fields]:
    value = dict.get(entry, key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _texts(entry: Fields) -> tuple[str, str]:
    """Summary and body. feedparser copies content to a missing summary: that is not its own."""
    own = _text(entry, "summary") if "summary_detail" in entry else ""
    contents = [_text(content, "value") for content in _list(entry, "content")]
    return summary_and_body(to_text(own), [to_text(content) for content in contents])


def _link(entry: Fields, base: str) -> str | None:
    """Where the entry's page is: what it links to, never a guid that is no whole address."""
    guid = _text(entry, "id")
    candidates = [_text(entry, "feedburner_origlink"), _text(entry, "link")]
    candidates += [
        _text(link, "href")
        for link in _list(entry, "links")
        if _text(link, "rel") in ("alternate", "related", "via")
    ]
    for text in candidates:
        if url := web_address(text, "" if text == guid else base):
            return url
    return None


def _enclosures(entry: Fields, base: str) -> Iterator[Enclosure]:
    links = [link for link in _list(entry, "links") if _text(link, "rel") == "enclosure"]
    media = [m for m in _list(entry, "media_content") if _text(m, "type").startswith(_MEDIA)]
    seen = set()
    for link in (links or media)[:MOST_FILES]:
        url = web_address(_text(link, "href") or _text(link, "url"), base)
        if url and url not in seen:
            seen.add(url)
            given = media_type(_text(link, "type"))
            length = _text(link, "length") or _text(link, "filesize")
            yield Enclosure(url, given or guessed_type(url), size(length.strip()))


def _people(entry: Fields, extras: Extras, around: Surroundings) -> tuple[Person, ...]:
    authors = [_text(author, "name") for author in _list(entry, "authors")]
    if not any(authors):
        authors = [_text(entry, "author")]
    helpers = [_text(helper, "name") for helper in _list(entry, "contributors")]
    told = [
        *extras.people,
        *(Person(name, "author") for author in authors for name in names(author)),
        *(Person(name, "contributor") for helper in helpers for name in names(helper)),
    ]
    house = (*around.publishers, *(around.authors if extras.people else ()))
    hosts = {person.name for person in extras.people}
    apart = [name for name in house if name not in hosts]
    return united(told, apart) or united(around.people, around.publishers)


def _date(entry: Fields) -> When | None:
    """When the entry came out; when it was last changed only where nothing else is known."""
    for key in ("published", "created", "updated"):
        if when := parse_date(_text(entry, key)):
            return when
    return None


def _language(entry: Fields, around: Surroundings) -> str | None:
    """The entry's own word (dc:language), else the editors', else the feed's, often a default."""
    return (
        language_tag(_text(entry, "language")) or around.source.language or around.language or None
    )
