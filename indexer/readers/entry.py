"""One entry of a feed, as feedparser has it -> a draft."""

from collections.abc import Iterator

from hub.addresses import web_address
from hub.model import Draft, Enclosure, Link, Soundbite, When
from hub.text import one_line
from indexer.extract.chapters import from_notes
from indexer.readers.dates import parse_date
from indexer.readers.entry_people import people_of
from indexer.readers.entry_rights import ids_of, license_of
from indexer.readers.fields import Fields, children, text
from indexer.readers.forms import form_named
from indexer.readers.languages import language_tag
from indexer.readers.markup import to_line, to_text
from indexer.readers.media import MOST_FILES, guessed_type, media_type, title_from, united_files
from indexer.readers.numbers import duration, size, whole_number
from indexer.readers.outlinks import links_in
from indexer.readers.podcast import Extras
from indexer.readers.surroundings import Surroundings
from indexer.readers.texts import summary_and_body

LONGEST_GUID = 2_000
_LONGEST_NAME = 200
_MEDIA = ("audio/", "video/")


def to_draft(entry: Fields, extras: Extras, around: Surroundings) -> Draft | None:
    """The entry as a draft, or None if it has neither title, text nor a link to anything."""
    summary, body = _texts(entry)
    link = _link(entry, around.base)
    enclosures = united_files(_enclosures(entry, around.base), extras.alternates)
    title = to_line(text(entry, "title")) or title_from(summary or body, link, enclosures)
    if not title:
        return None
    guid = one_line(text(entry, "id"))[:LONGEST_GUID]
    lasts = duration(text(entry, "itunes_duration"))
    notes = f"{summary}\n\n{body}" if around.source.kind == "podcast" else ""
    from_feed = extras.chapters or (() if extras.chapters_url else from_notes(notes, lasts))
    podcast = around.source.kind == "podcast"
    return Draft(
        title=title,
        guid=guid,
        link=link,
        summary=summary,
        body=body,
        people=people_of(entry, extras, around),
        date=_date(entry),
        language=_language(entry, around),
        form=_episode_form(entry) if podcast else form_named(_categories(entry)),
        enclosures=enclosures,
        duration=lasts,
        season=whole_number(text(entry, "itunes_season")) or extras.season,
        episode=whole_number(text(entry, "itunes_episode")) or extras.episode,
        transcripts=extras.transcripts,
        chapters_url=extras.chapters_url,
        chapters=from_feed,
        ids=ids_of(entry, extras, guid, link),
        publisher=to_line(text(entry, "publisher"), _LONGEST_NAME),
        license=extras.license or license_of(entry) or around.license,
        soundbites=tuple(bite for bite in extras.soundbites if _within(bite, lasts)),
        links=_links(entry, link, around) if around.source.kind == "newsletter" else (),
    )


def _links(entry: Fields, own: str | None, around: Surroundings) -> tuple[Link, ...]:
    """What an issue points at, by its longest text."""
    texts = [text(entry, "summary"), *(text(each, "value") for each in children(entry, "content"))]
    return links_in(max(texts, key=len), own or around.base, own)


def _categories(entry: Fields) -> list[str]:
    named = [text(tag, key) for tag in children(entry, "tags") for key in ("term", "label")]
    return [*named, *text(entry, "media_keywords").split(",")]


def _episode_form(entry: Fields) -> str | None:
    """What itunes:episodeType says beyond "full": a trailer, or a bonus."""
    told = one_line(text(entry, "itunes_episodetype")).lower()
    return told if told in ("trailer", "bonus") else None


def _within(bite: Soundbite, lasts: int | None) -> bool:
    return lasts is None or bite.start < lasts


def _texts(entry: Fields) -> tuple[str, str]:
    """Summary and body. feedparser copies content to a missing summary: that is not its own."""
    own = text(entry, "summary") if "summary_detail" in entry else ""
    contents = [text(content, "value") for content in children(entry, "content")]
    contents.append(text(entry, "dcterms_abstract"))
    return summary_and_body(to_text(own), [to_text(content) for content in contents])


def _link(entry: Fields, base: str) -> str | None:
    """Where the entry's page is: what it links to, never a guid that is no whole address."""
    guid = text(entry, "id")
    candidates = [text(entry, "feedburner_origlink"), text(entry, "link")]
    candidates += [
        text(link, "href")
        for link in children(entry, "links")
        if text(link, "rel") in ("alternate", "related", "via")
    ]
    for candidate in candidates:
        if url := web_address(candidate, "" if candidate == guid else base):
            return url
    return None


def _enclosures(entry: Fields, base: str) -> Iterator[Enclosure]:
    links = [link for link in children(entry, "links") if text(link, "rel") == "enclosure"]
    media = [m for m in children(entry, "media_content") if _is_media(m)]
    seen = set()
    for link in (links or media)[:MOST_FILES]:
        url = web_address(text(link, "href") or text(link, "url"), base)
        if url and url not in seen:
            seen.add(url)
            given = media_type(text(link, "type"))
            length = text(link, "length") or text(link, "filesize")
            yield Enclosure(url, given or guessed_type(url), size(length.strip()))


def _is_media(content: Fields) -> bool:
    """Whether a <media:content> is to be heard or seen, and no picture."""
    kind = text(content, "type") or f"{text(content, 'medium')}/"
    return kind.startswith(_MEDIA)


def _date(entry: Fields) -> When | None:
    """When the entry came out; when it was last changed only where nothing else is known."""
    for key in ("published", "created", "prism_publicationdate", "prism_coverdate", "updated"):
        if when := parse_date(text(entry, key)):
            return when
    return None


def _language(entry: Fields, around: Surroundings) -> str | None:
    """The entry's own word (dc:language), else the editors', else the feed's, often a default."""
    return (
        language_tag(text(entry, "language")) or around.source.language or around.language or None
    )
