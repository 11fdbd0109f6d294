"""Who made an item, or appears in it."""

from typing import NamedTuple

from hub.model import Item, Person
from hub.naming import plain_name
from web.people import person_address, role_word
from web.site import Here

_IN_SHORT = 3  # people named under the title


class Appearing(NamedTuple):
    """A person of the item, with their role in words where it is known."""

    name: str
    role: str
    href: str


def appearing(here: Here, item: Item) -> tuple[Appearing, ...]:
    """The people of `item`, in its own order, each role and name once."""
    named = (person for person in item.people if person.name)
    return tuple(dict.fromkeys(_appearing(here, item, person) for person in named))


def people_word(here: Here, item: Item) -> str:
    """People appear in an episode; what is written has authors."""
    if item.kind == "episode":
        return here.texts.gettext("Medvirkende")
    return here.texts.ngettext("Forfatter", "Forfattere", len(item.people))


def byline(here: Here, item: Item) -> str:
    """ "Af Astrid Lund og Ø. Ågård", "Med Karen Holm og Mads Bjerre m.fl."; empty for nobody."""
    _ = here.texts.gettext
    names = tuple(dict.fromkeys(plain_name(p.name) for p in item.people if p.name))
    if not names:
        return ""
    more = len(names) > _IN_SHORT
    told = ", ".join(names[:_IN_SHORT]) if more else here.formats.all_of(names)
    told = _("%(names)s m.fl.") % {"names": told} if more else told
    return (_("Med %(names)s") if item.kind == "episode" else _("Af %(names)s")) % {"names": told}


def _appearing(here: Here, item: Item, person: Person) -> Appearing:
    # The heading says it already.
    said = person.role.casefold() == "author" and item.kind != "episode"
    role = "" if said else role_word(here.texts, person.role)
    return Appearing(plain_name(person.name), role, person_address(here, person.name))
