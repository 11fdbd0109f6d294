"""A query to Crossref as a source: works whose title, authors or journal fit best.

https://api.crossref.org/swagger-ui ("GET /works"). Crossref finds whatever has one of the words, so
a phrase in quotation marks must stand in what it tells of a work, else the work is left out.
"""

import re
from datetime import datetime

from hub.addresses import web_address
from hub.identifiers import identifiers
from hub.model import Draft, Enclosure, Listing, Person, Source, Trouble, When
from indexer.answer import Answer
from indexer.extract.wanting import PDF
from indexer.readers.catalogues import ROWS, address, notes, results
from indexer.readers.dates import parse_date
from indexer.readers.filling import day_before
from indexer.readers.jsonvalues import Values
from indexer.readers.languages import language_tag
from indexer.readers.markup import LONGEST_TITLE, shorten, to_line, to_text
from indexer.readers.people import united
from indexer.readers.work_types import form_of_types

VERSION = "crossref 1"
_WORKS = "https://api.crossref.org/works"
_FIELDS = (
    "DOI,URL,title,subtitle,abstract,author,editor,issued,published-print,published-online,type,"
    "container-title,publisher,language,ISBN,ISSN,license,link,indexed"
)
_JATS = re.compile(r"</?jats:\w+")
_HEADING = re.compile(r"<title>\s*(?:abstract|resumé|summary)\s*</title>", re.IGNORECASE)
_PHRASE = re.compile(r'"([^"]+)"')


def ask(source: Source, since: str, _now: datetime) -> str:
    """The first page: all that fits, or on later visits what was registered `since`."""
    options = dict(source.options)
    day = day_before(since)
    filters = {"from-pub-date": options.get("from", ""), "from-index-date": day}
    arguments = {
        "query.bibliographic": options.get("query", "").replace('"', " ").strip(),
        "filter": ",".join(f"{name}:{value}" for name, value in filters.items() if value),
        "select": _FIELDS,
        "rows": str(ROWS),
        "cursor": "*",
    }
    return address(source.url or _WORKS, arguments)


def read_crossref(source: Source, answer: Answer) -> Listing:
    """The works of one page as drafts. Raises ReadError "unreadable" or "no-catalogue"."""
    wrong: dict[str, None] = {}
    holder, works = results(answer, wrong, "message", "items")
    drafts = [_draft(work, source) for work in works[: 2 * ROWS]]
    phrases = [each.casefold() for each in _PHRASE.findall(dict(source.options).get("query", ""))]
    fitting = [draft for draft in drafts if draft and _fits(draft, phrases)]
    cursor = holder.text("next-cursor") if len(works) >= ROWS else ""
    return Listing(
        tuple(fitting),
        notes=(*notes(wrong, drafts), *_left_out(len(drafts) - drafts.count(None), len(fitting))),
        next_url=address(answer.url, {"cursor": cursor}) if cursor else None,
        told_at=max((_indexed(work) for work in works), default=""),
    )


def _fits(draft: Draft, phrases: list[str]) -> bool:
    text = " ".join(f"{draft.title} {draft.summary}".casefold().split())
    return all(phrase in text for phrase in phrases)


def _left_out(found: int, fitting: int) -> list[Trouble]:
    left = found - fitting
    return [Trouble("without-phrase", (("count", str(left)),))] if left else []


def _draft(work: Values, source: Source) -> Draft | None:
    title = shorten(to_line(": ".join(_first(work, "title", "subtitle"))), LONGEST_TITLE)
    if not title:
        return None
    doi = work.text("DOI").strip()
    pdf = _pdf(work)
    journal = to_line(next(iter(work.texts("container-title")), ""))
    numbers = [f"doi:{doi}"] if doi else []
    numbers += [f"isbn:{each}" for each in work.texts("ISBN")]
    numbers += [f"issn:{each}" for each in work.texts("ISSN")]
    return Draft(
        title=title,
        guid=f"doi:{doi.lower()}" if doi else "",
        link=web_address(f"https://doi.org/{doi}") if doi else web_address(work.text("URL")),
        summary=_abstract(work),
        people=united(_people(work)),
        date=_date(work),
        language=language_tag(work.text("language")) or source.language,
        form=form_of_types([work.text("type")]),
        enclosures=(Enclosure(pdf, PDF),) if pdf else (),
        ids=identifiers(numbers),
        publisher=(journal or to_line(work.text("publisher")))[:200],
        license=next((url for each in work.children("license") if (url := each.text("URL"))), ""),
    )


def _first(work: Values, *names: str) -> list[str]:
    firsts = (next(iter(work.texts(name)), "") for name in names)
    return [each for each in firsts if each.strip()]


def _abstract(work: Values) -> str:
    """JATS markup to text; the heading "Abstract", which nearly all have, left out."""
    marked = _JATS.sub(lambda tag: tag[0].replace("jats:", ""), work.text("abstract"))
    return to_text(_HEADING.sub("", marked))


def _people(work: Values) -> list[Person]:
    return [
        Person(name[:200], role)
        for field, role in (("author", "author"), ("editor", "editor"))
        for each in work.children(field)
        if (name := _name(each))
    ]


def _name(person: Values) -> str:
    whole = f"{person.text('given')} {person.text('family')}".strip()
    return to_line(whole or person.text("name"))


def _date(work: Values) -> When | None:
    """The earliest of the days it came out; `date-parts` are year, month, day as far as known."""
    told = (work.child(name) for name in ("issued", "published-online", "published-print"))
    dates = [when for each in told if each and (when := parse_date(_parts(each)))]
    return min(dates, key=lambda when: when.iso.ljust(10, "~"), default=None)


def _parts(date: Values) -> str:
    year, *rest = date.first_numbers("date-parts") or [0]
    return "-".join((f"{year:04d}", *(f"{number:02d}" for number in rest)))


def _pdf(work: Values) -> str | None:
    links = (each for each in work.children("link") if each.text("content-type") == PDF)
    return next((url for each in links if (url := web_address(each.text("URL")))), None)


def _indexed(work: Values) -> str:
    told = work.child("indexed")
    when = parse_date(told.text("date-time")) if told else None
    return when.iso[:10] if when else ""
