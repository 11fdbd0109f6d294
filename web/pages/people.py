"""People by the first letter of their last name; without a letter those who appear most."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from hub.naming import person_key
from hub.store import Named
from hub.surnames import LETTERS, beginning_of, letter_of, sorting
from web.page import Page
from web.site import Here
from web.tallies import Tally, people_tallies

_MOST = 60  # of those who appear most
_MOST_NAMES = 1000  # of one letter


class Letter(NamedTuple):
    """A way to the names of a letter; no address where there are none."""

    text: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage(Page):
    """A list of people. `cut` says that there are more than are shown."""

    template: ClassVar[str] = "people.html"

    letters: tuple[Letter, ...]
    heading: str
    people: tuple[Tally, ...]
    cut: str


def people(here: Here) -> PeoplePage:
    """The people of one letter, or those with most items."""
    _ = here.texts.gettext
    asked = here.params.get("letter", "").casefold()
    letter = asked if asked in LETTERS else ""
    found = _named(here, letter) if letter else here.store.people.most(_MOST)
    cut = _("Her er de første %(count)s.") % {"count": here.formats.number(_MOST_NAMES)}
    return PeoplePage(
        title=_("Personer"),
        description=_("Forfattere, værter og gæster, og det, de har bidraget til."),
        index=not letter,
        query=(("letter", letter),),
        letters=_letters(here, letter),
        heading=letter.upper() if letter else _("Dem, der er med i mest"),
        people=people_tallies(here, found[:_MOST_NAMES]),
        cut=cut if len(found) > _MOST_NAMES else "",
    )


def _named(here: Here, letter: str) -> list[Named]:
    names = here.store.people.surnamed(beginning_of(letter), _MOST_NAMES + 1)
    own = (name for name in names if letter_of(person_key(name.slug)) == letter)
    return sorted(own, key=lambda named: sorting(named.name))


def _letters(here: Here, chosen: str) -> tuple[Letter, ...]:
    there = {letter_of(key) for key in here.store.people.initials()}
    return tuple(
        Letter(
            letter.upper(),
            here.links.people([("letter", letter)]) if letter in there else "",
            letter == chosen,
        )
        for letter in LETTERS
    )
