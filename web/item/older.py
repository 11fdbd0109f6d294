"""What is said of an item that is older than a year, and what is newer on the same subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.dates import end_of, moment
from hub.model import Item, When
from hub.search import Hit
from web.cards import Card, card_of_hit, card_of_item
from web.site import Here
from web.words import the_form

_YEAR = timedelta(days=365)
_NEWER = 3


@dataclass(frozen=True, slots=True)
class Older:
    """`told` says from when it is; `newer` are items on the same subject, nearest first."""

    told: str
    newer: tuple[Card, ...] = ()


def is_old(here: Here, item: Item) -> bool:
    """Whether it surely came out more than a year ago."""
    try:
        return item.date is not None and end_of(item.date, here.formats.zone) < _a_year_ago(here)
    except (ValueError, OverflowError):
        return False


def older(here: Here, item: Item, similar: Sequence[Hit]) -> Older:
    """What is said of an old `item`: newer ones of those that are like it, else of its themes."""
    it = the_form(here.texts, item.form)
    told = here.texts.gettext("%(it)s er fra %(when)s. Der kan være kommet ny viden siden.")
    words = told % {"it": it[:1].upper() + it[1:], "when": here.formats.when(item.date)}
    cards = {hit.id: card_of_hit(here, hit) for hit in similar if _is_newer(here, hit.date, item)}
    for other in _of_themes(here, item) if len(cards) < _NEWER else ():
        cards.setdefault(other.id, card_of_item(here, other))
    return Older(words, tuple(cards.values())[:_NEWER])


def _of_themes(here: Here, item: Item) -> Iterator[Item]:
    for given in item.themes:
        if given.strength == "about" and given.theme in here.theme_titles:
            newest = here.store.items.newest(_NEWER + 1, theme=given.theme)
            yield from (one for one in newest if _is_newer(here, one.date, item))


def _is_newer(here: Here, date: When | None, item: Item) -> bool:
    """Whether `date` is after the item's, and not to come."""
    if date is None or item.date is None:
        return False
    at = moment(date, here.formats.zone)
    return end_of(item.date, here.formats.zone) <= at <= here.site.now()


def _a_year_ago(here: Here) -> datetime:
    return here.site.now() - _YEAR
