"""What we made of the words that were typed, and why a hit is there, as a person reads it."""

from collections.abc import Iterable
from typing import NamedTuple

from hub.phrases import in_words
from hub.search import Hit, Note, Results
from web.asking import Asked
from web.page import Link
from web.site import Here


class Told(NamedTuple):
    """A note in words, with the way back where we made something else of what was typed."""

    text: str
    back: Link | None


def notes_of(here: Here, asked: Asked, results: Results) -> tuple[Told, ...]:
    """What a person should know of how a query was read, in the order it was told."""
    return tuple(
        Told(in_words(note, here.language), _back(here, asked, note))
        for note in _all_notes(asked, results)
    )


def _all_notes(asked: Asked, results: Results) -> Iterable[Note]:
    """A repair is always told, since it is not what was asked for."""
    told = any(note.code == "repaired" for note in results.notes)
    if results.did_you_mean and results.total and not told:
        found, typed = ("found", results.did_you_mean), ("typed", asked.typed)
        yield Note("repaired", (found, typed))
    yield from results.notes


def _back(here: Here, asked: Asked, note: Note) -> Link | None:
    _ = here.texts.gettext
    words = {
        "repaired": _("Søg på ”%(words)s”") % {"words": asked.typed},
        "kind-read": _("Søg på det som et ord"),
        "bridged": _("Vis kun dem med mine egne ord"),
    }.get(note.code)
    if words is None or asked.literal:
        return None
    return Link(words, here.links.search(asked.literally().parameters()))


def reasons(here: Here, hit: Hit) -> tuple[str, ...]:
    """Why a hit is there."""
    return tuple(in_words(_with_titles(here, note), here.language) for note in hit.reasons)


def _with_titles(here: Here, note: Note) -> Note:
    """`note` with the title of a theme instead of its id."""
    titled = (
        (name, here.theme_titles.get(value, value) if name == "theme" else value)
        for name, value in note.details
    )
    return Note(note.code, tuple(titled))
