"""Titles of entries that have none: out of the words of an address. And words that are no title."""

import re
from urllib.parse import unquote, urlsplit

from hub.text import one_line
from indexer.readers.markup import LONGEST_TITLE, shorten

_SAYS_NOTHING = frozenset(
    """læs mere|læs|læs her|læs artiklen|læs hele artiklen|læs nyheden|læs rapporten|se mere|se her
    |se rapporten|mere|her|klik her|hent|hent pdf|hent rapport|hent rapporten|hent publikation
    |hent publikationen|hent som pdf|download|download pdf|download rapport|download rapporten|pdf
    |gå til|gå til siden|vis|vis mere|åbn|link|læs videre|fortsæt|fortsæt læsning|del|til top
    |read|read more|read article|more|more info|learn more|see more|here|click here|continue
    |continue reading|view|view more|view pdf|open|details|full text|full article|go|next|previous
    |läs mer|läs|läs artikeln|ladda ner|mer|les mer|les|last ned|les saken|næste|forrige|tilbage
    |permalink|image|billede|foto|weiterlesen|mehr""".replace("\n    ", "").split("|")
)
_CLOCK = re.compile(r"[\d:. ]+(?:am|pm)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")
_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:[a-z]{0,2}\d{3,}|\d+)$|^(?=.*\d)[a-z0-9]{7,}$", re.IGNORECASE)
_NAMELESS = frozenset(("index", "default", "home", "forside", "sider", "pages"))
_LONGEST = 4 * LONGEST_TITLE
_BETWEEN = re.compile(r"[-_+\s.]+")


def says_nothing(text: str) -> bool:
    """Whether `text` stands on many links alike, such as "Læs mere", or is no word at all."""
    bare = _AROUND.sub("", one_line(text)).casefold()
    wordless = not _LETTERS.search(bare) or _CLOCK.fullmatch(bare)
    return bool(wordless) or bare in _SAYS_NOTHING or "://" in bare


def title_of_address(url: str) -> str:
    """The last words in the path of `url`: ``/da/ny-rapport-om-ips-13761/`` is "Ny rapport om ips".

    Empty for an address without words, such as that of a front page.
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    for part in reversed(path.split("/")):
        line = shorten(one_line(" ".join(_words(part[:_LONGEST]))), LONGEST_TITLE)
        if len(line) > 2 and line.casefold() not in _NAMELESS:
            return line[:1].upper() + line[1:]
    return ""


def _words(part: str) -> list[str]:
    """Of one part of a path, without its ending and the numbers that databases add."""
    words = [word for word in _BETWEEN.split(_ENDING.sub("", unquote(part))) if word]
    while words and _NUMBER.fullmatch(words[-1]) and not _is_year(words[-1]):
        words.pop()
    return words if any(map(_LETTERS.search, words)) else []


def _is_year(word: str) -> bool:
    return len(word) == 4 and word[:2] in ("19", "20") and word.isdigit()
