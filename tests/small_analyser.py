"""A small analyser of our own for tests of rules: real words, a handful of forms, nothing else."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from hub.model import Chapter, Item
from hub.search import ItemTokens, Token
from hub.whole import chapter_titles, whole_of

_LEMMAS = {
    "troen": "tro",
    "tror": "tro",
    "borgeren": "borger",
    "borgere": "borger",
    "borgerens": "borger",
    "jobbet": "job",
    "jobs": "job",
    "ledelsen": "ledelse",
    "sygedagpengene": "sygedagpenge",
}
_PARTS = {"jobchance": ("job", "chance"), "sygedagpengesager": ("sygedagpenge", "sag")}
_STOPS = frozenset({"på", "og", "i", "er", "det", "en", "the", "and", "of"})
_FILLER = frozenset({"virker", "forklaret"})
_WORD = re.compile(r"[^\W_]+")
NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)


class SmallAnalyser:
    """Lower case, a dictionary of Danish lemmas, an -e off for a key, an -s off in English."""

    def __init__(self, version: str = "small-1") -> None:
        self._version = version

    @property
    def version(self) -> str:
        return self._version

    def tokens(self, text: str, language: str) -> Sequence[Token]:
        make = self._english if language == "en" else self._danish
        return [
            Token(*make(found[0].lower()), found.start(), found.end())
            for found in _WORD.finditer(text)
        ]

    def _danish(self, word: str) -> tuple[str, str, tuple[str, ...]]:
        lemma = _LEMMAS.get(word, word)
        parts = _PARTS.get(lemma, ())
        return word, lemma, tuple(each.removesuffix("e") for each in (lemma, *parts))

    def _english(self, word: str) -> tuple[str, str, tuple[str, ...]]:
        return word, f"en_{word.removesuffix('s')}", ()

    def vote(self, text: str) -> str:
        return "en" if " the " in text else "da"

    def is_stop(self, word: str) -> bool:
        return word in _STOPS

    def split(self, word: str) -> Sequence[str]:
        return _PARTS.get(word, (word,))

    def is_filler(self, word: str) -> bool:
        return word in _FILLER

    def knows(self, word: str, *, whole: bool = False) -> bool:
        return word in _LEMMAS or (not whole and word in _PARTS)


def an_item(title: str = "", summary: str = "", body: str = "", **more: object) -> Item:
    """An item of a podcast; `chapters` are given as their titles."""
    titles = more.pop("chapters", ())
    assert isinstance(titles, tuple)
    given: dict[str, object] = {
        "id": "vare",
        "source": "kilde",
        "kind": "episode",
        "form": "episode",
        "first_seen": NOON,
        "changed": NOON,
        "chapters": tuple(Chapter(60.0 * n, title) for n, title in enumerate(titles)),
        **more,
    }
    return Item(title=title, summary=summary, body=body, **given)  # type: ignore[arg-type]  # any field of Item


def its_tokens(item: Item, analyser: SmallAnalyser) -> ItemTokens:
    """The tokens of `item`, as the indexer makes them."""

    def tokens(text: str) -> Sequence[Token]:
        return analyser.tokens(text, item.language)

    return ItemTokens(
        item.id,
        tokens(item.title),
        tokens(item.summary),
        tokens(chapter_titles(item)),
        tokens(whole_of(item).text),
        tokens("\n".join(person.name for person in item.people)),
    )
