"""What an item points at, and what comes of reading it: transcript, chapters, page, PDF."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from hub.errors import ReadError
from hub.model import Trouble
from hub.visiting import NewReading, Read, ReadingTask
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.extract import chapters, html, pdf, transcript
from indexer.extract.transcript_links import transcript_links
from indexer.extract.wanting import PDF, transcript_wanted, wanted
from indexer.readers.told import told_by_page, told_by_pdf

__all__ = ["extractor_version", "read_target", "wanted"]


def read_target(task: ReadingTask, answer: Answer) -> Read:
    """What `answer` brings for the item of `task`. Raises ReadError if it can't be read as such."""
    read = _READ.get(task.what)
    if read is None:
        raise ReadError("not-read-yet", via=task.what)
    if not answer.body.strip():
        raise ReadError("empty")
    return read(task, answer)


def extractor_version(what: str) -> str:
    """Name and version of what reads such a target: text is read anew when it has changed."""
    return _VERSIONS.get(what, "")


def _transcript(task: ReadingTask, answer: Answer) -> Read:
    passages = transcript.read_transcript(answer, task.type, task.url)
    return Read(passages=passages, extractor=transcript.VERSION, heard="published")


def _episode(task: ReadingTask, answer: Answer) -> Read:
    """The page of an episode: which transcripts it names, or that it holds one itself."""
    page = decode(answer.body, answer.content_type)
    found = transcript_links(page, answer.url or task.url)
    return Read(extractor=transcript.VERSION, readings=transcript_wanted(found, None))


def _chapters(_: ReadingTask, answer: Answer) -> Read:
    return Read(chapters=chapters.read_chapters(answer), extractor=chapters.VERSION)


def _page(task: ReadingTask, answer: Answer) -> Read:
    if pdf.looks_like_pdf(answer.body):
        return _pdf(task, answer)
    page = html.read_page(answer)
    if not (page.text or page.stated.pdf):
        raise ReadError("no-text")
    named = (NewReading("pdf", page.stated.pdf, PDF),) if page.stated.pdf else ()
    return Read(
        body=page.text or None,
        extractor=html.VERSION,
        readings=named,
        told=replace(told_by_page(page, answer.url or task.url), body=""),
    )


def _pdf(task: ReadingTask, answer: Answer) -> Read:
    found = pdf.read_pdf(answer)
    note = None if found.passages else Trouble("pdf-no-text")
    if found.cut:
        note = Trouble("pdf-cut", (("pages", str(pdf.MOST_PAGES)),))
    return Read(
        passages=found.passages,
        pages=found.pages,
        extractor=pdf.VERSION,
        note=note,
        told=told_by_pdf(found, answer.url or task.url),
    )


_READ: Mapping[str, Callable[[ReadingTask, Answer], Read]] = MappingProxyType(
    {
        "transcript": _transcript,
        "episode": _episode,
        "chapters": _chapters,
        "page": _page,
        "pdf": _pdf,
    }
)
_VERSIONS = MappingProxyType(
    {
        "transcript": transcript.VERSION,
        "episode": transcript.VERSION,
        "chapters": chapters.VERSION,
        "page": html.VERSION,
        "pdf": pdf.VERSION,
    }
)
