"""Text as it is stored: normalised once, so that every offset refers to the same characters."""

import re
import unicodedata

_UNWANTED = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_FEW = 10  # marks upon one letter; no script needs half as many
_MAYBE_PILED = re.compile(rf"[\u0300-\U0010ffff]{{{_FEW + 1},}}")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?")
_PARAGRAPHS = re.compile(r"\n{3,}")


def normalise(text: str) -> str:
    """`text` in NFC, without soft hyphens, invisible direction marks, lone surrogates, control
    characters and piles of accents; runs of blanks become one, paragraphs are parted by one blank
    line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _MAYBE_PILED.sub(_flattened, _UNWANTED.sub("", text))
    text = _UNWANTED.sub("", unicodedata.normalize("NFC", text))
    return _PARAGRAPHS.sub("\n\n", _LINES.sub("\n", _BLANKS.sub(" ", text))).strip()


def _flattened(run: re.Match[str]) -> str:
    """Without marks piled so high that they cover the lines above, and that NFC, which sorts the
    marks of a letter, takes minutes for (UAX 15, Stream-Safe Text Format).
    """
    kept, height = [], 0
    for sign in run[0]:
        on_top = unicodedata.combining(sign) or unicodedata.category(sign) in ("Mn", "Me")
        height = height + 1 if on_top else 0
        if height <= _FEW:
            kept.append(sign)
    return "".join(kept)


def one_line(text: str) -> str:
    """`text` normalised, on one line: for titles and names."""
    return " ".join(normalise(text).split())
