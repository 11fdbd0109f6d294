"""A page is a value: everything its template shows, finished (STYLE, habit 9)."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from web.following import Following
from web.links import Links


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every page has. `title` is its own, without the hub's name; `typed` fills the search
    box; `index` lets search engines list it; `own_search`: the page has a search box itself;
    `query` are the parameters that make the page what it is, in their one order; `following` its
    list in other forms; `scripts` the files of web/static that add to it, beside those of every
    page.
    """

    template: ClassVar[str] = ""
    status: ClassVar[int] = 200
    scripts: ClassVar[tuple[str, ...]] = ()

    title: str
    description: str = ""
    typed: str = ""
    index: bool = True
    own_search: bool = False
    query: tuple[tuple[str, str], ...] = ()
    following: Following | None = None


@dataclass(frozen=True, slots=True)
class Redirect:
    """The page is elsewhere: for ever, or as long as the configuration says so."""

    to: str
    lasting: bool = True


class Link(NamedTuple):
    """A link as a template shows it; `language` is that of its text where it is foreign."""

    text: str
    href: str
    language: str = ""


class Example(NamedTuple):
    """A search that runs, and what it finds."""

    typed: str
    href: str
    finds: str


class Language(NamedTuple):
    """The same page in a language: code, the language's own name, address."""

    code: str
    name: str
    href: str


class ProgressNote(NamedTuple):
    """How far the first crawl is, in words and numbers."""

    text: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page."""

    hub: str
    language: str
    links: Links
    path: str
    other: Language
    alternates: tuple[Language, ...]
    canonical: str = ""
    progress: ProgressNote | None = None
    demo: bool = False
    contact: Link | None = None
    accessibility: str = ""
    privacy: str = ""
