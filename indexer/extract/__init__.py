"""What an item points at, and what comes of reading it: transcript, chapters, page."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from hub.errors import ReadError
from hub.model import Draft, NewReading, Read, ReadingTask, Source, Transcript
from indexer.answer import Answer
from indexer.extract import chapters, html, transcript

# The media types of transcripts that we read, the one that tells most first.
_TYPES = ("text/vtt", "application/x-subrip", "application/srt", "text/srt", "text/x-subrip")
_ENDINGS = (".vtt", ".srt")


def wanted(draft: Draft, source: Source) -> tuple[NewReading, ...]:
    """What is worth fetching for `draft`: its best transcript, its chapters, a picked page."""
    readings = []
    if best := _best(draft.transcripts, draft.language):
        readings.append(NewReading("transcript", best.url, best.type))
    if draft.chapters_url:
        readings.append(NewReading("chapters", draft.chapters_url, "application/json+chapters"))
    if source.via == "picks" and draft.link:
        readings.append(NewReading("page", draft.link, "text/html"))
    return tuple(readings)


def read_target(task: ReadingTask, answer: Answer) -> Read:
    """What `answer` brings for the item of `task`. Raises ReadError if it can't be read as such."""
    read = _READ.get(task.what)
    if read is None:
        raise ReadError("not-read-yet", via=task.what)
    if not answer.body.strip():
        raise ReadError("empty")
    return read(answer)


def extractor_version(what: str) -> str:
    """Name and version of what reads such a target: text is read anew when it has changed."""
    return _VERSIONS.get(what, "")


def _best(transcripts: tuple[Transcript, ...], language: str | None) -> Transcript | None:
    """The first transcript of the best type; one in the item's language before all others."""
    readable = [(rank, t) for t in transcripts if (rank := _rank(t)) is not None]
    foreign = [
        bool(t.language and language and t.language[:2] != language[:2]) for _, t in readable
    ]
    ranked = sorted(zip(foreign, readable, strict=True), key=lambda each: (each[0], each[1][0]))
    return ranked[0][1][1] if ranked else None


def _rank(found: Transcript) -> int | None:
    media_type = found.type.partition(";")[0].strip().lower()
    if media_type in _TYPES:
        return min(_TYPES.index(media_type), 1)
    path = found.url.partition("?")[0].lower()
    return next((rank for rank, end in enumerate(_ENDINGS) if path.endswith(end)), None)


def _transcript(answer: Answer) -> Read:
    return Read(passages=transcript.read_transcript(answer), extractor=transcript.VERSION)


def _chapters(answer: Answer) -> Read:
    return Read(chapters=chapters.read_chapters(answer), extractor=chapters.VERSION)


def _page(answer: Answer) -> Read:
    page = html.read_page(answer)
    if not page.text:
        raise ReadError("no-text")
    return Read(body=page.text, extractor=html.VERSION)


_READ: Mapping[str, Callable[[Answer], Read]] = MappingProxyType(
    {"transcript": _transcript, "chapters": _chapters, "page": _page}
)
_VERSIONS = MappingProxyType(
    {"transcript": transcript.VERSION, "chapters": chapters.VERSION, "page": html.VERSION}
)
