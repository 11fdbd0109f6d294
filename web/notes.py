"""What we made of the words that were typed, as a person reads it, and the ways back."""

from collections.abc import Iterable
from typing import NamedTuple

from hub.phrases import in_words
from hub.search import Note, Results
from web.asking import Asked
from web.page import Link
from web.site import Here

# Notes after which there is no need to tell how the words were read.
SAYS_IT_ALL = frozenset({"repaired", "kind-read", "bridged", "pointed"})


class Told(NamedTuple):
    """A note in words, with the way back where we made something else of what was typed."""

    text: str
    back: Link | None


def notes_of(here: Here, asked: Asked, results: Results) -> tuple[Told, ...]:
    """What a person should know of how a query was read, in the order it was told."""
    told: dict[str, Told] = {}
    backs = set[str]()
    for note in _all_notes(asked, results):
        text = in_words(note, here.language)
        back = None if note.code in backs else _back(here, asked, note)  # one way back is enough
        backs.add(note.code)
        told.setdefault(text, Told(text, back))
    return tuple(told.values())


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
