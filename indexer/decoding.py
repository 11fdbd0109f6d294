"""Bytes to text: what a document says of its encoding, and what its bytes show to be true."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# "<?" without a byte order mark (XML 1.0, appendix F)
_MARKERS = ((b"<\x00?\x00", "utf-16-le"), (b"\x00<\x00?", "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)",
    re.IGNORECASE,
)
_STRAY = re.compile("[\udc80-\udcff]")
_SEVEN_BIT = ("iso2022", "hz")


def decode(body: bytes, content_type: str = "") -> str:
    """`body` as text, whatever it is: never raises, unreadable bytes become U+FFFD.

    A byte order mark decides; then bytes that are valid UTF-8 are UTF-8, since text in another
    8-bit encoding hardly ever is; then the charset of `content_type` (RFC 7303), then the
    document's own declaration. Stray bytes within UTF-8 are read as windows-1252.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    for mark, encoding in _MARKERS:
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    declared = _declared(body, content_type)
    try:
        return body.decode(declared if declared.startswith(_SEVEN_BIT) else "utf-8")
    except UnicodeDecodeError:
        return _mixed(body) if declared in ("utf-8", "") else body.decode(declared, "replace")


def _declared(body: bytes, content_type: str) -> str:
    """The first of the stated encodings that Python knows and that can be true, or empty."""
    header = _CHARSET.search(content_type)
    inside = _DECLARED.search(body[:2048])
    stated = [header[1]] if header else []
    stated += [(inside[1] or inside[2]).decode("ascii")] if inside else []
    for name in stated:
        try:
            encoding = codecs.lookup(name).name
            "".encode(encoding)  # Python's codecs also hold some that are not of text (hex, zip)
        except (LookupError, ValueError):
            continue
        if encoding in ("iso8859-1", "ascii"):
            return "cp1252"  # as browsers do (WHATWG Encoding): the curly quotes are meant
        if not encoding.startswith(("utf-16", "utf-32", "utf-7")):
            return encoding
    return ""


def _mixed(body: bytes) -> str:
    text = body.decode("utf-8", "surrogateescape")
    return _STRAY.sub(lambda stray: _single(ord(stray[0]) & 0xFF), text)


def _single(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace")
