"""The stretch of a text that answers a query best, with what matched marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import combining

from hub.search import Marked, Token
from indexer.searcher.matching_words import Wanted, matched

STRETCH = 36  # words
LEAD = 6  # words before the first match
BETWEEN = " … "


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text: which words of the query match in it, and where the first stands, in
    characters of the whole text.
    """

    marked: Marked
    words: frozenset[int] = frozenset()
    at: int = 0


def mark(text: str, tokens: Sequence[Token], wanted: Sequence[Wanted]) -> Marked:
    """The whole `text` with every match marked."""
    spans = [(tokens[at].start, tokens[at].end) for at, _ in matched(tokens, wanted)]
    return Marked(text, _joined(text, spans))


def best_stretch(text: str, tokens: Sequence[Token], wanted: Sequence[Wanted]) -> Stretch:
    """About STRETCH whole words with the most different words of the query, then the most matches.

    Without a match it is the beginning of the text.
    """
    if not tokens:
        return Stretch(Marked(""))
    hits = matched(tokens, wanted)
    first, words = _densest(hits)
    marked = _stretch(text, tokens, hits, first)
    begin = tokens[first].start if hits else 0
    return Stretch(marked, words, begin)


def every_stretch(
    text: str, tokens: Sequence[Token], wanted: Sequence[Wanted]
) -> Iterator[Stretch]:
    """One stretch after the other, so many that each match is in one of them."""
    hits = matched(tokens, wanted)
    while hits:
        first = hits[0][0]
        near = [which for at, which in hits if at < first + STRETCH - LEAD]
        marked = _stretch(text, tokens, hits, first)
        yield Stretch(marked, frozenset(near), tokens[first].start)
        hits = hits[len(near) :]


def _stretch(
    text: str, tokens: Sequence[Token], hits: Sequence[tuple[int, int]], first: int
) -> Marked:
    """About STRETCH words around the token `first`, with the `hits` among them marked."""
    begin = _sentence_start(text, tokens, max(0, first - LEAD), first) if hits else 0
    end = min(len(tokens), begin + STRETCH)
    start = tokens[begin].start if begin else 0
    stop = tokens[end].start if end < len(tokens) else len(text)
    spans = [
        (tokens[at].start - start, tokens[at].end - start) for at, _ in hits if begin <= at < end
    ]
    return _framed(text, start, stop, spans)


def best_two(stretches: Sequence[Stretch]) -> Marked:
    """The best of `stretches`, the earlier of equals, and the one that adds most words to it, in
    the order of the text.
    """
    if not stretches:
        return Marked("")
    best = max(stretches, key=lambda one: len(one.words))
    other = max(stretches, key=lambda one: len(one.words - best.words))
    if not other.words - best.words:
        return best.marked
    first, second = sorted((best, other), key=lambda one: one.at)
    return _joined_with_gap(first.marked, second.marked)


def _joined_with_gap(first: Marked, second: Marked) -> Marked:
    head = first.text.removesuffix(" …")
    tail = second.text.removeprefix("… ")
    moved = len(head) + len(BETWEEN) - (len(second.text) - len(tail))
    spans = [(start, min(end, len(head))) for start, end in first.spans if start < len(head)]
    spans += [(start + moved, end + moved) for start, end in second.spans]
    return Marked(head + BETWEEN + tail, tuple(spans))


def _densest(hits: Sequence[tuple[int, int]]) -> tuple[int, frozenset[int]]:
    """The first token of the window with the most different words, then the most matches; which
    different ones.
    """
    chosen, words, best = 0, frozenset[int](), (0, 0)
    for n, (at, _) in enumerate(hits):
        near = hits[n : n + STRETCH]
        window = [which for other, which in near if other < at + STRETCH - LEAD]
        if (len(set(window)), len(window)) > best:
            chosen, words, best = at, frozenset(window), (len(set(window)), len(window))
    return chosen, words


def _sentence_start(text: str, tokens: Sequence[Token], low: int, high: int) -> int:
    """The token from `low` to `high` that begins a sentence, the last such; else `low`."""
    for at in range(high, low, -1):
        between = text[tokens[at - 1].end : tokens[at].start]
        if any(mark in between for mark in ".!?\n"):
            return at
    return low


def _framed(text: str, start: int, stop: int, spans: list[tuple[int, int]]) -> Marked:
    """The stretch on one line, with an ellipsis where the text goes on."""
    body = text[start:stop].rstrip().replace("\n", " ")
    before = "… " if start else ""
    after = " …" if stop < len(text) else ""
    shifted = [(s + len(before), min(e, len(body)) + len(before)) for s, e in spans]
    framed = before + body + after
    return Marked(framed, _joined(framed, shifted))


def _joined(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """`spans` in order; neighbours with only a blank between become one mark, and an accent that
    stands apart belongs to its letter.
    """
    joined: list[tuple[int, int]] = []
    for start, bare in sorted(spans):
        if start >= bare:
            continue
        end = bare
        while end < len(text) and combining(text[end]):
            end += 1
        if joined and text[joined[-1][1] : start].strip(" ") == "":
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
