"""Sitemaps (sitemaps.org 0.9): addresses as drafts, and the parts that an index of sitemaps names.

News sitemaps tell titles and dates; else a title is made of the words of the address until the page
itself has been read. `lastmod` is when a page was last changed, so it is no date of publication.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from hub.addresses import web_address
from hub.errors import ReadError
from hub.model import Draft, Listing, Part, Source, Trouble, When
from hub.patterns import fits
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.extract.dating import date_in_address
from indexer.limits import LARGEST, check_length
from indexer.readers.alternates import one_per_work
from indexer.readers.dates import parse_date
from indexer.readers.feed import read_feed
from indexer.readers.languages import language_tag
from indexer.readers.markup import LONGEST_TITLE, to_line
from indexer.readers.sitemap_file import MOST_ENTRIES, Entry, SitemapFile, parse_sitemap
from indexer.readers.titles import title_of_address
from indexer.unpack import Unpacking

VERSION = "sitemap 1"
FILES = 1_000  # that a visit asks for at most
_GZIP = b"\x1f\x8b"
_LARGEST = 50_000_000  # bytes: what the protocol allows a file to be
_LIKELY_A_BUILD = 20  # addresses changed on one day, from which on it is that of the whole site
_NO_PAGE = (
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".ico", ".css", ".js", ".json", ".xml"),
    *(".gz", ".zip", ".mp3", ".m4a", ".mp4", ".webm", ".woff", ".woff2", ".xls", ".xlsx", ".csv"),
)


def read_sitemap(source: Source, answer: Answer) -> Listing:
    """The addresses that fit the source's `keep` and `skip`, in the file's order, and its parts.

    Also of a plain list of addresses, or of a feed. Raises ReadError "not-a-sitemap", FetchError
    "too-large" or "bad-encoding" for a packed file.
    """
    body = _unpacked(answer)
    file = parse_sitemap(decode(body, answer.content_type).strip())
    if file.kind == "feed":
        listing = read_feed(source, replace(answer, body=body))
        kept = [draft for draft in listing.drafts if draft.link and _is_kept(source, draft.link)]
        return replace(listing, drafts=tuple(kept))
    if file.kind != "sitemap":
        raise ReadError("not-a-sitemap")
    own = [entry for each in file.entries if (entry := _of_the_site(each, answer.url))]
    works = one_per_work(own, source.language)
    kept_works = [each for each in works if _is_kept(source, each.url)]
    days = _days_of_change(own)
    drafts = [draft for each in kept_works if (draft := _draft(each, days))]
    parts = [part for each in file.parts if (part := _part(source, each, answer.url))]
    notes = _notes(file, len(file.entries) - len(own))
    return Listing(tuple(drafts), notes=tuple(notes), parts=tuple(parts))


def _unpacked(answer: Answer) -> bytes:
    """The file itself: many are served packed without being called so."""
    if not answer.body.startswith(_GZIP):
        return answer.body
    unpacking = Unpacking("gzip", urlsplit(answer.url).hostname or "", LARGEST)
    pieces: list[bytes] = []
    length = 0
    for piece in unpacking.feed(answer.body):
        length += len(piece)
        check_length(length, _LARGEST)
        pieces.append(piece)
    unpacking.finish()
    return b"".join(pieces)


def _of_the_site(entry: Entry, at: str) -> Entry | None:
    """`entry` with whole addresses, or None where it is no page or of another site: a sitemap
    speaks for its own only (sitemaps.org, "Sitemap file location").
    """
    url = web_address(entry.url, at)
    if not url or not _same_site(url, at) or urlsplit(url).path.lower().endswith(_NO_PAGE):
        return None
    told = [(tag, web_address(each, at)) for tag, each in entry.alternates]
    alternates = tuple((tag, each) for tag, each in told if each and _same_site(each, at))
    return replace(entry, url=url, alternates=alternates)


def _same_site(url: str, at: str) -> bool:
    """Whether one host is the other, or a part of it; ``www.`` makes no difference."""
    one, other = (f".{(urlsplit(each).hostname or '').removeprefix('www.')}" for each in (url, at))
    return one.endswith(other) or other.endswith(one)


def _is_kept(source: Source, url: str) -> bool:
    keep = dict(source.options).get("keep", "").split()
    return (not keep or any(fits(pattern, url) for pattern in keep)) and not _is_skipped(
        source, url
    )


def _is_skipped(source: Source, url: str) -> bool:
    return any(fits(pattern, url) for pattern in dict(source.options).get("skip", "").split())


def _draft(entry: Entry, days: Mapping[str, When]) -> Draft | None:
    """One page; a front page, whose address has no words, is none."""
    told = to_line(entry.title, LONGEST_TITLE)
    title = told or title_of_address(entry.url)
    if not title:
        return None
    return Draft(
        title=title,
        link=entry.url,
        date=parse_date(entry.date) or parse_date(date_in_address(entry.url)),
        language=language_tag(entry.language) or None,
        made_up_title=not told,
        modified=days.get(entry.modified),
    )


def _days_of_change(entries: Sequence[Entry]) -> dict[str, When]:
    """When pages were changed, by what is written. A day on which most of many changed is left
    out: then the whole site was built anew, which tells nothing of a page.
    """
    written = Counter(entry.modified for entry in entries)
    days = {text: when for text in written if (when := parse_date(text))}
    counts: Counter[str] = Counter()
    for text, when in days.items():
        counts[when.iso[:10]] += written[text]
    (day, most), *_ = counts.most_common(1) or [("", 0)]
    build = day if most >= _LIKELY_A_BUILD and 2 * most > len(entries) else ""
    return {text: when for text, when in days.items() if when.iso[:10] != build}


def _part(source: Source, entry: Entry, at: str) -> Part | None:
    url = web_address(entry.url, at)
    skipped = url is None or _is_skipped(source, url)
    return None if skipped or url is None else Part(url, parse_date(entry.modified))


def _notes(file: SitemapFile, unusable: int) -> Iterator[Trouble]:
    if file.fault:
        yield Trouble("ill-formed", (("reason", file.fault[:200]),))
    if unusable:
        yield Trouble("addresses-elsewhere", (("count", str(unusable)),))
    if file.cut:
        yield Trouble("too-many-entries", (("limit", str(MOST_ENTRIES)),))
