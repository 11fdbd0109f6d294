"""When nothing was found: what each word finds alone, ways on, and themes to wait with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from hub.search import Results
from web.asking import NO_FILTERS, Asked
from web.page import Link
from web.pages.home import ThemeCard, theme_cards
from web.site import Here

_FEW_WORDS = 8
_BEGINNING = 5  # letters that two forms of a word share


class Alone(NamedTuple):
    """A word and how many items it finds by itself; no address where that is none."""

    word: str
    amount: str
    href: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """What to show instead of hits. `looked`: for words, not for the one work that an address or
    a number names; `related`: the themes share a word with what was typed.
    """

    looked: bool
    alone: tuple[Alone, ...]
    ways: tuple[Link, ...]
    themes: tuple[ThemeCard, ...]
    related: bool


def nothing(here: Here, asked: Asked, results: Results) -> Nothing:
    """The ways on from a search that found nothing."""
    themes = theme_cards(here, newest=False)
    typed = _words(asked.typed)
    akin = tuple(theme for theme in themes if _akin(typed, _words(theme.title)))
    looked = results.query.pointer is None
    several = results.alone if looked and len(results.alone) > 1 else ()
    return Nothing(
        looked=looked,
        alone=tuple(_alone(here, asked, word, count) for word, count in several),
        ways=tuple(_ways(here, asked, results)) if looked else (),
        themes=akin or themes,
        related=bool(akin),
    )


def _alone(here: Here, asked: Asked, word: str, count: int) -> Alone:
    text = here.texts.ngettext("%(count)s bidrag", "%(count)s bidrag", count)
    href = _address(here, asked, word) if count else ""
    return Alone(word, text % {"count": here.formats.number(count)}, href)


def _address(here: Here, asked: Asked, words: str) -> str:
    """A search for other words, without the filters: what words find alone is counted so."""
    return here.links.search(asked.with_filters(NO_FILTERS).with_words(words).parameters())


def _ways(here: Here, asked: Asked, results: Results) -> Iterator[Link]:
    """Without the filters, as we would spell it, then with fewer words."""
    _ = here.texts.gettext
    if asked.filters.chosen and asked.typed:
        bare = asked.with_filters(NO_FILTERS)
        yield Link(_("Søg uden filtre"), here.links.search(bare.parameters()))
    for fewer in _fewer(asked, results):
        yield Link(_("Søg kun på ”%(word)s”") % {"word": fewer}, _address(here, asked, fewer))


def _fewer(asked: Asked, results: Results) -> tuple[str, ...]:
    """Fewer of the words: those that find something, else the longest ones one by one."""
    if results.alone:
        known = [word for word, count in results.alone if count]
        return (" ".join(known),) if 1 < len(known) < len(results.alone) else ()
    words = asked.typed.split()
    few = 1 < len(words) <= _FEW_WORDS
    return tuple(sorted(words, key=len, reverse=True)[:3]) if few else ()


def _words(text: str) -> set[str]:
    """The words of `text` by how they begin, so that most forms of a word are the same."""
    return {word[:_BEGINNING] for word in re.findall(r"\w{3,}", text.casefold())}


def _akin(typed: set[str], title: set[str]) -> bool:
    return bool(typed & title)
