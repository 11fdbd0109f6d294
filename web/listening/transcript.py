"""What is said in an episode, as far as it may be shown."""

from collections.abc import Iterator, Sequence

from hub.model import Passage
from web.listening.spots import Spot, speakers

_MOST_UNTIMED = 1_000


def unheard(said: Sequence[Passage]) -> Iterator[Spot]:
    """What is said, where no times are known."""
    shown = said[:_MOST_UNTIMED]
    for passage, speaker in zip(shown, speakers(shown), strict=True):
        yield Spot(passage.text, speaker=speaker)


def around_the_marked(transcript: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """The passage asked for with the one on either side; nothing where none is asked for."""
    at = next((n for n, spot in enumerate(transcript) if spot.marked), None)
    return () if at is None else transcript[max(0, at - 1) : at + 2]
