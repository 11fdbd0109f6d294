"""The best of what several places tell of one work, by a stated rule. Pure.

**Who is heard first.** Every telling is a *voice*. Voices are ordered by: deleted places last; then
trust – a catalogue (OAI-PMH, Crossref) and the publisher's own listing before those who tell of
others' works (press, newsletters, lists of links) before aggregators (OpenAlex); of equals the
item's own source, which told of it first; then the entry before what its page or file says of
itself; then by name. So nobody takes a title over by being listed later, and the order of arrival
is nothing.

**What is taken.**

- title: the first voice's whose title wasn't made up;
- summary: of the first group of equals that has a real one (40 characters, not cut off, not the
  title again) the longest, else any; asked first are the item's own source and who is trusted more,
  the others only if none of these says anything;
- body, chapters: of the first group of equals that has any, the longest;
- date: the earliest that the most trusted voices with a date tell, as precisely as any voice tells
  it; one more than 400 days before what the first of them says is not believed;
- people: the first voice's that names any, or a longer list that names all of these too;
- address and access: from the first voice at an open place, catalogues and publishers alone being
  asked; a page before a file; a single place is closed where its page says so;
- identifiers, media, transcripts and links: all, each once, in the order of the voices;
- season with episode, duration, language, license and the rest: the first voice's that has one;
- form and last day (which may take an item out of the lists): the same, but only the item's own
  source and who is trusted more have a say; the publisher: as its own source names it.

What is no word on the work – its source, its kind – is never chosen here.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import IntEnum
from itertools import groupby
from typing import Any, TypeVar
from urllib.parse import urlsplit

from hub.addresses import folded
from hub.keys import uncounted
from hub.model import Access, Draft, Person, Source, When
from hub.sameness import plain_title

T = TypeVar("T")
_REAL = 40  # characters of a summary that says something
_CUT = ("…", "...", "[…]", "[...]", "→", "Læs mere", "Read more")
_TOO_EARLY = 400  # days
_OPENNESS: dict[Access | None, int] = {"open": 0, "login": 1, "subscription": 2, None: 3}


class Trust(IntEnum):
    """Whose word on a work counts most; the lowest first."""

    CATALOGUE = 0
    PUBLISHER = 1
    PRESS = 2
    AGGREGATOR = 3


_OF_VIA = {
    "oai": Trust.CATALOGUE,
    "crossref": Trust.CATALOGUE,
    "openalex": Trust.AGGREGATOR,
    "picks": Trust.PUBLISHER,
}
CATALOGUES = ("oai", "crossref", "openalex")  # whose business it is to tell which works are one


@dataclass(frozen=True, slots=True)
class Voice:
    """What one place tells of a work, or (`read`) what its page or file says of itself.

    `own`: it is of the source that told of the work first. `gone`: its place was deleted. `source`
    and `entry` name it.
    """

    draft: Draft
    trust: Trust = Trust.PUBLISHER
    own: bool = True
    gone: bool = False
    read: bool = False
    source: str = ""
    entry: str = ""


def trust_in(source: Source, draft: Draft) -> Trust:
    """How much the word of `source` on this work counts.

    A list of publications whose entry leads to another site, or is news, tells of others' works.
    """
    if source.via in _OF_VIA:
        return _OF_VIA[source.via]
    if source.kind == "newsletter" or draft.form == "news":
        return Trust.PRESS
    if source.kind == "publications" and draft.link and source.url:
        return Trust.PUBLISHER if _site(draft.link) == _site(source.url) else Trust.PRESS
    return Trust.PUBLISHER


def _site(url: str) -> str:
    try:
        return ".".join((urlsplit(url).hostname or "").split(".")[-2:])
    except ValueError:
        return ""


def best(voices: Collection[Voice]) -> Draft:
    """The work as its voices tell it together. Raises ValueError if there are none."""
    if not voices:
        raise ValueError("nobody tells of this work")
    if len(voices) == 1:
        return next(iter(voices)).draft
    ranked = sorted(voices, key=_order)
    drafts = [voice.draft for voice in ranked]
    titled = next((draft for draft in drafts if not draft.made_up_title), drafts[0])
    place = _place(ranked)
    return Draft(
        title=titled.title,
        made_up_title=titled.made_up_title,
        guid=drafts[0].guid,
        link=place.link,
        access=place.access,
        summary=_summary(ranked),
        body=_longest(ranked, lambda draft: draft.body) or "",
        people=_people(drafts),
        date=_date(ranked),
        enclosures=_united(drafts, lambda d: d.enclosures, lambda one: folded(uncounted(one.url))),
        season=_numbered(drafts).season,
        episode=_numbered(drafts).episode,
        transcripts=_united(drafts, lambda d: d.transcripts, lambda one: folded(one.url)),
        chapters=_longest(ranked, lambda draft: draft.chapters) or (),
        ids=_united(drafts, lambda draft: draft.ids, lambda one: one),
        links=_united(drafts, lambda draft: draft.links, lambda one: folded(one.url)),
        publisher=next((v.draft.publisher for v in ranked if v.own and v.draft.publisher), ""),
        **_firsts(drafts, ("language", "duration", "chapters_url", "license", "soundbites")),
        **_firsts([voice.draft for voice in _with_a_say(ranked)], ("form", "expires")),
    )


def _order(voice: Voice) -> tuple[object, ...]:
    return (*_group(voice), voice.source, voice.entry, repr(voice.draft))


def _group(voice: Voice) -> tuple[bool, Trust, bool, bool]:
    """What voices that are equals have in common."""
    return (voice.gone, voice.trust, not voice.own, voice.read)


# --- single parts ------------------------------------------------------------------------------


def _firsts(drafts: Sequence[Draft], names: Iterable[str]) -> dict[str, Any]:
    """Parts that are the first voice's that has them."""
    found = {name: [getattr(draft, name) for draft in drafts] for name in names}
    return {name: next(filter(None, values), values[0]) for name, values in found.items()}


