"""Pages for when there is nothing to show: not found, no index yet, a fault of our own."""

import re
from dataclasses import dataclass
from typing import ClassVar

from hub.query import parse_query
from web.asking import read_asked
from web.page import Page
from web.pages.home import ThemeCard, theme_cards
from web.site import Here

_ID = re.compile(r"[a-z2-7]{12}")
_BEFORE_IDS = ("items", "go")  # elsewhere twelve letters are as likely a word
_OURS = ("items", "go", "themes", "sources", "people", "search")  # how our addresses begin
_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(Page):
    """Helps somebody who followed a wrong address."""

    template: ClassVar[str] = "not_found.html"
    status: ClassVar[int] = 404

    themes: tuple[ThemeCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotReadyPage(Page):
    """There is no index to ask yet."""

    template: ClassVar[str] = "not_ready.html"
    status: ClassVar[int] = 503


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultPage(Page):
    """Something went wrong here; shown without asking anything that may fail."""

    template: ClassVar[str] = "fault.html"
    status: ClassVar[int] = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TooMuchPage(Page):
    """Somebody has asked for more than their part."""

    template: ClassVar[str] = "too_much.html"
    status: ClassVar[int] = 429


def too_much(here: Here) -> TooMuchPage:
    """The page for who has asked for so much that they have to wait; made without the store."""
    _ = here.texts.gettext
    return TooMuchPage(title=_("Det gik lidt for stærkt"), index=False, own_search=True)


def not_found(here: Here) -> NotFoundPage:
    """The page for an unknown address, with its words in the search box."""
    _ = here.texts.gettext
    return NotFoundPage(
        title=_("Siden findes ikke"),
        typed=words_of(here.path),
        index=False,
        own_search=True,
        themes=theme_cards(here, newest=False),
    )


def words_of(path: str) -> str:
    """The words of an address that may be worth searching for: those of its last part that
    has any, without ids.
    """
    given = [part for part in path.split("/") if part]
    pairs = list(zip(["", *given], given, strict=False))
    ours = 1 if given and given[0] in _OURS else 0
    parts = [part for before, part in pairs[ours:] if not _is_id(before, part)]
    words = re.findall(r"[^\W\d_]{2,}|\d{4}", parts[-1].partition(".")[0]) if parts else []
    return " ".join(words[:_WORDS])


def _is_id(before: str, part: str) -> bool:
    return before in _BEFORE_IDS and bool(_ID.fullmatch(part))


def not_ready(here: Here) -> NotReadyPage:
    """The page while there is no index."""
    _ = here.texts.gettext
    typed = parse_query(read_asked(here.params).typed).typed  # without a CPR number
    return NotReadyPage(title=_("Søgningen er ikke klar endnu"), typed=typed, index=False)


def fault(here: Here) -> FaultPage:
    """The page for a fault of our own."""
    _ = here.texts.gettext
    return FaultPage(title=_("Noget gik galt hos os"), index=False)
