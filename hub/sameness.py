"""Whether two tellings are of one work, where no key says so. Pure; it never guesses.

The rule: the same normalised title, telling enough, at near dates and in a compatible kind is one
work, unless something speaks against it – other people, another episode number, another language.
What speaks neither for nor against decides nothing, and two items stay two.
"""

import hashlib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from hub.model import Draft, Kind, When

Verdict = Literal["same", "different", "unsure"]

_LEAD = re.compile(
    r"^(?:(?:ny|nyt|new)\s+)?(?:podcast|podcastafsnit|afsnit|episode|rapport|report|publikation"
    r"|publication|artikel|article|pressemeddelelse|udgivelse|analyse|notat|nyhed)\s*[:–—-]\s+",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_PREPRINT = re.compile(
    r"[\[(]\s*(?:preprint|forthcoming|early view|in press)\s*[\])]", re.IGNORECASE
)
_GENERIC_WORDS = (
    "abstract anmeldelser bilag book reviews editorial errata erratum foreword forord frontmatter"
    " index indhold indledning indledning og formål intro introduction introduktion kolofon leder"
    " nyhedsbrev preface redaktionelt resume references summary trailer velkommen"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
_ALONE = frozenset(("course", "grant", "advert", "event"))  # forms that come again and again
_COMPATIBLE = frozenset((frozenset(("publication", "issue")),))
_DAYS = 10  # between two tellings of one work
_DAYS_OF_PEOPLE = 45  # … where both name the same people


@dataclass(frozen=True, slots=True)
class Work:
    """As much of a telling as sameness rests on; `people` are names."""

    title: str
    kind: Kind
    form: str = ""
    date: When | None = None
    people: tuple[str, ...] = ()
    season: int | None = None
    episode: int | None = None
    language: str = ""


def work_of(draft: Draft, kind: Kind, language: str = "") -> Work:
    """A draft as a work; `language` where the draft names none."""
    people = tuple(person.name for person in draft.people)
    form, told_in = draft.form or "", draft.language or language
    return Work(draft.title, kind, form, draft.date, people, draft.season, draft.episode, told_in)


# --- titles ------------------------------------------------------------------------------------


def plain_title(title: str) -> str:
    """The title in small letters, without punctuation, "Podcast:" and "(preprint)"; what numbers
    it ("del 2", "2. udgave") stays.
    """
    text = unicodedata.normalize("NFKC", title).strip()
    text = _PREPRINT.sub(" ", _LEAD.sub("", text, count=1)).casefold().replace("&", " og ")
    return _BETWEEN_WORDS.sub(" ", text).strip()


def title_key(title: str) -> str:
    """What titles are looked up by: equal for equal plain titles, empty where there is none."""
    text = plain_title(title)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16] if text else ""


def is_telling(title: str) -> bool:
    """Whether a title is its work's own: "Leder" or "Nyhedsbrev maj" is that of many."""
    words = [word for word in plain_title(title).split() if not word.isdigit()]
    own = [word for word in words if word not in _GENERIC]
    return len(own) >= 3 and sum(map(len, own)) >= 12


# --- verdicts ----------------------------------------------------------------------------------


def same_work(a: Work, b: Work) -> Verdict:
    """Whether `a` and `b` are one work by what they say of themselves; symmetric."""
    if plain_title(a.title) != plain_title(b.title) or contrary(a, b):
        return "different"
    people = share_people(a.people, b.people)
    if people is False or not _compatible(a, b):
        return "different"
    if a.language and b.language and a.language[:2] != b.language[:2]:
        return "unsure"
    if a.date is None or b.date is None:
        return "unsure"
    near = are_near(a.date, b.date, _DAYS_OF_PEOPLE if people else _DAYS)
    if not near:
        return "different"
    exact = "year" not in (a.date.precision, b.date.precision)
    if is_telling(a.title) and (exact or people or len(plain_title(a.title).split()) >= 6):
        return "same"
    days = {"day", "time"} >= {a.date.precision, b.date.precision}
    return "same" if people and days and are_near(a.date, b.date, 1) else "unsure"


def contrary(a: Work, b: Work) -> bool:
    """Whether these are two works, whatever address they share: other episodes or seasons, titles
    that are one but for their numbers, or other words by other people at another time.
    """
    if _differ(a.episode, b.episode) or _differ(a.season, b.season):
        return True
    one, other = plain_title(a.title).split(), plain_title(b.title).split()
    if _unnumbered(one) == _unnumbered(other):
        return _parts_differ(one, other)
    if share_people(a.people, b.people) is not False or a.date is None or b.date is None:
        return False
    return not are_near(a.date, b.date, _DAYS_OF_PEOPLE)


def _differ(a: int | None, b: int | None) -> bool:
    return a is not None and b is not None and a != b


def _unnumbered(words: list[str]) -> list[str]:
    return [word for word in words if not _numbers(word) and word not in _PARTS]


def _parts_differ(one: list[str], other: list[str]) -> bool:
    """Of titles with the same words: "2:4 – Om job" is "Om job, del 2", which "Om job" is not."""
    ours, theirs = (set(filter(_numbers, words)) for words in (one, other))
    unheard = ((_part(one) - theirs) | (_part(other) - ours)) - {"1"}
    return bool(unheard) or bool(ours - theirs and theirs - ours)


def _part(words: list[str]) -> set[str]:
    return {number for word, number in pairwise(words) if word in _PARTS and _numbers(number)}


_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_PARTS = frozenset(("del", "part", "afsnit", "episode", "kapitel", "chapter", "bind", "teil"))


def _numbers(word: str) -> bool:
    return word[0].isdecimal() or word in _ROMAN or (word[0] == "v" and word[1:].isdecimal())


def _compatible(a: Work, b: Work) -> bool:
    if a.kind != b.kind and frozenset((a.kind, b.kind)) not in _COMPATIBLE:
        return False
    return a.form == b.form or not {a.form, b.form} & _ALONE


def share_people(a: Iterable[str], b: Iterable[str]) -> bool | None:
    """Whether somebody is in both, by last name and first initial; None where one names nobody."""
    ours, theirs = ({_folded(name) for name in names} - {("", "")} for names in (a, b))
    return bool(ours & theirs) if ours and theirs else None


def _folded(name: str) -> tuple[str, str]:
    last, comma, first = name.partition(",")
    words = plain_title(f"{first} {last}" if comma else name).split()
    return (words[-1], words[0][0]) if words else ("", "")


# --- dates -------------------------------------------------------------------------------------


def are_near(a: When, b: When, days: int) -> bool:
    """Whether two dates may be so few days apart; a month or a year is near what lies in it."""
    try:
        (first, last), (begin, end) = _span(a), _span(b)
    except ValueError:
        return False
    if "year" in (a.precision, b.precision) or "month" in (a.precision, b.precision):
        return first <= end and begin <= last
    return abs((first - begin).days) <= days


def _span(when: When) -> tuple[date, date]:
    """The first and the last day that `when` may be. Raises ValueError if it is no date."""
    year, month, day = (*map(int, when.iso[:10].split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    last = monthrange(year, month or 12)[1]
    return date(year, month or 1, 1), date(year, month or 12, last)
