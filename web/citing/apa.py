"""A reference as text by APA's seventh edition, with the words of the page's language."""

from typing import NamedTuple

from web.citing.work import Work
from web.formats import Formats
from web.site import Here
from web.texts import Texts

_ALL_NAMED = 20  # authors; of more, the first nineteen and the last (APA 7, 9.8)
_BY_YEAR = ("report", "tool")  # the others are told by day, as what comes out often is


class Part(NamedTuple):
    """A piece of a reference; `slanted` for titles that stand by themselves."""

    text: str
    slanted: bool = False


def apa(here: Here, work: Work) -> tuple[Part, ...]:
    """The reference to `work`; joined, the parts are its text."""
    texts = here.texts
    by = _by(texts, work)
    date = f"({_date(here.formats, texts, work)})."
    before = f"{_ended(by)} {date}" if by else ""
    title = [Part(work.title, not work.within), Part(_after_title(texts, work))]
    parts = [Part(f"{before} "), *title] if before else [*title, Part(f" {date}")]
    if work.within:
        parts += [Part(" "), Part(_in(texts, work)), Part(work.within, slanted=True), Part(".")]
    if work.publisher and work.publisher not in (by, work.within):
        parts.append(Part(f" {_ended(work.publisher)}"))
    if work.url:
        parts.append(Part(f" {work.url}"))
    return tuple(part for part in parts if part.text)


def _by(texts: Texts, work: Work) -> str:
    """Authors, hosts told as such, else who brought it out."""
    hosts = texts.ngettext(" (Vært)", " (Værter)", len(work.authors)) if work.hosted else ""
    return f"{authors(texts, work)}{hosts}" or work.publisher


def authors(texts: Texts, work: Work) -> str:
    """Who made it, by family name and initials; empty where nobody is named."""
    names = [name.in_short for name in work.authors]
    if len(names) > _ALL_NAMED:
        return f"{', '.join(names[: _ALL_NAMED - 1])}, … {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    last = texts.gettext("%(names)s & %(last)s")
    return last % {"names": ", ".join(names[:-1]), "last": names[-1]}


def _date(formats: Formats, texts: Texts, work: Work) -> str:
    if work.date is None:
        return texts.gettext("u.å.")
    if work.date.precision == "year" or work.form in _BY_YEAR or work.issn or work.doi:
        return work.year
    return f"{work.year}, {formats.within_year(work.date)}"


def _after_title(texts: Texts, work: Work) -> str:
    """Number and what it is, where the title alone doesn't tell; ends the sentence."""
    _ = texts.gettext
    if work.kind == "episode":
        number = _(" (Nr. %(number)s)") % {"number": work.number} if work.number else ""
        return number + _(" [podcastepisode].")
    if work.kind == "issue":
        return _(" [nyhedsbrev].")
    return "" if work.title.endswith((".", "?", "!")) else "."


def _in(texts: Texts, work: Work) -> str:
    return texts.gettext("I ") if work.kind == "episode" else ""


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
