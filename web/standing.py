"""How a source is doing, in plain words."""

from datetime import UTC, datetime
from typing import NamedTuple

from hub.dates import year
from hub.health import condition, latest_news
from hub.model import Trouble
from hub.phrases import in_words, say, with_times
from hub.spans import rhythm
from hub.store import Figures, StoredSource
from web.site import Here

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Standing(NamedTuple):
    """`state` is well, seldom, waiting, troubled, off or past; `text` says it, `details` why."""

    state: str
    text: str
    details: tuple[str, ...] = ()


class Fact(NamedTuple):
    """One thing about a source: what it is, and the lines that say it."""

    term: str
    lines: tuple[str, ...]


def standing_of(here: Here, stored: StoredSource) -> Standing:
    """How the source is doing, with what went wrong; as of its last visit, the last we know."""
    _ = here.texts.gettext
    state = stored.state
    how = condition(stored, state.last_visit or _LONG_AGO)
    if stored.retired is not None:
        day = here.formats.day(stored.retired)
        return Standing("past", _("Følges ikke længere (siden %(day)s)") % {"day": day})
    if how == "off":
        return Standing("off", say("disabled", here.language))
    if how == "ended":
        return Standing("past", _("Afsluttet og besøges ikke længere"), _words(here, state.ended))
    if how == "failing":
        return Standing("troubled", _("Kan ikke hentes for tiden"), _words(here, state.trouble))
    if how == "waiting":
        return Standing("waiting", _("Venter med at hente"), _words(here, state.trouble))
    if how == "new":
        return Standing("waiting", _("Ikke hentet endnu"))
    if how == "seldom":
        return Standing("seldom", _("Udkommer sjældnere end normalt"))
    return Standing("well", _("Følges og virker"))


def in_short(here: Here, stored: StoredSource, standing: Standing) -> str:
    """One line for readers: how often news come, or else what is amiss, and the latest day."""
    state = stored.state
    often = _words(here, rhythm(state.gap)) if standing.state == "well" and state.gap else ()
    latest = latest_news(stored, state.last_visit or _LONG_AGO)
    told = [words.rstrip(".") for words in often or (standing.text,)]
    if latest:
        told.append(here.texts.gettext("senest %(day)s") % {"day": here.formats.day(latest)})
    return " · ".join(told)


def facts_of(here: Here, stored: StoredSource, figures: Figures) -> tuple[Fact, ...]:
    """What is known of how a source is doing; only what there is."""
    facts = (*_news(here, stored), *_visits(here, stored), *_amounts(here, figures))
    return tuple(fact for fact in facts if all(fact.lines))


def _news(here: Here, stored: StoredSource) -> tuple[Fact, ...]:
    _ = here.texts.gettext
    state = stored.state
    latest = latest_news(stored, state.last_visit or _LONG_AGO)
    return (
        Fact(_("Seneste nye bidrag"), (here.formats.day(latest) if latest else "",)),
        Fact(_("Rytme"), _words(here, rhythm(state.gap)) if state.gap else ("",)),
    )


def _visits(here: Here, stored: StoredSource) -> tuple[Fact, ...]:
    _ = here.texts.gettext
    state = stored.state
    tried = state.last_visit if state.last_visit != state.last_success else None
    followed = stored.retired is None and stored.source.enabled
    told_by_rhythm = state.gap is not None and state.due_why == rhythm(state.gap)
    why = () if told_by_rhythm else _words(here, state.due_why)
    return (
        Fact(_("Senest hentet"), (_at(here, state.last_success),)),
        Fact(_("Senest forsøgt"), (_at(here, tried),)),
        Fact(_("Næste besøg"), (_at(here, state.due if followed else None), *why)),
    )


def _amounts(here: Here, figures: Figures) -> tuple[Fact, ...]:
    _ = here.texts.gettext
    if not figures.items:
        return ()
    shares = (
        (_("%(share)s med dato"), figures.dated),
        (_("%(share)s med tekst"), figures.with_text),
        (_("%(share)s med udskrift"), figures.with_transcript),
    )
    told = tuple(
        text % {"share": here.formats.share(count, figures.items)}
        for text, count in shares
        if count
    )
    spent = {
        "time": here.formats.seconds(figures.milliseconds / 1000),
        "size": here.formats.size(figures.bytes),
    }
    cost = _("%(time)s og %(size)s i gennemsnit") % spent if figures.visits else ""
    return (Fact(_("Indhold"), (", ".join(told),)), Fact(_("Et besøg"), (cost,)))


def _at(here: Here, at: datetime | None) -> str:
    return here.formats.at(at) if at else ""


def _words(here: Here, trouble: Trouble | None) -> tuple[str, ...]:
    if trouble is None:
        return ()
    return (in_words(with_times(trouble, here.formats.at), here.language),)


def years_covered(here: Here, stored: StoredSource) -> str:
    """The years that its items span, such as 2019–2024; empty where no item has a date."""
    zone = here.formats.zone
    oldest, newest = year(stored.oldest, zone), year(stored.newest, zone)
    if oldest is None or newest is None:
        return ""
    return str(oldest) if oldest == newest else f"{oldest}–{newest}"
