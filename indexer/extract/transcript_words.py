"""What a transcript is called on the pages of shows, in Danish, Swedish, Norwegian and English."""

import re

_NAMES = (
    r"transcript(?:ion)?|trans(?:s)?kription(?:en)?|trans(?:s)?kribering(?:en)?|transkripsjon(?:en)?"
    r"|udskrift(?:en)?|utskrift(?:en)?|avskrift(?:en)?|te(?:ks|x)t(?:versionen?|versjonen?)"
)
_NAMED = re.compile(rf"\b(?:{_NAMES})\b", re.IGNORECASE)
_LIKE = re.compile(r"som te(?:ks|x)t|as text|(?:episode|podcast|show) transcript", re.IGNORECASE)
_TOKEN = re.compile(
    r"(?!has|no|with|show|hide|toggle|download)(?:\w+[-_]{1,2})?(?:transcript(?:ion)?|udskrift"
    r"|transs?kription)(?:[-_]{1,2}(?:content|text|body|wrapper|container|section))?",
    re.IGNORECASE,
)
_LONGEST = 80


def names_transcript(text: str) -> bool:
    """Whether a link or a heading with this text is about what is said; "udskriv", to print, is
    not, and neither are "transcripts", a list of many.
    """
    return 0 < len(text) <= _LONGEST and bool(_NAMED.search(text) or _LIKE.search(text))


def holds_transcript(token: str) -> bool:
    """Whether an element with this id or class holds what is said."""
    return bool(_TOKEN.fullmatch(token[:_LONGEST]))
