"""What of the things a draft points at is worth fetching."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from hub.model import Draft, Source, Transcript
from hub.visiting import NewReading
from indexer.extract.transcript_kinds import KINDS, kind_of

PDF = "application/pdf"
HTML = "text/html"
LITTLE = 1_000  # characters: a listing that brings no more has told of the work, not the work
# Sources that list addresses, with little more than a title each.
_ONLY_ADDRESSES = ("picks", "listing", "sitemap")
# Catalogues, which tell of works that are elsewhere: the landing page names the PDF.
_CATALOGUES = ("oai", "openalex", "crossref")
_WITH_TEXT = ("feed", "wordpress")
_NO_PAGES = (
    *(".mp3", ".m4a", ".mp4", ".mov", ".ogg", ".opus", ".wav", ".aac", ".flac", ".webm", ".m3u8"),
    *(".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".zip", ".epub", ".doc", ".docx", ".ppt"),
    *(".pptx", ".xls", ".xlsx", ".csv", ".ics", ".xml", ".json", ".rss"),
)


def wanted(draft: Draft, source: Source, *, own_page: bool = True) -> tuple[NewReading, ...]:
    """Its transcript in the form that tells most, its chapters, its PDF, its page.

    A page is worth a request where its source only lists addresses (picks, listing, sitemap, page
    with `follow`); where no PDF is known also if its source is a catalogue, or a feed that brings
    no more than LITTLE text. Of sources that ask for a login or a subscription, or that are only
    linked to, nothing is fetched but the files that a feed names as an episode's own. The page of
    an episode without a transcript is looked through for one, if it is its `own_page` and not one
    that others share.
    """
    readings = list(transcript_wanted(draft.transcripts, draft.language))
    if not readings and draft.link and own_page and _may_tell_more(draft, source):
        readings.append(NewReading("episode", draft.link, HTML))
    if draft.chapters_url:
        readings.append(NewReading("chapters", draft.chapters_url, "application/json+chapters"))
    if _is_open(draft, source):
        readings += _documents(draft, source)
    return tuple(readings)


def transcript_wanted(
    transcripts: Iterable[Transcript], language: str | None
) -> tuple[NewReading, ...]:
    """The best of these that we can read, and the others in its place; nothing without any."""
    ranked = _ranked(tuple(transcripts), language)
    if not ranked:
        return ()
    best, *others = ranked
    instead = tuple((other.url, other.type) for other in others)
    return (NewReading("transcript", best.url, best.type, instead),)


def _may_tell_more(draft: Draft, source: Source) -> bool:
    """Whether the page of an episode is worth a look for what is said in it."""
    told = draft.link or ""
    own = urlsplit(told).path.strip("/") or urlsplit(told).query
    episode = source.kind == "podcast" and source.via == "feed"
    return bool(episode and own and _is_page(told) and _is_open(draft, source))


def is_pdf(url: str, media_type: str = "") -> bool:
    """Whether what is at `url` is said to be a PDF."""
    return media_type.partition(";")[0].strip().lower() == PDF or urlsplit(
        url
    ).path.lower().endswith(".pdf")


def _is_open(draft: Draft, source: Source) -> bool:
    everybody = source.access == "open" and draft.access in (None, "open")
    return everybody and source.show != "link"


def _documents(draft: Draft, source: Source) -> list[NewReading]:
    """The PDF that it is or has, and its page where that is worth a request."""
    if source.kind == "podcast":
        return []
    pdf = _pdf(draft)
    readings = [NewReading("pdf", pdf, PDF)] if pdf else []
    page = draft.link
    if page and page != pdf and _is_page(page) and _is_worth_reading(draft, source, pdf):
        readings.append(NewReading("page", page, HTML))
    return readings


def _is_worth_reading(draft: Draft, source: Source, pdf: str | None) -> bool:
    if source.via == "page":
        return bool(dict(source.options).get("follow"))  # a single page has been read already
    little = len(draft.summary) + len(draft.body) <= LITTLE
    has_none = source.via in _CATALOGUES or (source.via in _WITH_TEXT and little)
    return source.via in _ONLY_ADDRESSES or (has_none and pdf is None)


def _is_page(url: str) -> bool:
    """Whether it may be a web page: by its scheme, and by an ending that tells otherwise."""
    parts = urlsplit(url)
    path = parts.path.lower()
    return parts.scheme in ("http", "https") and not path.endswith((".pdf", *_NO_PAGES))


def _pdf(draft: Draft) -> str | None:
    """The PDF that the draft is or has."""
    told = [(each.url, each.type) for each in draft.enclosures]
    told += [(draft.link, "")] if draft.link else []
    return next((url for url, media_type in told if is_pdf(url, media_type)), None)


def _ranked(transcripts: tuple[Transcript, ...], language: str | None) -> list[Transcript]:
    """Those we read, the best first: in the item's language, then by kind, then as listed."""
    ranks = {}
    for place, found in enumerate(transcripts):
        kind = kind_of(found.type, found.url)
        foreign = bool(found.language and language and found.language[:2] != language[:2])
        if kind is not None and found.url not in ranks:
            ranks[found.url] = (foreign, KINDS.index(kind), place)
    return [transcripts[place] for _, _, place in sorted(ranks.values())]
