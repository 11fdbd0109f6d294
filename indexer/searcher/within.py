"""The places within one item where the words of a query stand, for looking through a long text."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.model import Item
from hub.search import Analyser, Moment, Node, Phrase
from hub.whole import whole_of
from indexer.engines.port import Either, Engine
from indexer.searcher.hits import moment_of
from indexer.searcher.matching_words import Wanted, also_wanted, wanted_of
from indexer.searcher.snippets import every_stretch, mark
from indexer.searcher.understanding import Asked
from indexer.windows import LONG

_SHORT = 2 * LONG  # words: surely longer than all that has no windows


@dataclass(frozen=True, slots=True)
class _Place:
    """How many different words a place has, where it is in the item, and what is there."""

    words: int
    at: float
    moment: Moment


def places_within(
    item: Item, asked: Asked, engine: Engine, analyser: Analyser, limit: int
) -> tuple[Moment, ...]:
    """Up to `limit` places, those with the most different words first, then in their order.

    What is said at one moment or stands on one page comes once. Raises EngineError.
    """
    synonyms = [way.phrase for concept in asked.read.concepts for way in concept.synonyms]
    wanted = _wanted(asked.query.node, synonyms, analyser)
    if not wanted:
        return ()
    found = [
        *_chapters(item, wanted, analyser),
        *_said(item, asked, engine, wanted, analyser, limit),
    ]
    found.sort(key=lambda place: (-place.words, place.at))
    return tuple(place.moment for place in found[:limit])


def _wanted(node: Node | None, synonyms: list[str], analyser: Analyser) -> tuple[Wanted, ...]:
    """The words of the query and their other names; those of a phrase only in a row."""
    if isinstance(node, Phrase) and not node.words[-1].endswith("*"):
        return also_wanted([" ".join(node.words)], analyser)
    return (*wanted_of(node, analyser), *also_wanted(synonyms, analyser))


def _chapters(item: Item, wanted: tuple[Wanted, ...], analyser: Analyser) -> Iterator[_Place]:
    """Chapters by their titles; they stand before what is said."""
    for chapter in item.chapters:
        title = mark(chapter.title, analyser.tokens(chapter.title, item.language), wanted)
        if title.spans:
            yield _Place(len(title.spans), -1, Moment(chapter.start, text=title))


def _said(
    item: Item,
    asked: Asked,
    engine: Engine,
    wanted: tuple[Wanted, ...],
    analyser: Analyser,
    most: int,
) -> Iterator[_Place]:
    """What is said or written, from the windows that fit best."""
    whole = whole_of(item)
    seen: set[int] = set()
    for start, end in _spans(whole.text, item, asked, engine, most):
        text = whole.text[start:end]
        tokens = analyser.tokens(text, item.language)
        for stretch in every_stretch(text, tokens, wanted):
            passage = whole.passage_at(start + stretch.at)
            if passage is None:
                moment = Moment(text=stretch.marked)
            elif id(passage) in seen:
                continue
            else:
                seen.add(id(passage))
                moment = moment_of(passage, stretch.marked)
            yield _Place(len(stretch.words), start + stretch.at, moment)


def _spans(text: str, item: Item, asked: Asked, engine: Engine, most: int) -> list[tuple[int, int]]:
    """Where in the text to look: in the best windows of a long one, in all of a short one."""
    if len(text.split()) < _SHORT:
        return [(0, len(text))]
    ways = tuple(concept.direct() for concept in asked.read.concepts)
    found = engine.windows(Either(ways), [item.id], most).get(item.id, ()) if ways else ()
    return [(window.start, window.end) for window in found]
