"""How fast text becomes tokens, and what the analyser holds in memory; prints a small table.

``python benchmarks/analysis_speed.py [file or folder ...]`` reads the words of the given texts, or
of ``demo/``. Cold is a new analyser's first sight of a text, warm its second. Medians of five.
"""

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from indexer.analysis import DanishAnalyser, open_analyser
from indexer.analysis.tokens import words

_RUNS = 5
_HERE = Path(__file__).resolve().parent
_TEXTS = {".txt", ".md", ".html", ".xml", ".rss", ".vtt", ".srt", ".eml", ".json"}


def read_texts(places: Iterable[Path]) -> list[str]:
    """The contents of text files, and of those in folders."""
    files = (f for p in places for f in (sorted(p.rglob("*")) if p.is_dir() else [p]))
    return [f.read_text("utf-8", "ignore") for f in files if f.suffix in _TEXTS and f.is_file()]


def seconds(run: Callable[[], object]) -> float:
    """How long `run` takes, once."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def resident() -> float:
    """Megabytes resident in memory now (Linux)."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def measure(analyser: DanishAnalyser, texts: list[str], language: str) -> tuple[float, float]:
    """Seconds for all `texts`, first and second time."""

    def analyse() -> None:
        for text in texts:
            analyser.tokens(text, language)

    return seconds(analyse), seconds(analyse)


def main(places: list[Path]) -> None:
    """Measure and print."""
    texts = read_texts(places or [_HERE.parent / "demo"])
    everything = [word for text in texts for word in words(text)]
    if not everything:
        raise SystemExit("No texts there: name a file or a folder with some.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{len(everything):,} words, {len(set(everything)):,} different ones")
        print(f"build the lexicon      {seconds(lambda: open_analyser(folder)):8.2f} s")
        size = sum(file.stat().st_size for file in folder.iterdir())
        print(f"lexicon on disk        {size / 1e6:8.2f} MB")
        opened = [seconds(lambda: open_analyser(folder)) for _ in range(_RUNS)]
        print(f"open it again          {median(opened) * 1000:8.2f} ms")
        for language in ("da", "en"):
            runs = [measure(open_analyser(folder), texts, language) for _ in range(_RUNS)]
            for how, times in zip(("cold", "warm"), zip(*runs, strict=True), strict=True):
                speed = len(everything) / median(times)
                print(f"{language} {how}                {speed:8,.0f} words/s")
        report_memory(folder, texts)


def report_memory(folder: Path, texts: list[str]) -> None:
    """What one analyser adds that has seen all of `texts`, beside what Python had before."""
    gc.collect()
    before = resident()
    analyser = open_analyser(folder)
    for text in texts:
        analyser.tokens(text, "da")
    gc.collect()
    print(f"an analyser in use     {resident() - before:8.2f} MB more")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
