"""``python -m benchmarks.ablation``: what each part of search earns, as docs/search.md shows it.

The judged queries of tests/data/judged are asked of the demo, and of real podcasts where the
shared corpus is at hand, with one part of the search after another switched on. Two analysers that
the search does without stand beside it: words as they are, and Snowball's stems.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import Stemmer

from hub.evaluation import Score
from hub.search import Analyser, Token
from indexer.analysis import open_analyser
from indexer.searcher.tuning import Tuning
from tests.conftest import CORPUS
from tests.judging_search import Collection, Verdict, corpus_collection, demo_collection

ENGINE = "whoosh"
FULL = "all of it"
NOTHING = Tuning(
    lemma=False,
    wide=False,
    repair=False,
    synonyms=False,
    bridges=False,
    coverage=False,
    bonuses=False,
)
PARTS = ("lemma", "wide", "repair", "synonyms", "bridges", "coverage", "bonuses")
Stem = Callable[[str, str], str]  # a folded word and its language


@dataclass(frozen=True, slots=True)
class OneForm:
    """An analyser that gives each word one form and knows nothing of compounds."""

    of: Analyser
    name: str
    stem: Stem

    @property
    def version(self) -> str:
        """Its name."""
        return self.name

    def tokens(self, text: str, language: str) -> Sequence[Token]:
        """The same words as the search has, by their one form."""
        return [
            Token(form, form, (), token.start, token.end)
            for token in self.of.tokens(text, language)
            for form in (self.stem(token.exact, language),)
        ]

    def vote(self, text: str) -> str:
        """The language of `text`."""
        return self.of.vote(text)

    def is_stop(self, word: str) -> bool:
        """Whether it is a stop word, here as in the search."""
        return self.of.is_stop(word)

    def is_filler(self, word: str) -> bool:
        """Whether it only puts a question, here as in the search."""
        return self.of.is_filler(word)

    def knows(self, word: str, *, whole: bool = False) -> bool:
        """Whether the language has it."""
        return self.of.knows(word, whole=whole)

    def split(self, word: str) -> Sequence[str]:
        """One part: no word is cut."""
        return (word,)


def snowball() -> Stem:
    """Snowball's stemmers for Danish and English."""
    danish, english = Stemmer.Stemmer("danish"), Stemmer.Stemmer("english")

    def stem(word: str, language: str) -> str:
        return str((english if language == "en" else danish).stemWord(word))

    return stem


@dataclass(frozen=True, slots=True)
class Way:
    """One row of the table: with which analyser (None: the search's own) and which parts."""

    name: str
    tuning: Tuning
    analyser: Analyser | None = None


def ways(analyser: Analyser) -> Iterator[Way]:
    """Every row, from the least to all; then all of it but one part."""
    yield Way("raw words", NOTHING, OneForm(analyser, "raw", lambda word, _: word))
    yield Way("Snowball's stems", NOTHING, OneForm(analyser, "snowball", snowball()))
    yield Way("exact", NOTHING)
    tuning: dict[str, bool] = {}
    for part in PARTS:
        tuning[part] = True
        yield Way(f"+ {part}", Tuning(**{**dict.fromkeys(PARTS, False), **tuning}))
    for part in PARTS:
        yield Way(f"{FULL} but {part}", Tuning(**{part: False}))


def verdicts(collection: Collection, files: Sequence[str]) -> dict[str, list[Verdict]]:
    """For each way, what it finds of each file's queries."""
    queries = [collection.read(file) for file in files]
    found: dict[str, list[Verdict]] = {}
    for way in ways(collection.hub.analyser):
        with collection.index(ENGINE, way.analyser) as index:
            searcher = collection.searcher(index, way.analyser, way.tuning)
            found[way.name] = [collection.verdict(searcher, asked) for asked in queries]
    return found


def table(heads: Sequence[str], rows: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    """Lines of Markdown: nDCG@10 and recall@10 of every head."""
    yield "| | " + " | ".join(heads) + " |"
    yield "|---" * (len(heads) + 1) + "|"
    for name, scores in rows.items():
        cells = " | ".join(f"{one.ndcg:.3f} / {one.recall:.3f}" for one in scores)
        yield f"| {name} | {cells} |"


@contextmanager
def _collections() -> Iterator[Iterator[tuple[Collection, tuple[str, ...]]]]:
    """The demo and, where it is there, the corpus, with the files of queries for each."""

    def each(folder: Path) -> Iterator[tuple[Collection, tuple[str, ...]]]:
        open_analyser(folder / "lexicon")
        with demo_collection(folder / "demo", folder / "lexicon") as demo:
            yield demo, ("fresh.yaml", "gap.yaml")
        if CORPUS.is_dir():
            with corpus_collection(CORPUS, folder / "corpus", folder / "lexicon") as podcasts:
                yield podcasts, ("corpus.yaml",)

    with tempfile.TemporaryDirectory() as folder:
        yield each(Path(folder))


def main() -> None:
    """Print the table of parts, and that of the sorts of queries for all parts together."""
    heads: list[str] = []
    parts: dict[str, list[Score]] = {}
    sorts: dict[str, Sequence[Score]] = {}
    with _collections() as collections:
        for collection, files in collections:
            heads += files
            for name, found in verdicts(collection, files).items():
                parts.setdefault(name, []).extend(verdict.overall for verdict in found)
                for file, verdict in zip(files, found, strict=True):
                    if name == f"+ {PARTS[-1]}":
                        by_type = verdict.by_type().items()
                        sorts |= {f"{file}: {sort}": [score] for sort, score in by_type}
    for line in (*table(heads, parts), "", *table([FULL], sorts)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
