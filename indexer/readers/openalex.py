"""A query to OpenAlex as a source: the works it finds, the newest first.

https://developers.openalex.org ("Works"). Pages are asked for by number, since cursors need a key.
"""

from datetime import datetime

from hub.addresses import web_address
from hub.identifiers import identifiers
from hub.model import Access, Draft, Enclosure, Listing, Person, Source
from indexer.answer import Answer
from indexer.extract.wanting import PDF
from indexer.readers.catalogues import ROWS, address, argument, notes, results
from indexer.readers.dates import parse_date
from indexer.readers.jsonvalues import Values
from indexer.readers.languages import language_tag
from indexer.readers.markup import LONGEST_TITLE, shorten, to_line, to_text
from indexer.readers.people import united
from indexer.readers.work_types import form_of_types

VERSION = "openalex 1"
_WORKS = "https://api.openalex.org/works"
_FIELDS = (
    "id,doi,ids,display_name,publication_date,publication_year,language,type,authorships,"
    "abstract_inverted_index,primary_location,best_oa_location,open_access"
)
_MOST_WORDS = 20_000
_MOST_PAGES = 100  # of ROWS each: OpenAlex numbers no more than 10,000 results


def ask(source: Source, _since: str, _now: datetime) -> str:
    """The first page. Later visits ask for it again: what is new stands there."""
    options = dict(source.options)
    since = options.get("from", "")
    arguments = {
        "search": options.get("query", ""),
        "filter": f"from_publication_date:{_day(since)}" if since else "",
        "sort": "publication_date:desc",
        "select": _FIELDS,
        "per_page": str(ROWS),
        "page": "1",
    }
    return address(source.url or _WORKS, arguments)


def read_openalex(source: Source, answer: Answer) -> Listing:
    """The works of one page as drafts. Raises ReadError "unreadable" or "no-catalogue"."""
    wrong: dict[str, None] = {}
    _, works = results(answer, wrong, "results")
    drafts = [_draft(work, source) for work in works[: 2 * ROWS]]
    return Listing(
        tuple(draft for draft in drafts if draft),
        notes=tuple(notes(wrong, drafts)),
        next_url=_further(answer.url, len(works)),
    )


def _day(since: str) -> str:
    """``2020`` as its first day: the filter takes whole days."""
    return since + "-01-01"[len(since) - 4 :] if len(since) in (4, 7) else since[:10]


def _further(url: str, works: int) -> str | None:
    page = argument(url, "page")
    number = int(page) if page.isdecimal() else 1
    return (
        address(url, {"page": str(number + 1)}) if works >= ROWS and number < _MOST_PAGES else None
    )


def _draft(work: Values, source: Source) -> Draft | None:
    title = shorten(to_line(work.text("display_name")), LONGEST_TITLE)
    if not title:
        return None
    place = work.child("primary_location")
    doi = web_address(work.text("doi"))
    own = web_address(place.text("landing_page_url")) if place else None
    pdf = _pdf(work)
    names = [work.text("doi"), place.text("landing_page_url") if place else ""]
    publisher = place.child("source") if place else None
    return Draft(
        title=title,
        guid=work.text("id"),
        link=own or doi or web_address(work.text("id")),
        summary=_abstract(work),
        people=united(_people(work)),
        date=parse_date(work.text("publication_date")),
        language=language_tag(work.text("language")) or source.language,
        form=form_of_types([work.text("type")]),
        enclosures=(Enclosure(pdf, PDF),) if pdf else (),
        ids=identifiers(names),
        publisher=to_line(publisher.text("display_name")) if publisher else "",
        access=_access(work),
        license=to_line(place.text("license"))[:100] if place else "",
    )


def _people(work: Values) -> list[Person]:
    authors = (entry.child("author") for entry in work.children("authorships"))
    named = (to_line(author.text("display_name"))[:200] for author in authors if author)
    return [Person(name, "author") for name in named if name]


def _pdf(work: Values) -> str | None:
    open_place = work.child("best_oa_location")
    return web_address(open_place.text("pdf_url")) if open_place else None


def _access(work: Values) -> Access | None:
    """Open only where OpenAlex says so; what it calls closed may be open at another place."""
    told = work.child("open_access")
    status = told.text("oa_status") if told else ""
    return None if not status else "subscription" if status == "closed" else "open"


def _abstract(work: Values) -> str:
    """The abstract, which comes as the places of each of its words."""
    words = work.child("abstract_inverted_index")
    if words is None:
        return ""
    placed = [(place, word) for word in words.names() for place in words.whole_numbers(word)]
    return to_text(" ".join(word for _, word in sorted(placed[:_MOST_WORDS])))
