"""What an item is about, as a clause that finds others about the same: rare words that it shares
with them, its themes and its people.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from hub.model import Item
from hub.search import ItemTokens, Token
from indexer.engines.port import AtLeast, Best, But, Clause, Keys, Term, Value

_TITLE, _SUMMARY = 4.0, 2.0  # what a word there is worth beside one in the body
_LOOKED_AT = 150  # words of an item that are asked for in the index
_ASKED = 25  # words that others are searched by
_COMMON = 0.4  # of all documents: a word in more tells nothing
_ALWAYS_RARE = 3  # documents; in a small collection nothing is rare
_ENOUGH_TO_BE_TWO = 4  # clauses, from which on others must share two
_FIELDS = (("title_main", 1.5), ("body_main", 1.0))
_THEME = 2.0  # about what one telling word scores
_PERSON = 1.0  # times how rare the name is

Frequencies = Callable[[str, Sequence[str]], list[int]]


def alike(
    item: Item,
    tokens: ItemTokens,
    frequencies: Frequencies,
    count: int,
    is_stop: Callable[[str], bool],
) -> Clause | None:
    """What finds items like this one, and not itself; None where nothing in it is telling.

    `frequencies` of tokens in a text field are in documents, of which there are `count`.
    """
    clauses = [
        *_shared_words(tokens, frequencies, count, is_stop),
        *(Value("theme", one.theme, _THEME) for one in item.themes if one.strength == "about"),
        *_shared_people(item, tokens, frequencies, count),
    ]
    if not clauses:
        return None
    least = 2 if len(clauses) >= _ENOUGH_TO_BE_TWO else 1
    return But(AtLeast(least, tuple(clauses)), Keys((item.id,)))


def _shared_words(
    tokens: ItemTokens, frequencies: Frequencies, count: int, is_stop: Callable[[str], bool]
) -> list[Clause]:
    """The words that tell most: often or prominent here, rare elsewhere."""
    weights = _weights(tokens, is_stop)
    heaviest = sorted(weights, key=lambda word: (-weights[word], word))[:_LOOKED_AT]
    telling: list[tuple[float, str]] = []
    in_fields = [frequencies(field, heaviest) for field, _ in _FIELDS]
    for word, documents in zip(heaviest, map(max, *in_fields), strict=True):
        if 1 < documents <= max(_ALWAYS_RARE, _COMMON * count):
            telling.append((weights[word] * math.log(1 + count / documents), word))
    telling.sort(key=lambda pair: (-pair[0], pair[1]))
    return [_in_any_field(word, weights[word]) for _, word in telling[:_ASKED]]


def _in_any_field(word: str, weight: float) -> Clause:
    return Best(tuple(Term(field, word, weight * boost) for field, boost in _FIELDS))


def _weights(tokens: ItemTokens, is_stop: Callable[[str], bool]) -> dict[str, float]:
    """What each word counts for in the item: repeating it says less each time."""
    times = Counter(_telling(tokens.body, is_stop))
    weights = {word: 1 + math.log(times[word]) for word in times}
    prominent = (
        (_TITLE, tokens.title),
        (_SUMMARY, (*tokens.summary, *tokens.chapters)),
    )
    for worth, part in prominent:
        for word in set(_telling(part, is_stop)):
            weights[word] = weights.get(word, 0.0) + worth
    return weights


def _telling(tokens: Sequence[Token], is_stop: Callable[[str], bool]) -> Iterator[str]:
    return (t.main for t in tokens if len(t.exact) > 1 and not is_stop(t.exact))


def _shared_people(
    item: Item, tokens: ItemTokens, frequencies: Frequencies, count: int
) -> Iterator[Clause]:
    """A guest's name is worth more than that of a host, who is in every episode of a podcast."""
    names = {token.exact for token in tokens.people}
    for person in item.people:
        words = sorted(names & set(person.name.lower().split()))
        documents = min(frequencies("people_exact", words), default=0)
        if 1 < documents < count:
            yield Value("person", person.name, _PERSON * math.log(count / documents))