def _with_a_say(ranked: Sequence[Voice]) -> list[Voice]:
    """The item's own source, and who is trusted more; all if there is none of its own."""
    own = min((voice.trust for voice in ranked if voice.own), default=Trust.AGGREGATOR)
    return [voice for voice in ranked if voice.own or voice.trust < own] or list(ranked)


def _summary(ranked: Sequence[Voice]) -> str:
    for voices in (_with_a_say(ranked), ranked):
        real = _longest(voices, lambda draft: draft.summary if _is_real(draft) else "")
        if found := real or _longest(voices, _said):
            return found
    return _longest(ranked, lambda draft: draft.summary) or ""


def _said(draft: Draft) -> str:
    """The summary, unless it is the title again."""
    return "" if plain_title(draft.summary) == plain_title(draft.title) else draft.summary


def _is_real(draft: Draft) -> bool:
    told = draft.summary.strip()
    return len(told) >= _REAL and bool(_said(draft)) and not told.endswith(_CUT)


def _longest(ranked: Sequence[Voice], part: Callable[[Draft], T]) -> T | None:
    """The longest of the first group of equals that has any."""
    for _, equals in groupby(ranked, _group):
        found = max((part(voice.draft) for voice in equals), key=len)  # type: ignore[arg-type]  # text or tuple
        if found:
            return found
    return None


def _people(drafts: Sequence[Draft]) -> tuple[Person, ...]:
    """The first list that names any, or one that names all of these and more."""
    chosen: tuple[Person, ...] = ()
    for draft in drafts:
        names = {plain_title(person.name) for person in draft.people}
        if len(names) > len(chosen) and {plain_title(one.name) for one in chosen} <= names:
            chosen = draft.people
    return chosen


def _numbered(drafts: Sequence[Draft]) -> Draft:
    """The first that has a number; season and episode are told together."""
    return next((draft for draft in drafts if draft.episode is not None), drafts[0])


def _united(
    drafts: Sequence[Draft], part: Callable[[Draft], Iterable[T]], name: Callable[[T], str]
) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for draft in drafts:
        for each in part(draft):
            found.setdefault(name(each), each)
    return tuple(found.values())


def _place(ranked: Sequence[Voice]) -> Draft:
    """Where the work is read or heard: a draft with nothing but its link and access."""
    linked = [voice for voice in ranked if voice.draft.link and not voice.read]
    first = ranked[0].draft
    if not linked:
        read = next((voice.draft.link for voice in ranked if voice.draft.link), None)
        return replace(Draft(""), link=read, access=first.access)
    sure = [v for v in linked if v.trust <= Trust.PUBLISHER and not v.gone] or linked[:1]
    chosen = min(sure, key=lambda v: (_OPENNESS[v.draft.access], _is_file(v.draft.link or "")))
    access = chosen.draft.access or first.access
    said = next((voice.draft.access for voice in ranked if voice.read and voice.draft.access), None)
    if said and len({v.draft.link for v in linked}) == 1 and access in (None, "open"):
        access = said
    return replace(Draft(""), link=chosen.draft.link, access=access)


def _is_file(url: str) -> bool:
    return folded(url).partition("?")[0].lower().endswith((".pdf", ".docx", ".epub"))


# --- dates -------------------------------------------------------------------------------------


def _date(ranked: Sequence[Voice]) -> When | None:
    dated = [
        (voice, when, day) for voice in ranked if (when := voice.draft.date) if (day := _day(when))
    ]
    if not dated:
        return None
    first, _, supposed = dated[0]
    trusted = [(day, when) for voice, when, day in dated if _trusted(voice) == _trusted(first)]
    believed = [(day, when) for day, when in trusted if (supposed - day).days <= _TOO_EARLY]
    _, earliest = min(believed, key=lambda told: (told[0], told[1].iso))
    agreeing = [(when, day) for _, when, day in dated if _agrees(when, earliest)]
    return min(agreeing, key=lambda told: (-len(told[0].iso[:11]), _instant(*told), told[0].iso))[0]


def _trusted(voice: Voice) -> tuple[bool, Trust]:
    return voice.gone, voice.trust


def _day(when: When) -> date | None:
    """The first day that `when` may be, None if there is no such day."""
    try:
        year, month, day = (*map(int, when.iso[:10].split("-")), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:
        return None


def _agrees(a: When, b: When) -> bool:
    return a.iso[:10].startswith(b.iso[:10]) or b.iso[:10].startswith(a.iso[:10])


def _instant(when: When, day: date) -> float:
    """Seconds since 1970, to order times of one day."""
    try:
        at = datetime.fromisoformat(when.iso if when.precision == "time" else day.isoformat())
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return 0.0
