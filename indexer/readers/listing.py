"""A list on a web page, one draft per entry: what is what, CSS selectors in feeds.yaml tell."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement as Node

from hub.addresses import canonical
from hub.errors import ReadError
from hub.model import Draft, Enclosure, Listing, Person, Source, Trouble
from indexer.answer import Answer
from indexer.extract.wanting import PDF
from indexer.readers.forms import form_named
from indexer.readers.languages import language_tag
from indexer.readers.listed_dates import date_at, deadline_at, labels_in
from indexer.readers.pagetree import PageTree, names_of, words_of
from indexer.readers.people import names, united
from indexer.readers.titles import says_nothing, title_of_address

VERSION = "listing 1"
NOTHING_LISTED = "list-no-items"
MOST_ENTRIES = 20_000
DEFAULT_PAGES = 20
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_NEXT = "a[rel~=next], link[rel~=next]"
_BYLINE = re.compile(
    r"^(?:af|by|av|von|forfattere?|forfatter\(e\)|authors?|author\(s\)|skrevet af|written by"
    r"|posted by|redaktør|editors?|kilde)(?::\s*|\s+(?=[A-ZÆØÅÄÖ]))",
    re.IGNORECASE,
)


def read_list(source: Source, answer: Answer) -> Listing:
    """The entries of the list, in its own order, and where it goes on.

    Raises ReadError: NOTHING_LISTED where `item` matches nothing, "list-no-links" where no entry
    has a link, "unreadable", "bad-selector".
    """
    options = dict(source.options)
    page = PageTree(answer)
    items = page.pick(options.get("item", ""))
    if not items:
        raise ReadError(NOTHING_LISTED, selector=options.get("item", ""))
    found = [_draft(source, options, page, item) for item in items[:MOST_ENTRIES]]
    drafts: dict[str, Draft] = {}
    for draft in found:
        if draft:
            drafts.setdefault(canonical(draft.link or ""), draft)
    if not drafts:
        told = options.get("link") or "a[href]"
        raise ReadError("list-no-links", count=len(items), selector=told)
    kept = tuple(drafts.values())
    notes = tuple(_notes(options, page, items, found))
    return Listing(kept, page.title(), notes, _next_page(options, page))


def pages_of(source: Source) -> int:
    """How many pages the first visit reads."""
    told = dict(source.options).get("pages", "")
    return int(told) if told.isdigit() else DEFAULT_PAGES


def _draft(source: Source, options: dict[str, str], page: PageTree, item: Node) -> Draft | None:
    """One entry, or None where it leads nowhere."""
    headings = page.pick(options.get("heading") or _HEADINGS, item)
    pdf = _first_address(page, page.pick(options.get("pdf", ""), item))
    links = page.pick(options["link"], item) if options.get("link") else [*headings, item]
    link = _first_address(page, links) or pdf
    if link is None:
        return None
    title = _title(headings, links)
    dated = page.pick(options.get("date") or "time", item)
    publishers = [source.publisher or "", *(text for _, text in source.title.texts)]
    people = [
        Person(name, "author")
        for node in page.pick(options.get("people", ""), item)
        for name in names(_BYLINE.sub("", words_of(node)))
    ]
    return Draft(
        title=title or title_of_address(link) or link,
        link=link,
        people=united(people, publishers),
        date=date_at(dated),
        expires=deadline_at(dated),
        language=_language_of_link(links),
        form=form_named(label for node in dated for label in labels_in(words_of(node))),
        enclosures=(Enclosure(pdf, PDF),) if pdf else (),
        made_up_title=not title,
    )


def _title(headings: list[Node], links: list[Node]) -> str:
    """What a heading says, else the link; nothing where both only say "Læs mere"."""
    anchors = [anchor for node in links for anchor in node.iter("a")]
    told = [*map(words_of, headings), *map(words_of, anchors)]
    told += [text for anchor in anchors for text in names_of(anchor)]
    return next((text for text in told if not says_nothing(text)), "")


def _first_address(page: PageTree, nodes: list[Node]) -> str | None:
    return next((url for node in nodes if (url := page.address(node) or _above(page, node))), None)


def _above(page: PageTree, node: Node) -> str | None:
    """Where the link that `node` stands in leads to: ``<a href><h2>…``."""
    anchor = next(node.iterancestors("a"), None)
    return None if anchor is None else page.address(anchor)


def _language_of_link(links: list[Node]) -> str | None:
    tags = [node.get("hreflang") or "" for link in links for node in link.iter("a")]
    return next(filter(None, map(language_tag, tags)), None)


def _next_page(options: dict[str, str], page: PageTree) -> str | None:
    if not options.get("next") and "pages" not in options:
        return None
    return _first_address(page, page.pick(options.get("next") or _NEXT))


def _notes(
    options: dict[str, str], page: PageTree, items: list[Node], found: list[Draft | None]
) -> Iterator[Trouble]:
    if skipped := found.count(None):
        yield Trouble("list-without-link", (("count", str(skipped)),))
    if nameless := sum(draft.made_up_title for draft in found if draft):
        yield Trouble("list-without-heading", (("count", str(nameless)),))
    if len(items) > MOST_ENTRIES:
        yield Trouble("too-many-entries", (("limit", str(MOST_ENTRIES)),))
    for key in ("date", "people", "pdf"):
        selector = options.get(key)
        if selector and not any(page.pick(selector, item) for item in items[:MOST_ENTRIES]):
            yield Trouble("list-unmatched", (("key", key), ("selector", selector)))
