"""What of the things a draft points at is worth fetching."""

from urllib.parse import urlsplit

from hub.model import Draft, Source, Transcript
from hub.visiting import NewReading
from indexer.extract.transcript_kinds import KINDS, kind_of

PDF = "application/pdf"


def wanted(draft: Draft, source: Source) -> tuple[NewReading, ...]:
    """Its transcript in the form that tells most, its chapters, its PDF, a picked page."""
    readings = []
    if ranked := _ranked(draft.transcripts, draft.language):
        best, *others = ranked
        instead = tuple((other.url, other.type) for other in others)
        readings.append(NewReading("transcript", best.url, best.type, instead))
    if draft.chapters_url:
        readings.append(NewReading("chapters", draft.chapters_url, "application/json+chapters"))
    pdf = _pdf(draft) if source.kind != "podcast" else None
    if pdf:
        readings.append(NewReading("pdf", pdf, PDF))
    if source.via == "picks" and draft.link and draft.link != pdf:
        readings.append(NewReading("page", draft.link, "text/html"))
    return tuple(readings)


def is_pdf(url: str, media_type: str = "") -> bool:
    """Whether what is at `url` is said to be a PDF."""
    return media_type.partition(";")[0].strip().lower() == PDF or urlsplit(
        url
    ).path.lower().endswith(".pdf")


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
