"""Who a page's own text says has written it: "Forfatter: Anna Holm", "Af Anna Holm og Bo Dam"."""

import re
from collections.abc import Sequence

from indexer.extract.lines import Line, around_heading

_NAME = r"[A-ZÆØÅÄÖÜ][\w.'’-]*(?: (?:(?:af|von|van|de|der|den|la) )?[A-ZÆØÅÄÖÜ][\w.'’-]*){1,3}"
_NAMES = re.compile(rf"{_NAME}(?:(?:,| og| and| och| &|;) {_NAME})*")
_SAYS = re.compile(
    r"(?P<sure>(?:forfatter(?:e|en|ne)?|skrevet af|authors?|written by|författare|forfattere?)\b"
    r"[ :]*)|(?P<near>(?:af|tekst|text|journalist|by|av)\b[ :]*)",
    re.IGNORECASE,
)
_AROUND = 6  # lines below the heading in which "Af …" tells who wrote it
_TRAILS = re.compile(r"\s*(?:[|·–]|, (?=[a-zæøå])|[0-9(]|(?i:\bfoto\b)).*$")


def people_said(lines: Sequence[Line]) -> tuple[str, ...]:
    """The names in the first line that says who wrote it, as they stand; none where none does."""
    near = around_heading(lines, after=_AROUND)
    for place, line in enumerate(lines):
        said = _SAYS.match(line.text)
        if said is None or (said["near"] and place not in near):
            continue
        told = line.text[said.end() :]
        if not told and said["sure"] and place + 1 < len(lines):
            told = lines[place + 1].text
        if _NAMES.fullmatch(names := _TRAILS.sub("", told).strip(" .,")):
            return (names,)
    return ()
