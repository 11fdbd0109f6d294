"""Short lists of what there is most of: a name, where it leads, and how many items it has."""

from collections.abc import Iterable
from typing import NamedTuple

from hub.model import Kind
from hub.store import Named
from web.site import Here


class Tally(NamedTuple):
    """A line of such a list; `amount` in words."""

    text: str
    href: str
    amount: str


def people_tallies(here: Here, people: Iterable[Named]) -> tuple[Tally, ...]:
    """People, each to their page."""
    return tuple(
        Tally(person.name, here.links.person(person.slug), amount_words(here, person.items))
        for person in people
    )


def source_tallies(here: Here, counted: Iterable[tuple[str, int]]) -> tuple[Tally, ...]:
    """Sources, each to its page."""
    return tuple(
        Tally(
            here.say(here.sources[source].title),
            here.links.source(source),
            amount_words(here, items),
        )
        for source, items in counted
        if source in here.sources
    )


def theme_tallies(here: Here, counted: Iterable[tuple[str, int]]) -> tuple[Tally, ...]:
    """The themes that there are today, each to its page."""
    return tuple(
        Tally(here.theme_titles[theme], here.links.theme(theme), amount_words(here, items))
        for theme, items in counted
        if theme in here.theme_titles
    )


def amount_words(here: Here, items: int) -> str:
    """How many items."""
    text = here.texts.ngettext("%(count)s bidrag", "%(count)s bidrag", items)
    return text % {"count": here.formats.number(items)}


def kind_amount(here: Here, kind: Kind, items: int) -> str:
    """How many items of a kind."""
    texts = here.texts
    text = {
        "episode": texts.ngettext("%(count)s episode", "%(count)s episoder", items),
        "publication": texts.ngettext("%(count)s udgivelse", "%(count)s udgivelser", items),
        "issue": texts.ngettext("%(count)s nyhedsbrev", "%(count)s nyhedsbreve", items),
    }[kind]
    return text % {"count": here.formats.number(items)}
