"""Made-up values of all that pages are built of, for the page that shows every component."""

from dataclasses import replace
from datetime import UTC, datetime

from hub.model import Item, Kind, When
from hub.search import Marked
from web.cards import Card, card_of_item
from web.facets import Chip, FacetBox, Value
from web.moments import MomentLink
from web.notes import Told
from web.page import Example, Link
from web.pages.home import Newest, ThemeCard
from web.pages.search import Choice
from web.pages.sources import SourceCard
from web.paging import Pager
from web.site import Here
from web.standing import Standing
from web.words import access_word, ended_word, facet_word, form_word, kind_word

_WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_LONG = (
    "Beskæftigelsesindsatsens virkningsmekanismer: en undersøgelse af tværfagligt samarbejde "
    "mellem jobcenter, psykiatri og arbejdsgivere i fjorten kommuner"
)
_SUMMARY = (
    "To jobkonsulenter fortæller, hvad de gør i den første samtale, når det eneste, de ved om "
    "borgeren, er et sagsnummer."
)


def cards(here: Here) -> tuple[Card, ...]:
    """A card of each kind, and of each state that a card can be in."""
    episode = _card(here, "episode", "episode", "Den første samtale", seconds=2530)
    report = _card(here, "publication", "report", _LONG, pages=48, date="2024-03")
    grant = _card(here, "publication", "grant", "Pulje til lønnede timer", date="2025")
    foreign = _card(here, "publication", "article", "A desk by the window", language="en")
    said = "Det første, jeg spørger om, er, hvad du drømmer om."
    found = replace(
        episode,
        title=Marked("Den første samtale", ((11, 18),)),
        snippet=_marked(_SUMMARY, "samtale"),
        moments=(
            MomentLink("12:31", _marked(said, "drømmer"), "#kort", 751),
            MomentLink("27:04", Marked(""), "#kort", 1624),
        ),
        reasons=(here.texts.gettext("”%(word)s” står %(where)s") % _where(here),),
        themes=(Link("Samtalen med borgeren", "#kort"), Link("Borgerinddragelse", "#kort")),
    )
    leaf = here.texts.gettext("Side %(page)s") % {"page": 4}
    leafed = replace(report, moments=(MomentLink(leaf, Marked(_SUMMARY), "#kort", None),))
    ended = replace(grant, ended=ended_word(here.texts, ended=True))
    closed = replace(
        _card(here, "issue", "issue", "Nyt fra fjorden, uge 8"),
        access=access_word(here.texts, "subscription"),
    )
    return found, leafed, ended, closed, foreign, replace(foreign, title=Marked("?"), when="")


def _where(here: Here) -> dict[str, str]:
    return {"word": "samtale", "where": here.texts.gettext("i titlen")}


def _marked(text: str, word: str) -> Marked:
    at = text.index(word)
    return Marked(text, ((at, at + len(word)),))


def _card(
    here: Here,
    kind: Kind,
    form: str,
    title: str,
    *,
    date: str = "2026-02-17",
    language: str = "da",
    seconds: int | None = None,
    pages: int | None = None,
) -> Card:
    item = Item(
        id="",
        source="",
        kind=kind,
        form=form,
        title=title,
        first_seen=_WHEN,
        changed=_WHEN,
        summary=_SUMMARY if language == "da" else "What a caseworker expects shapes what she asks.",
        date=When(date),
        language=language,
        publisher="Radio Fjord",
        duration=seconds,
        pages=pages,
    )
    return replace(card_of_item(here, item), href="#kort")


def themes(here: Here) -> tuple[ThemeCard, ...]:
    """A theme with its newest item, one with a long title, and one that nothing is about."""
    texts, number = here.texts, here.formats.number
    _ = texts.gettext
    amounts = [
        texts.ngettext("%(count)s bidrag", "%(count)s bidrag", count) % {"count": number(count)}
        for count in (1204, 1, 0)
    ]
    newest = Newest("Den første samtale", here.foreign("da"), here.formats.when(When("2026-02")))
    return (
        ThemeCard(_("Samtalen"), "#temaer", _("At lytte, før man spørger."), amounts[0], newest),
        ThemeCard(
            _("Tilbage til arbejdet efter en lang sygdom"), "#temaer", "", amounts[1], newest
        ),
        ThemeCard(_("Inddragelse"), "#temaer", "", amounts[2], None),
    )


def facets(here: Here) -> tuple[FacetBox, ...]:
    """A facet with a choice made and more to unfold, and one that is folded."""
    kinds: tuple[Kind, ...] = ("episode", "publication", "issue")
    values = tuple(
        Value(kind_word(here.texts, kind), here.formats.number(count), "#filtre", chosen)
        for kind, count, chosen in zip(kinds, (12, 1408, 0), (True, False, False), strict=True)
    )
    more = (Value(form_word(here.texts, "grant"), "2", "#filtre", False),)
    return (
        FacetBox("kind", facet_word(here.texts, "kind"), True, values, more),
        FacetBox("source", facet_word(here.texts, "source"), False, values[1:], ()),
    )


def chips(here: Here) -> tuple[Chip, ...]:
    """Two things chosen."""
    kind = Chip(facet_word(here.texts, "kind"), kind_word(here.texts, "episode"), "#filtre")
    return kind, Chip(facet_word(here.texts, "year"), "2019–2024", "#filtre")


def sorts(here: Here) -> tuple[Choice, ...]:
    """Ways to order a list, the first of them chosen."""
    _ = here.texts.gettext
    names = _("Mest relevante"), _("Nyeste"), _("Ældste")
    return tuple(Choice(name, "#sider", at == 0) for at, name in enumerate(names))


def pagers(here: Here) -> tuple[Pager, ...]:
    """The first page of a list, one in the middle, and the last."""
    text = here.texts.gettext("Side %(page)s af %(pages)s")
    ways = ((1, "", "#sider"), (7, "#sider", "#sider"), (12, "#sider", ""))
    return tuple(Pager(text % {"page": page, "pages": 12}, *way) for page, *way in ways)


def notes(here: Here) -> tuple[Told, ...]:
    """What is told of how words were read: with a way back, and without."""
    _ = here.texts.gettext
    back = Link(_("Søg på ”%(words)s”") % {"words": "smatale"}, "#noter")
    shown = _("Viser resultater for ”%(words)s”.") % {"words": "samtale"}
    return Told(shown, back), Told(_("Kun få passer på alle ordene."), None)


def standings(here: Here) -> tuple[Standing, ...]:
    """Every way a source can be doing."""
    _ = here.texts.gettext
    return (
        Standing("well", _("Følges og virker")),
        Standing("seldom", _("Udkommer sjældnere end normalt")),
        Standing("waiting", _("Ikke hentet endnu")),
        Standing("troubled", _("Kan ikke hentes for tiden")),
        Standing("past", _("Afsluttet og besøges ikke længere")),
    )


def sources(here: Here) -> tuple[SourceCard, ...]:
    """A source in each of these ways."""
    text = here.texts.ngettext("%(count)s bidrag", "%(count)s bidrag", 214)
    amount = text % {"count": here.formats.number(214)}
    return tuple(
        SourceCard(title, "#kilder", "Radio Fjord", amount, "2019–2026", standing)
        for title, standing in zip(
            ("Samtalen", "Fjordens rapporter", "Nyt om job", "Det stille brev", "Ved siden af"),
            standings(here),
            strict=True,
        )
    )


def examples(here: Here) -> tuple[Example, ...]:
    """A row of the table of searches."""
    finds = here.texts.gettext("ordene lige efter hinanden")
    return (Example('"den første samtale"', "#tabel", finds),)
