"""What of an item is told when it is referred to: a value that every form is made of."""

from dataclasses import dataclass

from hub.identifiers import doi as doi_address
from hub.model import Item, Kind, Person, When
from web.cards import publisher_of, untitled
from web.citing.names import Name, name_of
from web.formats import Formats
from web.links import safe_link
from web.site import Here

_MADE_BY = ("", "author", "host", "editor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work to be referred to. `within` is the podcast, the journal or the newsletter that it is
    a part of, or empty; `hosted`: its authors are hosts; `url` where it is for ever, a DOI first;
    `summary` only where it may be shown. `date` is as the reader's calendar has it: 2024, 2024-03
    or 2024-03-05.
    """

    id: str
    kind: Kind
    form: str
    title: str
    authors: tuple[Name, ...] = ()
    hosted: bool = False
    date: When | None = None
    publisher: str = ""
    within: str = ""
    number: int | None = None
    url: str = ""
    doi: str = ""
    isbn: str = ""
    issn: str = ""
    language: str = ""
    summary: str = ""

    @property
    def year(self) -> str:
        """The year it came out, or empty."""
        return self.date.iso[:4] if self.date else ""


def work_of(here: Here, item: Item) -> Work:
    """`item` as a work to be referred to; what its source doesn't let us show is left out."""
    source = here.sources.get(item.source)
    publisher = publisher_of(here, item)
    # Guests of an episode are in it, and did not make it.
    made = [one for one in item.people if one.name and _made_it(one)]
    doi = doi_address(identifier(item, "doi"))
    address = doi or safe_link(item.url)
    ours = here.links.item(item.id, item.title)
    return Work(
        id=item.id,
        kind=item.kind,
        form=item.form,
        title=item.title or untitled(here, item.kind),
        authors=tuple(dict.fromkeys(name_of(person.name) for person in made)),
        hosted=bool(made) and all(person.role.casefold() == "host" for person in made),
        date=_day(here.formats, item.date),
        publisher=publisher,
        within=_within(here, item, publisher),
        number=item.episode,
        url=address or here.links.absolute(ours),
        doi=identifier(item, "doi") if doi else "",
        isbn=identifier(item, "isbn"),
        issn=identifier(item, "issn"),
        language=item.language,
        summary="" if source and source.show == "link" else item.summary,
    )


def beside(item: Item) -> tuple[Person, ...]:
    """Who is in it, or helped, but did not make it."""
    return tuple(one for one in item.people if one.name and not _made_it(one))


def _made_it(person: Person) -> bool:
    return person.role.casefold() in _MADE_BY


def identifier(item: Item, kind: str) -> str:
    """The item's DOI, ISBN or ISSN, bare, or empty."""
    found = (name.removeprefix(f"{kind}:") for name in item.ids if name.startswith(f"{kind}:"))
    return next(found, "")


def _within(here: Here, item: Item, publisher: str) -> str:
    if item.kind == "publication":
        # A list of publications is none of their titles, but a journal is known by its ISSN.
        return publisher if item.form == "article" and identifier(item, "issn") else ""
    source = here.sources.get(item.source)
    return here.say(source.title) if source else ""


def _day(formats: Formats, when: When | None) -> When | None:
    return When(formats.machine_date(when)) if when else None
