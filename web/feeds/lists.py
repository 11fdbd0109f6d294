"""The lists that there are: a search, a theme, a source, a person. Each knows what is in it.

Feeds are strict (decision 4): nothing is relaxed, mended or widened, so what a list is about does
not change under those who follow it; the newest is first.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from starlette.exceptions import HTTPException

from hub.dates import order
from hub.model import Item
from hub.phrases import in_words
from hub.query import parse_query, print_query
from hub.search import In, Phrase, Query, Word
from hub.text import one_line
from web.asking import Asked, read_asked
from web.facets import chips
from web.page import Redirect
from web.site import Here

Pairs = tuple[tuple[str, str], ...]
Items = Iterator[tuple[Item, ...]]
_BATCH = 100  # items at once: whole texts come with them


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A list before it is put in a form. `path` and `query` are its page's; `items` are its newest,
    some at a time.
    """

    title: str
    about: str
    path: str
    query: Pairs = ()
    asked: str = ""
    read_as: str = ""
    total: int
    version: str = ""
    items: Items


View = Callable[..., Found | Redirect]


def search_list(here: Here, limit: int) -> Found:
    """A search with its filters; without either everything. Raises EngineError."""
    read = read_asked(here.params)
    query = parse_query(read.typed, strict=True).choose(read.filters, "newest")
    asked = replace(read, typed=query.typed)  # without what looks like a CPR number
    listed = here.site.searcher.listed(query, limit)
    return Found(
        title=_search_title(here, asked),
        about=_search_about(here, asked, query),
        path="/search",
        query=tuple(asked.followed()),
        asked=_with_filters(here, asked, asked.typed),
        read_as=_with_filters(here, asked, print_query(query.node, here.language)),
        total=listed.total,
        version=listed.version,
        items=_by_ids(here, listed.ids),
    )


def theme_list(here: Here, limit: int, theme: str) -> Found | Redirect:
    """What is about a theme; an id it had before leads to the present one."""
    known = here.config.theme(theme) if here.config else None
    if known is None:
        now = here.config.theme_now(theme) if here.config else None
        return _moved(f"/themes/{now}" if now else "")
    return Found(
        title=here.say(known.title),
        about=here.say(known.about),
        path=f"/themes/{theme}",
        asked=_field(here, "theme", theme),
        read_as=one_line(known.match),
        total=here.store.items.count(theme=theme),
        items=_newest(here, limit, theme=theme),
    )


def source_list(here: Here, limit: int, source: str) -> Found | Redirect:
    """What a source has brought; an id it had before leads to the present one."""
    stored = here.store.sources.get(source)
    if stored is None:
        now = here.store.sources.now(source)
        return _moved(f"/sources/{now}" if now and now != source else "")
    title, named = here.say(stored.source.title), _field(here, "source", source)
    return Found(
        title=title,
        about=here.texts.gettext("Alt, vi har fra %(source)s.") % {"source": title},
        path=f"/sources/{source}",
        asked=named,
        read_as=named,
        total=here.store.items.count(source=source),
        items=_newest(here, limit, source=source),
    )


def person_list(here: Here, limit: int, person: str) -> Found:
    """What somebody appears in; of several of a name `source` says who is meant, else all."""
    people = here.store.people.named(person)
    if not people:
        raise HTTPException(404)
    source = here.params.get("source", "")
    meant = [one for one in people if source and one.anchor(person) == source]
    chosen = meant or people
    ids = tuple(dict.fromkeys(item for one in chosen for item in one.items))
    newest = ids if len(chosen) == 1 else _newest_of(here, ids)
    name = chosen[0].name
    return Found(
        title=name,
        about=here.texts.gettext("Alt, hvor %(name)s er med.") % {"name": name},
        path=f"/people/{person}",
        query=(("source", source),) if meant else (),
        asked=print_query(In("person", Phrase(tuple(name.split()))), here.language),
        read_as=" / ".join(sorted({form for one in chosen for form in one.slugs})),
        total=len(ids),
        items=_by_ids(here, newest[:limit]),
    )


def _newest_of(here: Here, ids: tuple[str, ...]) -> tuple[str, ...]:
    """The items of several people, in the order of one list."""
    items = chain.from_iterable(_by_ids(here, ids))
    zone = here.formats.zone
    at = {item.id: order(item.date, item.first_seen, zone) for item in items}
    return tuple(sorted(at, key=lambda item: (at[item] is None, -(at[item] or 0), item)))


def _moved(path: str) -> Redirect:
    if not path:
        raise HTTPException(404)
    return Redirect(path)


def _by_ids(here: Here, ids: Sequence[str]) -> Items:
    for at in range(0, len(ids), _BATCH):
        yield here.store.items.listed(ids[at : at + _BATCH])


def _newest(here: Here, most: int, *, theme: str | None = None, source: str | None = None) -> Items:
    now: datetime = here.site.now()  # so that what comes meanwhile shifts nothing
    upto = now if most > _BATCH else None
    for offset in range(0, most, _BATCH):
        size = min(_BATCH, most - offset)
        items = here.store.items.newest(
            size, theme=theme, source=source, seen_upto=upto, offset=offset
        )
        yield items
        if len(items) < size:
            return


def _field(here: Here, field: str, value: str) -> str:
    """``tema:ips``, in the query language's words of the page."""
    return print_query(In(field, Word(value)), here.language)


def _search_title(here: Here, asked: Asked) -> str:
    _ = here.texts.gettext
    words = _("”%(words)s”") % {"words": asked.typed} if asked.typed else ""
    chosen = ", ".join(chip.text for chip in chips(here, asked))
    if not words and not chosen:
        return _("Det nyeste")
    return f"{words} ({chosen})" if words and chosen else words or chosen


def _search_about(here: Here, asked: Asked, query: Query) -> str:
    """What the list holds and how the words were read, in sentences."""
    _ = here.texts.gettext
    if not asked.typed and not asked.filters.chosen:
        return _("Det nyeste fra alle kilder.")
    told = [_("Det nyeste, der passer på søgningen.")]
    read_as = print_query(query.node, here.language)
    if read_as:
        told.append(_("Læst som: %(query)s.") % {"query": read_as})
        told.append(_("Alle ordene skal være der, i alle deres bøjninger, men uden synonymer."))
    told += [f"{chip.heading}: {chip.text}." for chip in chips(here, asked)]
    told += [in_words(note, here.language) for note in query.notes]
    return " ".join(told)


def _with_filters(here: Here, asked: Asked, words: str) -> str:
    """The words and what was chosen, on one line for a reference."""
    chosen = (f"{chip.heading}: {chip.text}" for chip in chips(here, asked))
    return "; ".join(part for part in (words, *chosen) if part)
