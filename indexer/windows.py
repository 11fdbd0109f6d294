"""A long text cut into windows, each short enough to be shown from and asked by itself."""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from hub.search import Token
from hub.whole import Whole
from indexer.engines.port import Window

LONG = 300  # words; a shorter text is looked through as a whole
_LEAST, _FIT, _MOST = 60, 110, 160  # words of a window
_ENDS = ".!?\n"


def windows_of(whole: Whole, tokens: Sequence[Token]) -> tuple[Window, ...]:
    """The windows of a long text, none for a short one; `tokens` are those of ``whole.text``.

    A window ends where a passage does if it has words enough, else with a sentence, else where it
    is full.
    """
    if len(tokens) < LONG:
        return ()
    edges = [0, *_cuts(whole, tokens), len(tokens)]
    return tuple(_window(tokens[first:end]) for first, end in pairwise(edges) if first < end)


def _cuts(whole: Whole, tokens: Sequence[Token]) -> Iterator[int]:
    """Before which tokens to cut."""
    starts, begun, passage = whole.starts, 0, 0
    for at in range(1, len(tokens)):
        before, token, size = tokens[at - 1], tokens[at], at - begun
        crossed = passage
        while passage < len(starts) and starts[passage] <= token.start:
            passage += 1
        if (
            (passage > crossed and size >= _LEAST)
            or size >= _MOST
            or (size >= _FIT and _ends(whole.text, before, token))
        ):
            begun = at
            yield at


def _ends(text: str, before: Token, token: Token) -> bool:
    return any(mark in _ENDS for mark in text[before.end : token.start])


def _window(tokens: Sequence[Token]) -> Window:
    return Window(
        tokens[0].start,
        tokens[-1].end,
        {
            "body_exact": " ".join([token.exact for token in tokens]),
            "body_main": " ".join([token.main for token in tokens]),
            "body_wide": " ".join(chain.from_iterable(token.wide for token in tokens)),
        },
    )
