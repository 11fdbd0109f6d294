"""A WordPress site by its REST API: entries with their whole text, the latest changes first.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from hub.addresses import web_address
from hub.errors import ReadError
from hub.model import Draft, Listing, Person, Source
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.readers.catalogues import address, argument, notes
from indexer.readers.dates import parse_date
from indexer.readers.filling import day_before
from indexer.readers.forms import form_named
from indexer.readers.jsonvalues import Values, parse_json
from indexer.readers.markup import to_line, to_text
from indexer.readers.media import title_from
from indexer.readers.people import united
from indexer.readers.texts import summary_and_body

VERSION = "wordpress 1"
_ROWS = 50
_API = "/wp-json/wp/v2/"
_FIELDS = (
    "id,guid,link,slug,date,date_gmt,modified_gmt,title,excerpt,content,type,lang,_links,_embedded"
)


def ask(source: Source, since: str, _now: datetime) -> str:
    """The first page of the first type: all there is, or what has changed `since`."""
    day = day_before(since)
    return _page(_api(source), _types(source)[0], f"{day}T00:00:00" if day else "")


def read_wordpress(source: Source, answer: Answer) -> Listing:
    """The entries of one page as drafts; after the last page of a type comes the next type.

    Raises ReadError: "unreadable" (no JSON), "no-wordpress" (JSON of another kind).
    """
    fields = parse_json(decode(answer.body, answer.content_type))
    if not isinstance(fields, list):
        raise ReadError("no-wordpress")
    wrong: dict[str, None] = {}
    entries = [Values(each, wrong) for each in fields if isinstance(each, dict)]
    drafts = [_draft(entry, source) for entry in entries]
    return Listing(
        tuple(draft for draft in drafts if draft),
        notes=tuple(notes(wrong, drafts)),
        next_url=_further(source, answer.url, len(entries)),
        told_at=max((entry.text("modified_gmt")[:10] for entry in entries), default=""),
    )


def _api(source: Source) -> str:
    """Where the API is: the site's address, or one that has the API's path in it already."""
    parts = urlsplit(source.url or "")
    root = parts.path.partition("/wp-json/")[0].rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, root + _API, "", ""))


def _types(source: Source) -> list[str]:
    named = dict(source.options).get("types", "").replace(",", " ").split()
    return named or ["posts"]


def _page(api: str, kind: str, changed_after: str) -> str:
    """An `offset` is asked for on further pages, since a `page` past the last is an error."""
    arguments = {
        "per_page": str(_ROWS),
        "orderby": "modified",
        "order": "desc",
        "modified_after": changed_after,
        "_embed": "author,wp:term",
        "_fields": _FIELDS,
    }
    return address(api + kind, arguments)


def _further(source: Source, url: str, entries: int) -> str | None:
    passed = argument(url, "offset")
    if entries >= _ROWS:
        return address(url, {"offset": str(int(passed) + _ROWS if passed.isdecimal() else _ROWS)})
    types = _types(source)
    kind = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    after = types[types.index(kind) + 1 :] if kind in types else []
    return _page(_api(source), after[0], argument(url, "modified_after")) if after else None


def _draft(entry: Values, source: Source) -> Draft | None:
    summary, body = summary_and_body(_rendered(entry, "excerpt"), [_rendered(entry, "content")])
    link = web_address(entry.text("link"))
    title = to_line(_raw(entry, "title")) or title_from(summary or body, link, ())
    if not title:
        return None
    date = entry.text("date_gmt")
    people, categories = _embedded(entry)
    return Draft(
        title=title,
        guid=_raw(entry, "guid") or (link or ""),
        link=link,
        summary=summary,
        body=body,
        people=united(people, (source.publisher or "", *(text for _, text in source.title.texts))),
        date=parse_date(f"{date}Z" if date else entry.text("date")),
        language=source.language or entry.text("lang")[:2].lower() or None,
        form=form_named(categories),
    )


def _raw(entry: Values, name: str) -> str:
    told = entry.child(name)
    return told.text("rendered") if told else ""


def _rendered(entry: Values, name: str) -> str:
    return to_text(_raw(entry, name))


def _embedded(entry: Values) -> tuple[list[Person], list[str]]:
    """Authors, and the names of its categories, as far as the site tells."""
    embedded = entry.child("_embedded")
    if embedded is None:
        return [], []
    authors = (to_line(each.text("name")) for each in embedded.children("author"))
    terms = [each for group in embedded.lists("wp:term") for each in group]
    categories = [to_line(each.text("name")) for each in terms]
    return [Person(name[:200], "author") for name in authors if name], categories
