"""The accessibility statement, at the address that Danish public sites have it at: /was."""

from dataclasses import dataclass
from typing import ClassVar

from web.links import safe_link
from web.page import Page, Redirect
from web.site import Here


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage(Page):
    """What is known of the programme, as far as it can tell without whoever runs the site."""

    template: ClassVar[str] = "was.html"


def was(here: Here) -> StatementPage | Redirect:
    """The statement of whoever runs the site where they have one, else the programme's own.

    A Danish authority keeps its statement at the Agency for Digital Government, and /was is the
    short address that has to lead there (bekendtgørelse 904 of 22/08/2019).
    """
    theirs = safe_link(here.config.hub.accessibility) if here.config else None
    if theirs:
        return Redirect(theirs, lasting=False)
    _ = here.texts.gettext
    return StatementPage(
        title=_("Tilgængelighedserklæring"),
        description=_("Hvad der er gjort, for at alle kan bruge siden, og hvad der mangler."),
    )
