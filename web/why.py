"""Why an item has a theme, in words: "i titlen, 3 gange i teksten: troen på borgeren"."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hub.model import Assignment, Evidence
from web.site import Here
from web.texts import Texts

_MOST = 4  # different words told per theme


class Reason(NamedTuple):
    """`words` as they stand in the item (empty for a reason that is no words), and where."""

    words: str
    where: str


class ThemeReason(NamedTuple):
    """A theme of an item, how strongly, and why."""

    title: str
    href: str
    about: bool
    reasons: tuple[Reason, ...]


def theme_reasons(here: Here, themes: Iterable[Assignment]) -> tuple[ThemeReason, ...]:
    """The themes that there are today, those it is about first."""
    known = [given for given in themes if given.theme in here.theme_titles]
    return tuple(
        ThemeReason(
            here.theme_titles[given.theme],
            here.links.theme(given.theme),
            given.strength == "about",
            _reasons(here.texts, given.evidence),
        )
        for given in sorted(known, key=lambda given: given.strength != "about")
    )


def _reasons(texts: Texts, evidence: Sequence[Evidence]) -> tuple[Reason, ...]:
    """The same words in several places are one reason."""
    places: dict[str, list[str]] = {}
    spelt: dict[str, str] = {}
    for seen in evidence:
        words = "" if seen.where == "source" else seen.text
        spelt.setdefault(words.casefold(), words)
        places.setdefault(words.casefold(), []).append(_place(texts, seen))
    return tuple(Reason(spelt[key], ", ".join(where)) for key, where in places.items())[:_MOST]


def _place(texts: Texts, seen: Evidence) -> str:
    _ = texts.gettext
    where = {
        "title": _("i titlen"),
        "summary": _("i resuméet"),
        "chapters": _("i kapitlerne"),
        "body": _("i teksten"),
        "source": _("kilden hører til temaet"),
    }.get(seen.where, seen.where)
    if seen.count < 2 or seen.where == "source":
        return where
    return _("%(count)s gange %(where)s") % {"count": seen.count, "where": where}
