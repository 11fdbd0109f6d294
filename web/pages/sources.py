"""All sources on one page, with how each is doing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from hub.model import KIND_OF, Kind, SourceKind
from hub.store import StoredSource
from web.page import Page
from web.site import Here
from web.standing import Standing, standing_of, years_covered


class SourceCard(NamedTuple):
    """A source in a list."""

    title: str
    href: str
    publisher: str
    amount: str
    years: str
    standing: Standing


class SourceShelf(NamedTuple):
    """The sources of one kind."""

    heading: str
    kind: Kind
    cards: tuple[SourceCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Page):
    """Every source; `past` are those no longer followed, whose items we keep."""

    template: ClassVar[str] = "sources.html"

    shelves: tuple[SourceShelf, ...]
    past: tuple[SourceCard, ...]


def sources(here: Here) -> SourcesPage:
    """The sources by kind, in the order of their titles."""
    _ = here.texts.gettext
    stored = sorted(here.store.sources.all(retired=True), key=lambda s: _sorting(here, s))
    followed = [source for source in stored if source.retired is None]
    headings: tuple[tuple[SourceKind, str], ...] = (
        ("podcast", _("Podcasts")),
        ("publications", _("Udgivelser")),
        ("newsletter", _("Nyhedsbreve")),
    )
    shelves = (_shelf(here, heading, kind, followed) for kind, heading in headings)
    return SourcesPage(
        title=_("Kilder"),
        description=_("De podcasts, udgivelser og nyhedsbreve, vi følger."),
        shelves=tuple(shelf for shelf in shelves if shelf.cards),
        past=tuple(_card(here, source) for source in stored if source.retired is not None),
    )


def _shelf(
    here: Here, heading: str, kind: SourceKind, stored: Sequence[StoredSource]
) -> SourceShelf:
    cards = tuple(_card(here, source) for source in stored if source.source.kind == kind)
    return SourceShelf(heading, KIND_OF[kind], cards)


def _sorting(here: Here, stored: StoredSource) -> str:
    return here.say(stored.source.title).casefold()


def _card(here: Here, stored: StoredSource) -> SourceCard:
    source = stored.source
    title = here.say(source.title)
    text = here.texts.ngettext("%(count)s bidrag", "%(count)s bidrag", stored.items)
    return SourceCard(
        title=title,
        href=here.links.source(source.id),
        publisher=source.publisher if source.publisher and source.publisher != title else "",
        amount=text % {"count": here.formats.number(stored.items)},
        years=years_covered(here, stored),
        standing=standing_of(here, stored),
    )
