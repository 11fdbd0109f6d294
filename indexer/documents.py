"""An item to its tokens, once, and its tokens to the document that every engine takes."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import chain
from zoneinfo import ZoneInfo

from hub import dates
from hub.having import having, length
from hub.model import Item
from hub.search import Analyser, ItemTokens, Token
from hub.whole import whole_of
from indexer.engines.port import Document
from indexer.windows import windows_of

SCHEMA = 3  # raise it when a document's fields or facets mean something else: all is indexed anew
KEPT_WORDS = 100_000

Texts = tuple[str, ...]


def item_tokens(item: Item, analyser: Analyser) -> ItemTokens:
    """Every word of `item`; offsets in `body` count in ``whole_of(item).text``."""
    return _tokens(item.id, _texts(item), analyser)


class TokenCache:
    """The tokens of the items asked for last, so a round of judging and indexing shares them."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._kept: OrderedDict[str, tuple[Texts, ItemTokens]] = OrderedDict()
        self._words = 0

    def tokens(self, item: Item) -> ItemTokens:
        """As `item_tokens`; made anew when a text of the item has changed."""
        texts = _texts(item)
        held = self._kept.get(item.id)
        if held is not None and held[0] == texts:
            return held[1]
        self._forget(item.id)
        tokens = _tokens(item.id, texts, self._analyser)
        self._kept[item.id] = (texts, tokens)
        self._words += tokens.words
        while self._words > KEPT_WORDS:
            self._forget(next(iter(self._kept)))
        return tokens

    def clear(self) -> None:
        """Forget them all: at rest the worker needs none."""
        self._kept.clear()
        self._words = 0

    def _forget(self, item: str) -> None:
        if item in self._kept:
            self._words -= self._kept.pop(item)[1].words


def to_document(
    item: Item, tokens: ItemTokens, *, zone: ZoneInfo, source_publisher: str = ""
) -> Document:
    """What an engine indexes of `item`; `source_publisher` counts where the item names none."""
    body = (tokens.summary, tokens.chapters, tokens.body)
    text = {
        "title_exact": _exact([tokens.title]),
        "title_main": _main([tokens.title]),
        "title_wide": _wide([tokens.title]),
        "people_exact": _exact([tokens.people]),
        "summary_main": _main([tokens.summary, tokens.chapters]),
        "body_exact": _exact(body),
        "body_main": _main(body),
        "body_wide": _wide(body),
    }
    return Document(
        key=item.id,
        text={name: stream for name, stream in text.items() if stream},
        facets=_facets(item, zone, source_publisher),
        date=dates.order(item.date, item.first_seen, zone),
        added=dates.microseconds(item.first_seen),
        until=_until(item, zone),
        windows=windows_of(whole_of(item), tokens.body),
    )


def _until(item: Item, zone: ZoneInfo) -> int | None:
    """When it ends, if it is known and there is such a time."""
    try:
        return dates.microseconds(dates.end_of(item.expires, zone)) if item.expires else None
    except (ValueError, OverflowError):
        return None


def _facets(item: Item, zone: ZoneInfo, source_publisher: str) -> dict[str, tuple[str, ...]]:
    year = dates.year(item.date, zone)
    values: dict[str, list[str]] = {
        "kind": [item.kind],
        "form": [item.form],
        "theme": [one.theme for one in item.themes if one.strength == "about"],
        "source": [item.source, *(place.source for place in item.places)],
        "publisher": [item.publisher or source_publisher],
        "person": [person.name for person in item.people],
        "year": [str(year)] if year is not None else [],
        "language": [item.language],
        "access": [item.access],
        "has": [*having(item)],
        "length": [*length(item)],
    }
    return {
        facet: tuple(dict.fromkeys(value for value in given if value))
        for facet, given in values.items()
        if any(given)
    }


def _texts(item: Item) -> Texts:
    """Language, title, summary, chapters, body, people."""
    return (
        item.language,
        item.title,
        item.summary,
        "\n".join(chapter.title for chapter in item.chapters),
        whole_of(item).text,
        "\n".join(person.name for person in item.people),
    )


def _tokens(item: str, texts: Texts, analyser: Analyser) -> ItemTokens:
    language, title, summary, chapters, body, people = texts
    return ItemTokens(
        item,
        title=analyser.tokens(title, language),
        summary=analyser.tokens(summary, language),
        chapters=analyser.tokens(chapters, language),
        body=analyser.tokens(body, language),
        people=analyser.tokens(people, language),
    )


def _exact(parts: Iterable[Sequence[Token]]) -> str:
    return " ".join([token.exact for token in chain.from_iterable(parts)])


def _main(parts: Iterable[Sequence[Token]]) -> str:
    return " ".join([token.main for token in chain.from_iterable(parts)])


def _wide(parts: Iterable[Sequence[Token]]) -> str:
    tokens = chain.from_iterable(parts)
    return " ".join(chain.from_iterable(token.wide for token in tokens))
