"""OAI-PMH 2.0, ListRecords: a page of records, what was deleted, and where to go on.

http://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml import etree

from hub.errors import ReadError
from hub.model import Draft, Listing, Source, Trouble
from hub.text import one_line
from indexer.answer import Answer
from indexer.decoding import decode
from indexer.readers.dublin_core import Field, Record, to_draft
from indexer.readers.filling import oai_address
from indexer.readers.xml import name_of, parse_xml, text_of, tidy, with_characters

VERSION = "oai 2"
START_OVER = "start-over"  # the code of a ReadError where only a new harvest can go on
_MOST_RECORDS = 20_000
_LONGEST_TOKEN = 4_000
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_oai(source: Source, answer: Answer) -> Listing:
    """The records of one page as drafts; those that are deleted as gone; the next page's address.

    Raises ReadError: "no-oai" (not OAI-PMH), "start-over" (the resumption token is not good any
    more), "oai-refused" (any other error but noRecordsMatch, which is an empty list).
    """
    text = with_characters(tidy(decode(answer.body, answer.content_type)))
    root, fault = parse_xml(text)
    if root is None or name_of(root)[1] != "OAI-PMH":
        raise ReadError("no-oai")
    _check_errors(root)
    listed = _first(root, "ListRecords")
    token = _text(_first(listed, "resumptionToken"))
    nodes = list(islice(_children(listed, "record"), _MOST_RECORDS))
    drafts = [to_draft(_record(node), source) for node in nodes if not _is_deleted(node)]
    return Listing(
        tuple(draft for draft in drafts if draft),
        notes=tuple(_notes(fault, drafts)),
        next_url=_further(answer.url, token),
        gone=tuple(_identifier(node) for node in nodes if _is_deleted(node)),
        told_at=_day(_text(_first(root, "responseDate"))) if token or not fault else "",
    )


def _check_errors(root: etree._Element) -> None:
    for error in _children(root, "error"):
        code = one_line(error.get("code") or "")[:50]
        if code == "badResumptionToken":
            raise ReadError(START_OVER)
        if code != "noRecordsMatch":
            raise ReadError(
                "oai-refused", reason=f"{code} {one_line(text_of(error))[:200]}".strip()
            )


def _further(url: str, token: str) -> str | None:
    """Tokens are exclusive: nothing else is said again (OAI-PMH 2.0, 3.5)."""
    if not token or len(token) > _LONGEST_TOKEN:
        return None
    return oai_address(url, {"verb": "ListRecords", "resumptionToken": token})


def _record(node: etree._Element) -> Record:
    return Record(_identifier(node), tuple(_fields(_first(node, "metadata"))))


def _identifier(record: etree._Element) -> str:
    return _text(_first(_first(record, "header"), "identifier"))


def _is_deleted(record: etree._Element) -> bool:
    header = _first(record, "header")
    return header is not None and header.get("status") == "deleted"


def _fields(metadata: etree._Element | None) -> Iterator[Field]:
    for container in metadata if metadata is not None else ():
        for node in container:
            name, text = name_of(node)[1].lower(), text_of(node)
            if name and text.strip():
                yield Field(name, text, node.get(_LANGUAGE) or node.get("lang") or "")


def _children(parent: etree._Element | None, name: str) -> Iterator[etree._Element]:
    return (node for node in (parent if parent is not None else ()) if name_of(node)[1] == name)


def _first(parent: etree._Element | None, name: str) -> etree._Element | None:
    return next(_children(parent, name), None)


def _text(node: etree._Element | None) -> str:
    return "" if node is None else one_line(text_of(node))


def _day(text: str) -> str:
    """The day of a UTC time, or empty if it is none."""
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _notes(fault: str, drafts: list[Draft | None]) -> Iterator[Trouble]:
    if fault:
        yield Trouble("ill-formed", (("reason", one_line(fault)[:200]),))
    if skipped := drafts.count(None):
        yield Trouble("entry-skipped", (("count", str(skipped)),))
