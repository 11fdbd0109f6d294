"""A page whose links are the entries: those that fit the source's `follow`, in the page's order."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement as Node

from hub.addresses import canonical
from hub.errors import ReadError
from hub.model import Draft, Listing, Source, Trouble
from hub.patterns import fits, names_host
from indexer.answer import Answer
from indexer.readers.languages import language_tag
from indexer.readers.pagetree import PageTree, names_of
from indexer.readers.titles import says_nothing, title_of_address

VERSION = "follow 1"
MOST_LINKS = 5_000


def read_links(source: Source, answer: Answer, patterns: list[str]) -> Listing:
    """The links that fit one of `patterns` as drafts; of several to one page the first that says
    something names it.

    Raises ReadError: "no-links-followed" where none fits, "unreadable" if it is no page.
    """
    page = PageTree(answer)
    drafts: dict[str, Draft] = {}
    for anchor, url in _links(page, patterns):
        known = drafts.get(canonical(url))
        if (known is None and len(drafts) < MOST_LINKS) or (known and known.made_up_title):
            drafts[canonical(url)] = _draft(source, anchor, url)
    if not drafts:
        raise ReadError("no-links-followed", pattern=", ".join(patterns))
    many = Trouble("too-many-entries", (("limit", str(MOST_LINKS)),))
    return Listing(tuple(drafts.values()), page.title(), (many,) * (len(drafts) >= MOST_LINKS))


def _links(page: PageTree, patterns: list[str]) -> Iterator[tuple[Node, str]]:
    """Links of the page's own host, or of the host that a pattern names."""
    for anchor in page.root.iter("a", "area"):
        url = page.address(anchor)
        if url and any(
            fits(pattern, url) and (names_host(pattern) or _host(url) == _host(page.url))
            for pattern in patterns
        ):
            yield anchor, url


def _draft(source: Source, anchor: Node, url: str) -> Draft:
    title = next((text for text in names_of(anchor) if not says_nothing(text)), "")
    return Draft(
        title=title or title_of_address(url) or url,
        link=url,
        language=language_tag(anchor.get("hreflang") or "") or source.language,
        made_up_title=not title,
    )


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or ''}:{parts.port or ''}".removeprefix("www.")
