"""About the hub: how it works, how to search, whose the texts are, what it knows of you."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from web.page import Page
from web.site import Here

_LONG = 5  # letters


class Example(NamedTuple):
    """A search that runs, and what it finds."""

    typed: str
    href: str
    finds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """Everything the page about the hub shows."""

    template: ClassVar[str] = "about.html"

    examples: tuple[Example, ...]


def about(here: Here) -> AboutPage:
    """The page about the hub; its examples come from the themes of this field."""
    _ = here.texts.gettext
    return AboutPage(
        title=_("Om %(hub)s") % {"hub": here.title},
        description=_("Sådan virker siden, og sådan søger du."),
        examples=examples(here),
    )


def examples(here: Here) -> tuple[Example, ...]:
    """One search for each thing one can type, made of the words of our own themes: in the
    language of the hub, whatever the page's, since that is what most items are written in.
    """
    language = here.site.plain_language(here.config)
    titles = [theme.title.to(language) for theme in here.themes]
    telling = [(title, word) for title in titles if (word := _telling_word(title))]
    if len(telling) < 2:
        return ()
    (title, one), (_title, other) = telling[:2]
    _ = here.texts.gettext
    either, without = _("ELLER"), _("IKKE")
    typed = (
        (one, _("ordet i alle dets bøjninger")),
        (f"{one} {other}", _("begge ord, i vilkårlig rækkefølge")),
        (f'"{title.casefold()}"', _("ordene lige efter hinanden")),
        (f"{one} {either} {other}", _("det ene ord, det andet eller begge")),
        (f"{one} {without} {other}", _("det første, men ikke det andet")),
        (f"{one[: max(4, len(one) // 2)]}*", _("alle ord, der begynder sådan")),
        (f"={one}", _("ordet i netop den form")),
        (_("titel:%(word)s") % {"word": one}, _("kun i titler")),
    )
    return tuple(Example(q, here.links.search([("q", q)]), finds) for q, finds in typed)


def _telling_word(title: str) -> str:
    """The longest plain word after the first of a title, where it is long enough to say much."""
    words = (word.strip(".,:;!?()") for word in title.split()[1:])
    telling = [word for word in words if word.isalpha() and word.islower()]
    return max((word for word in telling if len(word) >= _LONG), key=len, default="")
