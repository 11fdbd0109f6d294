"""Word documents (Office Open XML, ECMA-376) -> their text, a line for each paragraph.

Only the paragraphs of the main part are wanted, so zipfile and lxml do; the caps are ours anyway.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from hub.errors import ReadError

_PART = "word/document.xml"
_LARGEST = 30_000_000  # bytes of that part unpacked; a talk of a whole day has a tenth of it
_LONGEST = 2_000_000  # characters
_MOST_FILES = 10_000
# What zipfile and its unpackers say of a broken file; ValueError is of places before its beginning.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(KeyError, ValueError, NotImplementedError),
)
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BLANK = ("tab", "ptab")
_BREAK = ("br", "cr")


def looks_like_docx(body: bytes) -> bool:
    """Whether the body is a zip file, as every Word document is."""
    return body.startswith(b"PK\x03\x04")


def text_of_docx(body: bytes) -> str:
    """The paragraphs of the document. Raises ReadError if it is none, or far too large."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(_part(body), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError("unreadable", reason=str(error)) from error
    lines, length = [], 0
    for line in _paragraphs(root):
        lines.append(line)
        length += len(line)
        if length > _LONGEST:
            break
    captions = any("-->" in line for line in lines)  # which empty lines part
    return "\n".join(line for line in lines if line or captions)[:_LONGEST]


def _part(body: bytes) -> bytes:
    """The main part, unpacked no further than it may be large: what a zip says of sizes may lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if len(packed.infolist()) > _MOST_FILES:
                raise ReadError("unreadable", reason="too many files")
            with packed.open(_PART) as part:
                unpacked = part.read(_LARGEST + 1)
    except _BROKEN as error:
        raise ReadError("unreadable", reason=f"no Word document: {error}") from error
    except RuntimeError as error:  # zipfile's word for an encrypted file
        raise ReadError("unreadable", reason=f"locked: {error}") from error
    if len(unpacked) > _LARGEST:
        raise ReadError("too-large", limit=str(_LARGEST // 1_000_000))
    return unpacked


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """What is deleted (tracked changes) and what makes a field is no text of the document."""
    for namespace in (_WORDS, _STRICT):
        for paragraph in root.iter(f"{namespace}p"):
            yield "".join(_pieces(paragraph, namespace)).strip()


def _pieces(paragraph: etree._Element, namespace: str) -> Iterator[str]:
    for node in paragraph.iter(f"{namespace}*"):
        name = etree.QName(node).localname
        if name == "t":
            yield node.text or ""
        elif name in _BLANK:
            yield " "
        elif name in _BREAK:
            yield "\n"
