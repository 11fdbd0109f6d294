"""People as pages name them: their page, and what they are in an item."""

from collections.abc import Iterator

from hub.naming import person_slug
from web.asking import Asked
from web.notes import Told
from web.page import Link
from web.site import Here
from web.texts import Texts

_MOST_WORDS = 4  # of a name
_MOST_PEOPLE = 3


def person_address(here: Here, name: str) -> str:
    """The page of whoever is called so; a search where a name has no letters for an address."""
    slug = person_slug(name)
    return here.links.person(slug) if slug else here.links.search([("person", name)])


def people_told(here: Here, asked: Asked) -> tuple[Told, ...]:
    """The pages of the people whom a search names, by its filter or as all of its words."""
    _ = here.texts.gettext
    return tuple(
        Told(
            _("Leder du efter alt med %(name)s?") % {"name": name},
            Link(_("Se siden om %(name)s") % {"name": name}, here.links.person(slug)),
        )
        for slug, name in _people_named(here, asked)
    )


def _people_named(here: Here, asked: Asked) -> Iterator[tuple[str, str]]:
    chosen = asked.filters.values("person")
    words = asked.typed if 1 < len(asked.typed.split()) <= _MOST_WORDS else ""
    slugs = dict.fromkeys(map(person_slug, (*chosen, words)))
    for slug in list(slugs)[:_MOST_PEOPLE]:
        if slug and (name := here.store.people.known(slug)):
            yield slug, name


def role_word(texts: Texts, role: str) -> str:
    """What somebody is in an item; a role that we have no word for is shown as it was told."""
    _ = texts.gettext
    return {
        "author": _("forfatter"),
        "host": _("vært"),
        "guest": _("gæst"),
        "editor": _("redaktør"),
        "contributor": _("bidragyder"),
    }.get(role.casefold(), role)
