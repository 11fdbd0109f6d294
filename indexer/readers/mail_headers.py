"""Headers of mails as they are, not as they should be: raw 8-bit, RFC 2047 in pieces, odd dates.

Every header is a plain string that holds its raw bytes as surrogates (``email``'s compat32
policy), because what a header means is only known together with the rest of the mail.
"""

import binascii
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from email.message import Message
from email.utils import getaddresses

from hub.model import When
from hub.text import one_line
from indexer.decoding import decode
from indexer.readers.dates import parse_date

_LONGEST = 10_000  # characters of a header; more is nobody's subject
_MOST = 200  # headers of one name
_FOLD = re.compile(r"\r?\n[ \t]+|[\r\n]+")
_WORD = re.compile(
    r"=\?([\w.:+-]{1,60}?)(?:\*[\w-]*)?\?([bq])\?(.*?)\?=", re.IGNORECASE | re.DOTALL
)
_ESCAPED = re.compile(rb"=([0-9a-fA-F]{2})")


def header(message: Message, name: str) -> str:
    """The first header of this name as text on one line, or empty."""
    return next(headers(message, name), "")


def headers(message: Message, name: str) -> Iterator[str]:
    """Every header of this name as text."""
    charset = _own_charset(message)
    for value in raw_headers(message, name):
        yield one_line(words(_plain(value, charset)))


def raw_headers(message: Message, name: str) -> list[str]:
    """Headers of this name, unfolded; RFC 2047 is left as it is."""
    found = [str(value) for key, value in message.raw_items() if key.lower() == name.lower()]
    return [_FOLD.sub(" ", value[:_LONGEST]) for value in found[:_MOST]]


def words(text: str) -> str:
    """`text` with its encoded words decoded (RFC 2047).

    Neighbours in one charset are joined before they are decoded: some mailers split a word in the
    middle of a character, although section 5 forbids it.
    """
    out: list[str] = []
    pending, charset, at = b"", "", 0
    for word in _WORD.finditer(text):
        between, name = text[at : word.start()], word[1].lower()
        neighbour = bool(at) and not between.strip()
        if pending and not (neighbour and name == charset):
            out.append(decode(pending, f"charset={charset}"))
            pending = b""
        if not neighbour:
            out.append(between)
        pending, charset, at = pending + _bytes_of(word[2], word[3]), name, word.end()
    return "".join((*out, decode(pending, f"charset={charset}"), text[at:]))


def addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    """Display name and address of everybody in the headers `names`."""
    charset = _own_charset(message)
    values = [_plain(value, charset) for name in names for value in raw_headers(message, name)]
    try:
        pairs = getaddresses(values)
    except RecursionError:  # a bracket in a bracket in …
        return []
    return [(one_line(words(name)).strip("\"' "), address.strip()) for name, address in pairs]


def date_of(message: Message) -> When | None:
    """When the mail was sent by its own word, else when the first server received it."""
    for text in (*headers(message, "Date"), *_received(message)):
        if when := parse_date(_tidy(text)):
            return when
    return None


def _received(message: Message) -> Iterable[str]:
    """The times in Received (RFC 5321, 4.4), the earliest server first."""
    return (value.rpartition(";")[2] for value in reversed(list(headers(message, "Received"))))


def _tidy(date: str) -> str:
    """Without what stands behind a date, and with the space that some forget after the weekday."""
    shown = re.sub(r"\s*\([^)]*\)?\s*$", "", date.strip())
    return re.sub(r"^([A-Za-z]{3}),(?=\d)", r"\1, ", shown)


def _plain(value: str, charset: str) -> str:
    """A raw header as text; bytes that are not ASCII are read like a body."""
    if value.isascii():
        return value
    return decode(value.encode("utf-8", "surrogateescape"), f"charset={charset}")


def _own_charset(message: Message) -> str:
    """The charset of the mail's own text; where headers are raw, they are in it as well."""
    try:
        return str(message.get_content_charset() or "")
    except (LookupError, ValueError, TypeError, AttributeError):
        return ""


def _bytes_of(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding.lower() == "q":
        return _ESCAPED.sub(lambda sign: bytes([int(sign[1], 16)]), raw.replace(b"_", b" "))
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return b64decode(kept + b"=" * (-len(kept) % 4))
    except (binascii.Error, ValueError):
        return b64decode(kept[: len(kept) // 4 * 4])
