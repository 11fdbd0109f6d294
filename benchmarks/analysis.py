"""How fast text becomes tokens, and what the analyser holds in memory."""

from pathlib import Path
from statistics import median

from benchmarks.clock import seconds
from benchmarks.places import LEXICON
from benchmarks.processes import resident
from benchmarks.rows import Row, Target
from benchmarks.sizes import Sizes
from benchmarks.texts import Writer
from indexer.analysis import DanishAnalyser, open_analyser

GROUP = "Analysis"
ITEMS = 2_000


def build(root: Path, sizes: Sizes) -> list[Row]:  # noqa: ARG001 - as every measurement
    """The lexicon, which is lent to every hub."""
    opened = root / LEXICON
    return [Row(GROUP, "building the lexicon, once", seconds(lambda: open_analyser(opened)), "s")]


def measure(root: Path, sizes: Sizes) -> list[Row]:
    """Cold is a new analyser's first sight of a text, warm its second."""
    lexicon = root / LEXICON
    writer = Writer.open(root, seed=3)
    texts = [writer.text(sizes.words) for _ in range(min(sizes.items, ITEMS))]
    before = resident()
    used = open_analyser(lexicon)
    _analyse(used, texts, "da")
    held = resident() - before
    opening = [seconds(lambda: open_analyser(lexicon)) for _ in range(sizes.repeats)]
    words = sum(len(text.split()) for text in texts)
    speeds = {
        language: [words / median(times) for times in _times(lexicon, texts, language, sizes)]
        for language in ("da", "en")
    }
    (cold, warm), (english, _) = speeds["da"], speeds["en"]
    return [
        Row(GROUP, "Danish, cold", cold, "words/s", Target(150_000, at_least=True)),
        Row(GROUP, "Danish, warm", warm, "words/s", Target(400_000, at_least=True)),
        Row(GROUP, "as English, cold", english, "words/s"),
        Row(GROUP, "an analyser in use", held, "MB", Target(40)),
        Row(GROUP, "opening it", 1000 * median(opening), "ms"),
    ]


def _times(
    lexicon: Path, texts: list[str], language: str, sizes: Sizes
) -> tuple[list[float], list[float]]:
    """Seconds, cold ones and warm ones."""
    cold, warm = [], []
    for _ in range(sizes.repeats):
        analyser = open_analyser(lexicon)
        cold.append(_analyse(analyser, texts, language))
        warm.append(_analyse(analyser, texts, language))
    return cold, warm


def _analyse(analyser: DanishAnalyser, texts: list[str], language: str) -> float:
    return seconds(lambda: [len(analyser.tokens(text, language)) for text in texts])
