"""Newsletters that somebody sent on: what the original was, out of the text around it. Pure."""

import re
from dataclasses import dataclass

from hub.model import When
from indexer.readers.dates import parse_date

_MARKER = re.compile(
    r"^[ >*_-]*(?:-{2,}\s*)?(?:(?:start på )?videresendt (?:meddelelse|besked|mail)"
    r"|forwarded message"
    r"|begin forwarded message|oprindelig meddelelse|original message|original besked"
    r"|vidarebefordrat (?:meddelande|brev)|videresendt melding|opprinnelig melding)\b[^\n]*$"
    r"|^-{2,}\s*(?=(?:fra|from|från)\s*:)",
    re.IGNORECASE | re.MULTILINE,
)
_FIELD = re.compile(
    r"^[ >*–-]*(?P<name>fra|from|från|sendt|sent|skickat|dato|date|datum|til|to|till|cc|emne"
    r"|subject|ämne|svar til|reply-to)\*?\s*:\*?\s*(?P<value>[^\n]*)$",
    re.IGNORECASE,
)
_NAMES = {
    "from": ("fra", "from", "från"),
    "date": ("sendt", "sent", "skickat", "dato", "date", "datum"),
    "subject": ("emne", "subject", "ämne"),
}
_ANSWERS = re.compile(
    r"^\s*(?:(?:re|sv|svar|fw|fwd|vs|vb|videresendt|wg|aw)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
_SENT_ON = re.compile(r"^\s*(?:(?:re|sv)\s*:\s*)*(?:fw|fwd|vs|vb|videresendt)\s*:", re.IGNORECASE)
_WITHIN = 3_000  # characters that may stand before what is sent on
_MOST_FIELDS = 12


@dataclass(frozen=True, slots=True)
class Original:
    """A newsletter within another mail's text, with what its headers were told to be."""

    text: str
    subject: str = ""
    sender: str = ""
    date: When | None = None


def sent_on(text: str, subject: str) -> Original | None:
    """What `text` passes on, where it does: after a line that says so, or, under a subject such
    as "VS: Nyt om job", after a block of headers.
    """
    marker = _MARKER.search(text[:_WITHIN])
    begin = marker.end() if marker else 0
    if marker is None and not _SENT_ON.match(subject):
        return None
    fields, end = _fields(text, begin)
    if not {"from", "subject"} & fields.keys():
        return None
    body = re.sub(r"^> ?", "", text[end:], flags=re.MULTILINE).strip()
    return Original(
        body,
        fields.get("subject", ""),
        fields.get("from", ""),
        parse_date(re.sub(r"\bkl\.?\s*", "", fields.get("date", ""))),
    )


def bare_subject(subject: str) -> str:
    """A subject without what answering and sending on puts before it."""
    return _ANSWERS.sub("", subject).strip()


def _fields(text: str, begin: int) -> tuple[dict[str, str], int]:
    """The first block of header lines after `begin`, and where it ends."""
    fields: dict[str, str] = {}
    at = end = begin
    for line in text[begin : begin + _WITHIN].split("\n"):
        at += len(line) + 1
        found = _FIELD.match(line)
        if found:
            name = next((n for n, all_ in _NAMES.items() if found["name"].lower() in all_), "")
            fields.setdefault(name, found["value"].strip("* "))
            end = at
        elif fields and line.strip():
            break
        if len(fields) > _MOST_FIELDS:
            break
    return fields, min(end, len(text))
