"""How much is measured: as DESIGN's targets say, a smoke run of a minute, or next to nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of things. `words` are those of an item, its title included."""

    name: str
    items: int  # of the collection that is indexed and asked
    words: int
    item_sources: int  # that they come from
    vocabulary: int
    queries: int  # of each kind in the mix, at most
    passes: int  # over the queries
    sources: int  # that are crawled
    entries: int  # of each of these
    hosts: int  # that serve them
    resting_sources: int  # crawled by the worker whose memory is looked at when it rests
    rests: int  # rounds until it counts as at rest
    repeats: int  # of what is cheap to repeat


FULL = Sizes("full", 20_000, 215, 120, 300_000, 20, 2, 1_000, 50, 100, 100, 3, 3)
QUICK = Sizes("quick", 1_000, 215, 40, 100_000, 6, 2, 60, 20, 20, 10, 2, 1)
TINY = Sizes("tiny", 40, 60, 3, 2_000, 1, 1, 4, 3, 2, 2, 1, 1)
