"""Long episodes on Tantivy: 2,000 transcripts, asked for first pages with their moments."""

from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from time import perf_counter

from benchmarks.clock import apart, seconds
from benchmarks.collection import NOW, begin_hub, settings_of, visited, write_drafts
from benchmarks.mix import APART, load_mix
from benchmarks.places import COLLECTION, LEXICON, gone
from benchmarks.rows import Row, p95, timed
from benchmarks.sides.ours import Ours
from benchmarks.sizes import Sizes
from benchmarks.texts import Writer
from hub.cli.composition import open_hub
from hub.model import Passage
from hub.visiting import Read, SourceState
from indexer.decide import decide

GROUP = "Transcripts"
SIDE = Ours("tantivy")
_SOURCES = 20
_PASSAGE = 50  # words
_SPOKEN = 2.5  # words a second


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Made, indexed, asked; each in a process of its own."""
    own = gone(root / "spoken")
    apart(_collect, root, own, sizes)
    filled = apart(SIDE.fill, own)
    words = filled.items * sizes.transcript_words
    return [
        Row(
            GROUP,
            f"{filled.items:,} of {sizes.transcript_words:,} words into the index",
            filled.items / filled.seconds,
            "items/s",
            more={"words/s": words / filled.seconds, "MB on disk": filled.bytes / 2**20},
        ),
        *apart(_ask, own, sizes),
    ]


def _collect(root: Path, own: Path, sizes: Sizes) -> None:
    own.mkdir()
    (own / LEXICON).symlink_to(root / LEXICON)
    begin_hub(own / COLLECTION, [f"https://{n}.example.org/rss" for n in range(_SOURCES)])
    writer = Writer.open(root, seed=4)
    with open_hub(settings_of(own / COLLECTION)) as hub:
        for number, source in enumerate(hub.config.sources):
            many = len(range(number, sizes.transcripts, _SOURCES))
            drafts = list(write_drafts(writer, number, many, sizes.words))
            proposals = decide(source, SourceState(source.id), drafts, lambda _: "da")
            for item in hub.store.visits.record(*visited(source, many), proposals).new:
                spoken = tuple(_passages(writer, sizes.transcript_words))
                read = Read(passages=spoken, heard="published")
                hub.store.readings.put(item, "transcript", read, NOW)
        hub.judge()


def _passages(writer: Writer, words: int) -> Iterator[Passage]:
    for at in range(0, words, _PASSAGE):
        start = at / _SPOKEN
        yield Passage(writer.text(_PASSAGE), start=start, end=start + _PASSAGE / _SPOKEN)


def _ask(own: Path, sizes: Sizes) -> list[Row]:
    mix = [one for one in load_mix(sizes.queries) if one.kind not in APART]
    times: dict[str, list[float]] = {}
    moments: list[int] = []
    with open_hub(SIDE.settings(own), take_up=False) as hub:
        opening = seconds(lambda: hub.searcher.search(mix[0].read()))
        for one in mix * sizes.passes:
            began = perf_counter()
            found = hub.searcher.search(one.read())
            times.setdefault(one.kind, []).append(perf_counter() - began)
            moments += [len(hit.moments) for hit in found.hits]
    every = [one for kind in times.values() for one in kind]
    about = {"moments a hit": mean(moments or [0]), "the first of all, ms": 1000 * opening}
    rows = [timed(f"{GROUP}: first page", kind, times[kind], SIDE.name) for kind in times]
    return [*rows, Row(GROUP, "first page with moments, p95", p95(every), "ms", more=about)]
