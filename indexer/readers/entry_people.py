"""Who made an entry of a feed: authors, contributors, hosts and guests, and credits.

What the feed is called, and who publishes it, is no person.
"""

from collections.abc import Iterator

from hub.model import Person
from hub.text import one_line
from indexer.readers.fields import Fields, children, text
from indexer.readers.media import MOST_FILES
from indexer.readers.people import names, united
from indexer.readers.podcast import Extras
from indexer.readers.surroundings import Surroundings

_COMPANIES = ("distribution company", "publisher", "owner", "copyright holder")


def people_of(entry: Fields, extras: Extras, around: Surroundings) -> tuple[Person, ...]:
    """Its own people, or those of its feed where it names none."""
    authors = [text(author, "name") for author in children(entry, "authors")]
    if not any(authors):
        authors = [text(entry, "author")]
    helpers = [text(helper, "name") for helper in children(entry, "contributors")]
    told = [
        *extras.people,
        *(Person(name, "author") for author in authors for name in names(author)),
        *(Person(name, "contributor") for helper in helpers for name in names(helper)),
        *_credited(entry),
    ]
    house = (*around.publishers, *(around.authors if extras.people else ()))
    hosts = {person.name for person in extras.people}
    apart = [name for name in house if name not in hosts]
    return united(told, apart) or united(around.people, around.publishers)


def _credited(entry: Fields) -> Iterator[Person]:
    """The people of <media:credit>; the companies among them are none."""
    for credit in children(entry, "media_credit")[:MOST_FILES]:
        role = one_line(text(credit, "role")).lower()[:50]
        if role not in _COMPANIES:
            yield from (Person(name, role) for name in names(text(credit, "content")))
