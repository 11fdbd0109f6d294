"""Why a hit is there: "”tro” står i titlen, i resuméet og i teksten"."""

from collections.abc import Mapping, Sequence

from babel.lists import format_list

from hub.phrases import in_words, with_titles
from hub.search import Hit, Note
from web.site import Here
from web.texts import Texts


def reasons(here: Here, hit: Hit) -> tuple[str, ...]:
    """The reasons of a hit in words, in their order; the places of one word are one reason."""
    places = _places(here.texts)
    found: dict[tuple[str, str], list[Note]] = {}
    for note in hit.reasons:
        word = dict(note.details).get("word", "") if note.code in places else ""
        found.setdefault((word, "" if word else note.code + str(note.details)), []).append(note)
    return tuple(_in_words(here, word, notes, places) for (word, _), notes in found.items())


def _in_words(here: Here, word: str, notes: Sequence[Note], places: Mapping[str, str]) -> str:
    if len(notes) == 1 or not word:
        return in_words(with_titles(notes[0], here.theme_titles), here.language)
    where = list(dict.fromkeys(places[note.code] for note in notes))
    told = format_list(where, locale=here.texts.locale)
    return here.texts.gettext("”%(word)s” står %(where)s") % {"word": word, "where": told}


def _places(texts: Texts) -> Mapping[str, str]:
    _ = texts.gettext
    return {
        "why-title": _("i titlen"),
        "why-people": _("blandt personerne"),
        "why-summary": _("i resuméet"),
        "why-text": _("i teksten"),
    }
