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
    clients: int  # of the site
    thinking: float  # seconds between an answer and the next question of a client
    serving: float  # seconds that the clients are there
    growth: tuple[int, ...]  # items; the last as many as the collection has
    large: int  # items, apart
    transcripts: int
    transcript_words: int  # of each
    engines: int  # how many of ours site and worker are looked at on


FULL = Sizes(
    name="full",
    items=20_000,
    words=215,
    item_sources=120,
    vocabulary=300_000,
    queries=20,
    passes=2,
    sources=1_000,
    entries=50,
    hosts=100,
    resting_sources=100,
    rests=3,
    repeats=3,
    clients=16,
    thinking=2.0,
    serving=40.0,
    growth=(2_000, 20_000),
    large=200_000,
    transcripts=2_000,
    transcript_words=8_000,
    engines=2,
)
QUICK = Sizes(
    name="quick",
    items=1_000,
    words=215,
    item_sources=40,
    vocabulary=100_000,
    queries=6,
    passes=2,
    sources=60,
    entries=20,
    hosts=20,
    resting_sources=10,
    rests=2,
    repeats=1,
    clients=16,
    thinking=0.5,
    serving=5.0,
    growth=(300, 1_000),
    large=3_000,
    transcripts=40,
    transcript_words=2_000,
    engines=2,
)
TINY = Sizes(
    name="tiny",
    items=40,
    words=60,
    item_sources=3,
    vocabulary=2_000,
    queries=1,
    passes=1,
    sources=2,
    entries=3,
    hosts=2,
    resting_sources=2,
    rests=1,
    repeats=1,
    clients=2,
    thinking=0.05,
    serving=0.5,
    growth=(40,),
    large=60,
    transcripts=3,
    transcript_words=400,
    engines=1,
)
