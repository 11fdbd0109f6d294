"""How a source is doing, in plain words."""

from typing import NamedTuple

from hub.dates import year
from hub.phrases import in_words, say
from hub.store import StoredSource
from web.site import Here


class Standing(NamedTuple):
    """`state` is well, waiting, troubled, off or past; `text` says it, `details` say more."""

    state: str
    text: str
    details: tuple[str, ...] = ()


def standing_of(here: Here, stored: StoredSource) -> Standing:
    """How the source is doing now, with what went wrong and when it last went well."""
    _ = here.texts.gettext
    state = stored.state
    if stored.retired is not None:
        day = here.formats.day(stored.retired)
        return Standing("past", _("Følges ikke længere (siden %(day)s)") % {"day": day})
    if not stored.source.enabled:
        return Standing("off", say("disabled", here.language))
    if state.trouble is not None:
        return Standing("troubled", _("Kan ikke hentes for tiden"), _details(here, stored))
    if state.last_success is None:
        return Standing("waiting", _("Ikke hentet endnu"))
    return Standing("well", _("Følges og virker"), _details(here, stored))


def _details(here: Here, stored: StoredSource) -> tuple[str, ...]:
    _ = here.texts.gettext
    state, at = stored.state, here.formats.at
    said = []
    if state.trouble is not None:
        said.append(in_words(state.trouble, here.language))
    if state.last_success is not None:
        said.append(_("Senest hentet %(at)s.") % {"at": at(state.last_success)})
    if state.trouble is not None and state.due is not None:
        said.append(_("Vi prøver igen %(at)s.") % {"at": at(state.due)})
    if state.last_new is not None:
        day = here.formats.day(state.last_new)
        said.append(_("Det seneste nye bidrag kom %(at)s.") % {"at": day})
    return tuple(said)


def years_covered(here: Here, stored: StoredSource) -> str:
    """The years that its items span, such as 2019–2024; empty where no item has a date."""
    zone = here.formats.zone
    oldest, newest = year(stored.oldest, zone), year(stored.newest, zone)
    if oldest is None or newest is None:
        return ""
    return str(oldest) if oldest == newest else f"{oldest}–{newest}"
