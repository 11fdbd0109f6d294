"""A web page -> its main text and what its head states. The only user of trafilatura."""

import re
from dataclasses import dataclass

import lxml.html
from lxml import etree

from hub.errors import ReadError
from hub.text import normalise
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.extract.metadata import Stated, read_metadata
from indexer.extract.repeated import without_repeats

VERSION = "html 3"
LONGEST_TEXT = 1_000_000
_PAGES = ("text/", "application/xhtml", "application/xml", "application/octet-stream")
_BINARY = re.compile(
    rb"%PDF-|PK\x03\x04|\x1f\x8b|\x89PNG|\xff\xd8\xff|GIF8|.{0,200}\x00", re.DOTALL
)
_RULE = re.compile(r"^[|\s:-]+$", re.MULTILINE)
_PIPES = re.compile(r" *\| *")
_ITEM = re.compile(r"^[-*•] +", re.MULTILINE)
_BREAK = re.compile(r"\n+(?!– )")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's main text, paragraphs parted by blank lines, and what it states of itself."""

    text: str
    stated: Stated


def read_page(answer: Answer) -> Page:
    """The page in `answer`. Raises ReadError: "unreadable" if it is no page, "no-text"."""
    media_type = answer.content_type.partition(";")[0].strip().lower()
    if _BINARY.match(answer.body) or (media_type and not media_type.startswith(_PAGES)):
        raise ReadError("unreadable", reason=media_type or "no HTML")
    from trafilatura import bare_extraction  # slow to import; readers' processes have it ready

    text = decode(answer.body, answer.content_type)
    try:
        parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
        tree = lxml.html.document_fromstring(text.encode("utf-8", "ignore"), parser=parser)
        stated = read_metadata(tree, answer.url)
        found = bare_extraction(tree, include_comments=False, include_tables=True)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("unreadable", reason=str(error)) from error
    except Exception as error:  # trafilatura lets whatever its many heuristics hit come through
        raise ReadError("unreadable", reason=f"{type(error).__name__}: {error}") from error
    main = _tidy(getattr(found, "text", None) or "")
    if not main and not stated.title:
        raise ReadError("no-text")
    return Page(without_repeats(main, stated.title), stated)


def _tidy(text: str) -> str:
    """trafilatura's lines as paragraphs, list items as "– " lines, tables without their rules."""
    lines = _PIPES.sub(" ", _RULE.sub("", normalise(text)))
    return normalise(_BREAK.sub("\n\n", _ITEM.sub("– ", normalise(lines))))[:LONGEST_TEXT]
