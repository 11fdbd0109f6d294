"""The texts of the site: nothing untranslated, nothing stale, every gap filled alike."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import web
from web.texts import LOCALE_FOLDER, load_texts
from web.words import facet_access_word, facet_word, form_word, kind_word

WEB = Path(web.__file__).parent
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true"}}
GAP = re.compile(r"%\(\w+\)s")


def extracted() -> set[str | tuple[str, ...]]:
    """Every text that stands in Danish in pages and templates."""
    found = extract_from_dir(WEB, METHODS, OPTIONS)
    return {message if isinstance(message, str) else tuple(message) for _, _, message, *_ in found}


def catalogue() -> Catalog:
    with (LOCALE_FOLDER / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def messages() -> Iterator[Message]:
    return (message for message in catalogue() if message.id)


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def test_every_text_is_in_the_catalogue_and_nothing_else() -> None:
    assert {
        message.id if isinstance(message.id, str) else tuple(message.id) for message in messages()
    } == extracted()


def test_every_text_is_translated() -> None:
    untranslated = [
        m.id for m in messages() if not forms(m.string) or not all(forms(m.string)) or m.fuzzy
    ]
    assert untranslated == []
    assert all(len(forms(m.string)) == len(forms(m.id)) for m in messages())


def test_gaps_are_the_same_in_both_languages() -> None:
    for message in messages():
        danish = {gap for text in forms(message.id) for gap in GAP.findall(text)}
        for english in forms(message.string):
            assert set(GAP.findall(english)) == danish, message.id


def test_no_danish_in_the_english() -> None:
    assert [m.id for m in messages() if re.search("[æøåÆØÅ]", " ".join(forms(m.string)))] == []


def test_plurals() -> None:
    danish, english = load_texts()["da"], load_texts()["en"]
    one, many = "%(count)s resultat", "%(count)s resultater"
    assert [danish.ngettext(one, many, count) for count in (0, 1, 2)] == [many, one, many]
    said = [english.ngettext(one, many, count) for count in (1, 2)]
    assert said == ["%(count)s result", "%(count)s results"]


def test_words_that_nobody_has_put_in_words_are_shown_as_they_are() -> None:
    texts = load_texts()["da"]
    words = (kind_word, form_word, facet_word, facet_access_word)
    assert [word(texts, "noget-nyt") for word in words] == ["noget-nyt"] * 4
