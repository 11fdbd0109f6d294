"""What an entry takes from its feed."""

from dataclasses import dataclass

from hub.model import Person, Source


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an entry takes from its feed: base address, language, people, who makes it all.

    `people` are those of entries that name none; `authors` the feed's, often a company.
    """

    source: Source
    base: str
    language: str | None = None
    people: tuple[Person, ...] = ()
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    license: str = ""
