"""People as pages name them: their page, and what they are in an item."""

from hub.naming import person_slug
from web.site import Here
from web.texts import Texts


def person_address(here: Here, name: str) -> str:
    """The page of whoever is called so; a search where a name has no letters for an address."""
    slug = person_slug(name)
    return here.links.person(slug) if slug else here.links.search([("person", name)])


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
