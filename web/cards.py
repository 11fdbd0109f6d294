"""An item in a list, the same whether it was searched for or browsed to."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.cost import cost_of
from hub.model import Assignment, Item
from hub.search import Hit, Marked
from web.because import reasons
from web.moments import MomentLink, moment_links, sounds_of, stands_in_text, tells_as_much
from web.page import Link
from web.site import Here
from web.words import access_word, ended_word, form_word, kind_word

_SUMMARY = 220  # characters of a summary in a list
_TAGS = 3
_UNMARKED = Marked("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of a list, in words. `language` and `snippet` are for what is foreign or shown;
    `id` is the item's; `moments` are its best places, `sound` the address of what they are heard
    in, and `reasons` why it was found.
    """

    href: str
    title: Marked
    kind: str
    kind_word: str
    word: str
    publisher: str
    language: str = ""
    when: str = ""
    machine_date: str = ""
    cost: str = ""
    access: str = ""
    ended: str = ""
    snippet: Marked = _UNMARKED
    themes: tuple[Link, ...] = ()
    moments: tuple[MomentLink, ...] = ()
    sound: str = ""
    reasons: tuple[str, ...] = ()
    id: str = ""


def card_of_item(here: Here, item: Item, *, within: str = "") -> Card:
    """An item browsed to, with the beginning of its summary as far as its source lets us.

    `within` is the theme whose page it stands on, which goes without saying.
    """
    source = here.sources.get(item.source)
    shown = source is None or source.show != "link"
    return Card(
        href=here.links.item(item.id, item.title),
        title=Marked(item.title or untitled(here, item.kind)),
        kind=item.kind,
        kind_word=kind_word(here.texts, item.kind),
        word=form_word(here.texts, item.form),
        publisher=publisher_of(here, item),
        language=here.foreign(item.language),
        when=here.formats.when(item.date),
        machine_date=here.formats.machine_date(item.date),
        cost=here.formats.cost(cost_of(item)),
        access=access_word(here.texts, item.access),
        ended=ended_word(here.texts, ended=here.has_ended(item.expires)),
        snippet=Marked(shortened(item.summary, _SUMMARY) if shown else ""),
        themes=tags(here, [given for given in item.themes if given.theme != within]),
    )


def cards_of_hits(here: Here, hits: Sequence[Hit], words: str = "") -> tuple[Card, ...]:
    """Items found by `words`, whose moments can be heard in the list."""
    sounds = sounds_of(here, hits)
    return tuple(card_of_hit(here, hit, sounds.get(hit.id, ""), words) for hit in hits)


def card_of_hit(here: Here, hit: Hit, sound: str = "", words: str = "") -> Card:
    """An item found, with the stretches that matched, as far as its source lets us; `sound` is
    what its moments are heard in. With `words` that stand in its text it opens at their places.
    """
    source = here.sources.get(hit.source)
    shown = source is None or source.show != "link"
    find = words if shown and stands_in_text(hit) else ""
    moments = moment_links(here, hit, find) if shown else ()
    snippet = hit.snippet if shown else _UNMARKED
    return Card(
        href=here.links.item(hit.id, hit.title.text, find=find),
        title=hit.title if hit.title.text else Marked(untitled(here, hit.kind)),
        kind=hit.kind,
        kind_word=kind_word(here.texts, hit.kind),
        word=form_word(here.texts, hit.form),
        publisher=hit.publisher or hit.source_title,
        language=here.foreign(hit.language),
        when=here.formats.when(hit.date),
        machine_date=here.formats.machine_date(hit.date),
        cost=here.formats.cost(hit.cost),
        access=access_word(here.texts, hit.access),
        ended=ended_word(here.texts, ended=here.has_ended(hit.expires)),
        snippet=_UNMARKED if tells_as_much(moments, snippet) else snippet,
        themes=tags(here, hit.themes),
        moments=moments,
        sound=sound if any(moment.heard for moment in moments) else "",
        reasons=reasons(here, hit),
        id=hit.id,
    )


def publisher_of(here: Here, item: Item) -> str:
    """Who brought it out: as the item says, else its source."""
    source = here.sources.get(item.source)
    if item.publisher or source is None:
        return item.publisher or item.source
    return source.publisher or here.say(source.title)


def tags(here: Here, themes: Sequence[Assignment], limit: int = _TAGS) -> tuple[Link, ...]:
    """The themes that an item is about, as links."""
    about = (given.theme for given in themes if given.strength == "about")
    known = [theme for theme in about if theme in here.theme_titles]
    return tuple(Link(here.theme_titles[theme], here.links.theme(theme)) for theme in known[:limit])


def untitled(here: Here, kind: str) -> str:
    """What an item without a title is called."""
    _ = here.texts.gettext
    return _("%(kind)s uden titel") % {"kind": kind_word(here.texts, kind)}


def shortened(text: str, length: int) -> str:
    """The beginning of `text` on one line, at most `length` characters, ending at a word."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return f"{line[:length].rpartition(' ')[0].rstrip(' ,;:–-') or line[:length]} …"
