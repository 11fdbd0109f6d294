"""The form of a page (report, news, course, …) and whether everybody may read it, by its signs.

What a page states for machines comes first, then a label beside its heading, its title and its
address. That it is an advert, a grant or a course must be borne out by its text. The signs are
lines of ``words/forms.txt`` and ``words/access.txt``. Pure.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from hub.model import FORMS, Access

# How many signs these forms need, at least one of them in the text; beside another form one more.
_NEEDED: Mapping[str, int] = MappingProxyType({"advert": 3, "grant": 2, "course": 2})
_MOST_TEXT = 20_000  # characters that are looked through for signs
_LONGEST_LINE = 200
# schema.org types, and og:type, that plainly say which of our forms a page is.
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "report": "report",
        "scholarlyarticle": "article",
        "medicalscholarlyarticle": "article",
        "newsarticle": "news",
        "reportagenewsarticle": "news",
        "howto": "tool",
        "course": "course",
        "courseinstance": "course",
        "grant": "grant",
        "monetarygrant": "grant",
        "jobposting": "advert",
    }
)
_LABEL_END = re.compile(r"\s*[/|·–:-]?\s*[0-9].*$")


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells the form: `types` and `labels` as the page has them, the text's first lines."""

    title: str
    url: str = ""
    types: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    text: str = ""


def form_of(signs: Signs) -> str | None:
    """The form that `signs` plainly tell, or None."""
    said = (_TYPES.get(each.rpartition("/")[2].casefold()) for each in signs.types)
    if typed := next(filter(None, said), None):
        return typed
    label = [form for each in signs.labels if (form := _words().label.get(_bare(each)))]
    title, path = list(_of_title(signs.title)), list(_of_path(signs.url))
    borne_out = _borne_out([*label, *title, *path], signs.text)
    plain = [form for form in (*label, *title, *path) if form not in _NEEDED]
    if borne_out == "advert" or not (label and plain[:1] == label[:1]):
        return borne_out or next(iter(plain), None)
    return plain[0]


def access_of(lines: Iterable[str]) -> Access | None:
    """How a page is closed, by what a line of its own says; None where none says so."""
    for line in lines:
        said = line.casefold()
        for begin, how in _access().items():
            if said.startswith(begin) and len(said) <= _LONGEST_LINE:
                return how
    return None


def _of_title(title: str) -> Iterator[str]:
    said = f" {title.casefold()} "
    for begin, form in _words().title:
        words = begin.removeprefix("* ")
        at = said.find(f" {words}")
        whole = at >= 0 and not (words[-1].isalnum() and said[at + 1 + len(words)].isalnum())
        if whole and (at == 0 or begin != words):
            yield form


def _of_path(url: str) -> Iterator[str]:
    """By the parts of an address but the last, which is a title; the last part says it best."""
    for part in reversed(unquote(urlsplit(url).path).casefold().split("/")[:-1]):
        if form := _words().path.get(part):
            yield form


def _borne_out(forms: Sequence[str], text: str) -> str | None:
    """Of `forms`, one for each sign, the one that needs signs in the text and has most of them."""
    head = text[:_MOST_TEXT].casefold()
    more = any(form not in _NEEDED and form != "advert" for form in forms)
    found: dict[str, int] = {}
    for form in dict.fromkeys(form for form in forms if form in _NEEDED):
        said = sum(bool(_whole(sign).search(head)) for sign in _words().text[form])
        needed = _NEEDED[form] + (more and form != "advert")
        if said and said + forms.count(form) > needed:
            found[form] = said
    return max(found, key=lambda form: found[form], default=None)


@cache
def _whole(sign: str) -> re.Pattern[str]:
    """`sign` as a whole word."""
    return re.compile(rf"\b{re.escape(sign)}\b")


def _bare(label: str) -> str:
    """ "NYHED / 15-09-2021" as "nyhed"."""
    return _LABEL_END.sub("", label).strip(" :/|").casefold()


@dataclass(frozen=True, slots=True)
class _Words:
    label: Mapping[str, str]
    path: Mapping[str, str]
    title: Sequence[tuple[str, str]]
    text: Mapping[str, Sequence[str]]


@cache
def _words() -> _Words:
    """The signs of forms.txt."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for line in _lines("forms.txt"):
        form, where, sign = line.split(" ", 2)
        if form not in FORMS or where not in ("label", "path", "title", "text"):
            raise ValueError(f"forms.txt: no such sign: {line}")
        found[where].append((sign, form))
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for sign, form in found["text"]:
        texts[form].append(sign)
    return _Words(dict(found["label"]), dict(found["path"]), tuple(found["title"]), texts)


@cache
def _access() -> Mapping[str, Access]:
    """How a line of access.txt begins, and what it says."""
    told: dict[str, Access] = {}
    for line in _lines("access.txt"):
        how, words = line.split(" ", 1)
        told[words] = "subscription" if how == "subscription" else "login"
    return told


def _lines(name: str) -> list[str]:
    text = (files(__package__) / "words" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
