"""JSON Feed 1.0 and 1.1 (https://jsonfeed.org/version/1.1), also where its types are wrong."""

from collections.abc import Iterable, Iterator

from hub.addresses import web_address
from hub.errors import ReadError
from hub.model import Draft, Enclosure, Listing, Person, Source, Trouble, When
from hub.text import one_line
from indexer.answer import Answer
from indexer.extract.chapters import from_notes
from indexer.readers.dates import parse_date
from indexer.readers.entry import LONGEST_GUID
from indexer.readers.forms import form_named
from indexer.readers.jsonvalues import Values, parse_json
from indexer.readers.languages import language_tag
from indexer.readers.markup import to_line, to_text
from indexer.readers.media import MOST_FILES, guessed_type, media_type, title_from, united_files
from indexer.readers.numbers import duration, size
from indexer.readers.outlinks import links_in
from indexer.readers.people import names, united
from indexer.readers.surroundings import Surroundings
from indexer.readers.texts import summary_and_body

MOST_ENTRIES = 20_000
_MOST_NAMED = 5


def is_json(text: str) -> bool:
    """Whether `text` can only be JSON: no feed in XML begins like that."""
    return text.startswith("{")


def read_json_feed(source: Source, answer: Answer, text: str) -> Listing:
    """The items of the JSON Feed `text` as drafts, in its own order.

    Raises ReadError: "unreadable" (no JSON), "no-feed" (JSON of another kind).
    """
    fields = parse_json(text)
    if not isinstance(fields, dict) or not _is_feed(fields):
        raise ReadError("no-feed")
    wrong: dict[str, None] = {}
    feed = Values(fields, wrong)
    around = _surroundings(source, answer, feed)
    items = feed.children("items")
    drafts = [_draft(item, around) for item in items[:MOST_ENTRIES]]
    return Listing(
        tuple(draft for draft in drafts if draft),
        to_line(feed.text("title")),
        tuple(_notes(wrong, drafts.count(None), len(items))),
        web_address(feed.text("next_url"), answer.url),
    )


def _is_feed(fields: dict[str, object]) -> bool:
    version = fields.get("version")
    named = isinstance(version, str) and "jsonfeed.org/version/" in version
    return named and isinstance(fields.get("items"), list)


def _surroundings(source: Source, answer: Answer, feed: Values) -> Surroundings:
    title = to_line(feed.text("title"))
    publishers = {title, source.publisher or "", *(text for _, text in source.title.texts)}
    return Surroundings(
        source,
        base=answer.url,
        language=language_tag(feed.text("language")),
        people=tuple(_authors(feed)),
        publishers=tuple(sorted(publishers - {""})),
    )


def _draft(item: Values, around: Surroundings) -> Draft | None:
    contents = [to_text(item.text(key)) for key in ("content_html", "content_text")]
    summary, body = summary_and_body(to_text(item.text("summary")), contents)
    link = _link(item, around.base)
    attachments = item.children("attachments")[:MOST_FILES]
    enclosures = united_files(_enclosures(attachments, around.base))
    title = to_line(item.text("title")) or title_from(summary or body, link, enclosures)
    if not title:
        return None
    lasts = _duration(attachments)
    podcast, issue = (around.source.kind == kind for kind in ("podcast", "newsletter"))
    return Draft(
        title=title,
        guid=one_line(item.name("id"))[:LONGEST_GUID],
        link=link,
        summary=summary,
        body=body,
        people=united(_authors(item), around.publishers)
        or united(around.people, around.publishers),
        date=_date(item),
        language=_language(item, around),
        form=None if podcast else form_named(item.texts("tags")),
        enclosures=enclosures,
        duration=lasts,
        chapters=from_notes(f"{summary}\n\n{body}", lasts) if podcast else (),
        links=links_in(item.text("content_html"), link or around.base, link) if issue else (),
    )


def _link(item: Values, base: str) -> str | None:
    """The item's own page, else the one elsewhere that it is about."""
    own = web_address(item.text("url"), base) or web_address(item.text("external_url"), base)
    return own or web_address(item.name("id"))


def _authors(of: Values) -> Iterator[Person]:
    """`authors` of 1.1, else `author` of 1.0."""
    single = of.child("author")
    for author in of.children("authors") or ([single] if single else []):
        yield from (Person(name, "author") for name in names(author.text("name")))


def _enclosures(attachments: Iterable[Values], base: str) -> Iterator[Enclosure]:
    seen = set()
    for attachment in attachments:
        url = web_address(attachment.text("url"), base)
        kind = media_type(attachment.text("mime_type"))
        length = attachment.number("size_in_bytes")
        if url and url not in seen:
            seen.add(url)
            known = None if length is None else size(f"{length:.0f}")
            yield Enclosure(url, kind or guessed_type(url), known)


def _duration(attachments: Iterable[Values]) -> int | None:
    lasts = (attachment.number("duration_in_seconds") for attachment in attachments)
    return next((whole for each in lasts if each and (whole := duration(f"{each:.3f}"))), None)


def _date(item: Values) -> When | None:
    """When it came out; when it was last changed only where nothing else is known."""
    return parse_date(item.text("date_published")) or parse_date(item.text("date_modified"))


def _language(item: Values, around: Surroundings) -> str | None:
    own = language_tag(item.text("language"))
    return own or around.source.language or around.language or None


def _notes(wrong: Iterable[str], skipped: int, entries: int) -> Iterator[Trouble]:
    if named := list(wrong):
        fields = ", ".join(named[:_MOST_NAMED]) + (" …" if len(named) > _MOST_NAMED else "")
        yield Trouble("wrong-types", (("fields", fields),))
    if skipped:
        yield Trouble("entry-skipped", (("count", str(skipped)),))
    if entries > MOST_ENTRIES:
        yield Trouble("too-many-entries", (("limit", str(MOST_ENTRIES)),))
