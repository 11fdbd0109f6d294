"""The text of a mail out of its parts (RFC 2045, 2046), however they are nested and mislabelled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32

from hub.text import normalise
from indexer.decoding import decode

MOST_PARTS = 200
DEEPEST = 20
_LONGEST_HEADER = 20_000  # characters
_LARGEST_TEXT = 8_000_000  # bytes of one part
_HTML = re.compile(r"\s*(?:<!doctype\s+html|<html|<body|<table|<div)\b", re.IGNORECASE)
_NO_READING = ("text/calendar", "text/csv", "text/x-vcard", "text/vcard", "text/css")
_TAGS = re.compile(r"<style.*?</style>|<[^<>]*>|&nbsp;", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Content:
    """What is to be read of a mail: its texts in their order, and mails that it carries."""

    texts: tuple["Text", ...] = ()
    carried: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a mail, HTML or plain."""

    text: str
    html: bool


class _Short(Compat32):
    """Headers as they are, as far as anybody means them: `email` takes minutes for parameters by
    the hundred thousand.
    """

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Name and value, as `email` asks for them."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_HEADER]


def parse(raw: bytes) -> Message | None:
    """The mail in `raw`; None where it is nested without end. Surrogates stand for raw bytes."""
    if raw.lower().count(b"boundary=") > MOST_PARTS:
        return None
    raw = re.sub(rb"\A(?:>?From [^\n]*\n|\s*\n)+", b"", raw)
    try:
        return BytesParser(policy=_Short()).parsebytes(raw)
    except RecursionError:
        return None


def content(message: Message) -> Content:
    """What there is to read in `message`."""
    pieces = list(_pieces(message, 0, _Budget()))
    return Content(
        tuple(piece for piece in pieces if isinstance(piece, Text)),
        tuple(piece for piece in pieces if isinstance(piece, Message)),
    )


class _Budget:
    """How many parts may still be looked at."""

    def __init__(self) -> None:
        self.left = MOST_PARTS

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0


def _pieces(part: Message, depth: int, budget: _Budget) -> Iterator[Text | Message]:
    if depth > DEEPEST or not budget.spend():
        return
    kind, inner = part.get_content_type(), part.get_payload()
    parts = [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []
    if kind == "message/rfc822":
        yield from parts[:1]
    elif not parts:
        yield from _leaf(part, kind)
    elif kind == "multipart/alternative":
        yield from _best([list(_pieces(each, depth + 1, budget)) for each in parts])
    elif kind == "multipart/related":
        yield from _pieces(parts[0], depth + 1, budget)
    else:
        for each in parts:
            yield from _pieces(each, depth + 1, budget)


def _best(choices: list[list[Text | Message]]) -> list[Text | Message]:
    """Of alternatives the last with HTML in it, since only that has links with their words; plain
    text where the HTML is nothing but pictures.
    """
    said = {number: _words(pieces) for number, pieces in enumerate(choices)}
    most = max(said.values(), default=0)
    rich = [n for n, each in enumerate(choices) if any(map(_is_html, each))]
    for number in reversed(rich):
        if said[number] * 4 >= most:
            return choices[number]
    return next((choices[n] for n in reversed(range(len(choices))) if said[n]), [])


def _is_html(piece: Text | Message) -> bool:
    return isinstance(piece, Text) and piece.html


def _words(pieces: list[Text | Message]) -> int:
    texts = (piece for piece in pieces if isinstance(piece, Text))
    return sum(len(_TAGS.sub(" ", each.text).split()) for each in texts)


def _leaf(part: Message, kind: str) -> Iterator[Text]:
    if _is_file(part) or kind in _NO_READING or not kind.startswith(("text/", "multipart/")):
        return
    text = decode(_raw(part), f"charset={_charset(part)}")
    if kind == "text/html" or _HTML.match(text):
        yield Text(text, html=True)
    else:
        flowed = str(part.get_param("format") or "").lower() == "flowed"
        together = str(part.get_param("delsp") or "").lower() == "yes"
        yield Text(normalise(_unflowed(text, together) if flowed else text), html=False)


def _is_file(part: Message) -> bool:
    told = str(part.get("Content-Disposition") or "").lower()
    return told.strip().startswith("attachment")


def _charset(part: Message) -> str:
    told = part.get_param("charset") or part.get_param("charest")  # a typo that is seen
    name = told[2] if isinstance(told, tuple) else str(told or "")
    return name.strip(" \"'")


def _raw(part: Message) -> bytes:
    """The bytes of a part; its Content-Transfer-Encoding as it is meant ("7-bit", "8bits")."""
    coding = re.sub(r"[^a-z0-9]", "", str(part.get("Content-Transfer-Encoding") or "").lower())
    del part["Content-Transfer-Encoding"]
    part["Content-Transfer-Encoding"] = {"quotedprintable": "quoted-printable"}.get(coding, coding)
    try:
        raw = part.get_payload(decode=True)
    except (ValueError, TypeError):  # a payload that is no text
        raw = None
    return raw[:_LARGEST_TEXT] if isinstance(raw, bytes) else b""


def _unflowed(text: str, together: bool) -> str:
    """Lines that end with a blank go on in the next (RFC 3676); with DelSp the blank goes."""
    out: list[str] = []
    end = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        line = line.removeprefix(" ")
        going_on = line.endswith(" ") and line != "-- "
        out += (end, line[:-1] if going_on and together else line)
        end = "" if going_on else "\n"
    return "".join(out)
