"""Text as it is stored: normalised once, so that every offset refers to the same characters."""

import re
import unicodedata

_UNWANTED = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?")
_PARAGRAPHS = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """`text` in NFC, without soft hyphens, invisible direction marks, lone surrogates or control
    characters; runs of blanks become one, paragraphs are parted by one blank line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _UNWANTED.sub("", unicodedata.normalize("NFC", _UNWANTED.sub("", text)))
    return _PARAGRAPHS.sub("\n\n", _LINES.sub("\n", _BLANKS.sub(" ", text))).strip()


def one_line(text: str) -> str:
    """`text` normalised, on one line: for titles and names."""
    return " ".join(normalise(text).split())
