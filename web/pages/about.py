"""About the hub: how it works, how to search, whose the texts are, what it knows of you."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from hub.errors import QueryError
from hub.model import Theme
from hub.query import parse_rule
from hub.search import Any, Phrase, Prefix, Word
from web.field_examples import field_examples
from web.page import Example, Page
from web.site import Here

_LONG = 5  # letters


class PlainWords(NamedTuple):
    """The words and phrases of a theme's rule each of which is enough for the theme."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPage(Page):
    """Everything the page about the hub shows."""

    template: ClassVar[str] = "about.html"

    examples: tuple[Example, ...]
    fields: tuple[Example, ...]


def about(here: Here) -> AboutPage:
    """The page about the hub; its examples come from the themes of this field."""
    _ = here.texts.gettext
    return AboutPage(
        title=_("Om %(hub)s") % {"hub": here.title},
        description=_("Sådan virker siden, og sådan søger du."),
        examples=examples(here),
        fields=field_examples(here),
    )


def examples(here: Here) -> tuple[Example, ...]:
    """One search for each thing one can type, made of the words of our own themes: they find
    something here, whatever the field and the language of the page.
    """
    plain = max(map(_plain_words, here.themes), key=_usefulness, default=PlainWords((), ()))
    if len(plain.words) < 2:
        return ()
    one = plain.words[0]
    other = next((word for word in plain.words if not _akin(one, word)), plain.words[1])
    _ = here.texts.gettext
    either, without = _("ELLER"), _("IKKE")
    typed = (
        (one, _("ordet i alle dets bøjninger")),
        (f"{one} {other}", _("begge ord, i vilkårlig rækkefølge")),
        *((f'"{phrase}"', _("ordene lige efter hinanden")) for phrase in plain.phrases[:1]),
        (f"{one} {either} {other}", _("det ene ord, det andet eller begge")),
        (f"{one} {without} {other}", _("det første, men ikke det andet")),
        (f"{one} -{other}", _("det samme, skrevet kortere")),
        (f"{other}*", _("alle ord, der begynder sådan")),
        (f"={other}", _("ordet i netop den form")),
        (_("titel:%(word)s") % {"word": one}, _("kun i titler")),
        (_("titel:(%(either)s)") % {"either": f"{one} {either} {other}"}, _("flere ord i titler")),
    )
    return tuple(Example(q, here.links.search([("q", q)]), finds) for q, finds in typed)


def _plain_words(theme: Theme) -> PlainWords:
    """Those that stand alone in the rule, not as a part of something with operators."""
    try:
        node = parse_rule(theme.match)
    except QueryError:
        return PlainWords((), ())
    parts = node.parts if isinstance(node, Any) else (node,)
    words = (part.text for part in parts if isinstance(part, Prefix | Word) and not _exact(part))
    phrases = (part.words for part in parts if isinstance(part, Phrase))
    return PlainWords(
        tuple(word for word in words if word.isalpha() and len(word) >= _LONG),
        tuple(" ".join(words) for words in phrases if all(word.isalpha() for word in words)),
    )


def _exact(part: Prefix | Word) -> bool:
    return isinstance(part, Word) and part.exact


def _usefulness(plain: PlainWords) -> tuple[bool, bool, int]:
    return len(plain.words) > 1, bool(plain.phrases), len(plain.words)


def _akin(one: str, other: str) -> bool:
    """Whether two words share so many letters in a row that they are hardly two examples."""
    return any(one[at : at + _LONG] in other for at in range(len(one) - _LONG + 1))
