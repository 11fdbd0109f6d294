"""Made-up Danish with the word frequencies of real Danish; the same seed gives the same texts.

The vocabulary in order of falling frequency: the words of ``demo/``, which is running Danish of
our own about the field (so stop words and field words stand where they belong), then the words of
``feeds.yaml``, then forms of simplemma's Danish lexicon in random order. Word number n is as
common as 1 / (n + 4) ** 1.15 (Zipf, Mandelbrot): the ten most common words make up a fifth of a
text, a hundred 46 %, a thousand 68 %, twenty thousand 88 %, as Danish newspapers and books have
it. Words are drawn one by one; one item in four holds one of the set phrases of ``phrases.txt``,
so that phrases and theme rules find something.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from simplemma.strategies import DefaultDictionaryFactory

from benchmarks.places import WORDS
from benchmarks.rows import Row
from benchmarks.sizes import Sizes

ROOT = Path(__file__).resolve().parents[1]
_WORD = re.compile(r"[a-zæøå]+")
_TAGS = re.compile(r"<[^>]*>|https?://\S+|&\w+;")
_TEXTS = {".html", ".xml", ".txt", ".vtt"}


def write_vocabulary(root: Path, sizes: Sizes) -> list[Row]:
    """Write down as many different words as `sizes` ask for. Nothing is measured."""
    own = Counter(word for text in _own_texts() for word in _WORD.findall(text))
    config = _WORD.findall((ROOT / "feeds.yaml").read_text("utf-8").lower())
    lexicon = DefaultDictionaryFactory().get_dictionary("da")
    forms = sorted(word for word in lexicon if _WORD.fullmatch(word))
    random.Random(0).shuffle(forms)
    ordered = sorted(own, key=lambda word: (-own[word], word))
    words = list(dict.fromkeys([*ordered, *config, *forms]))[: sizes.vocabulary]
    (root / WORDS).write_text("\n".join(words), "utf-8")
    return []


def _own_texts() -> Iterator[str]:
    for path in sorted((ROOT / "demo").rglob("*")):
        if path.suffix in _TEXTS:
            yield _TAGS.sub(" ", path.read_text("utf-8")).lower()


def read_lines(path: Path) -> list[str]:
    """The lines of a text file that say something and are no comments."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@dataclass(frozen=True)
class Writer:
    """Writes texts. `words` in order of falling frequency."""

    words: list[str]
    seed: int

    @classmethod
    def open(cls, root: Path, seed: int) -> "Writer":
        """With the vocabulary that was written to `root`."""
        return cls((root / WORDS).read_text("utf-8").split(), seed)

    @cached_property
    def _random(self) -> random.Random:
        return random.Random(self.seed)

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate((n + 4) ** -1.15 for n in range(1, len(self.words) + 1)))

    @cached_property
    def _phrases(self) -> list[str]:
        return read_lines(Path(__file__).with_name("phrases.txt"))

    def choose(self, below: int) -> int:
        """A number from 0 up to `below`."""
        return self._random.randrange(below)

    def title(self, many: int) -> str:
        """`many` words, the first one with a capital."""
        return " ".join(self._draw(many)).capitalize()

    def text(self, many: int) -> str:
        """Sentences of 8 to 18 words, about `many` words in all."""
        words = self._draw(many)
        if not self.choose(4):
            at = self.choose(max(many - 6, 1))
            phrase = self._random.choice(self._phrases).split()
            words[at : at + len(phrase)] = phrase
        return " ".join(self._sentences(words))

    def _draw(self, many: int) -> list[str]:
        return self._random.choices(self.words, cum_weights=self._weights, k=many)

    def _sentences(self, words: Iterable[str]) -> Iterator[str]:
        sentence: list[str] = []
        end = 8 + self.choose(11)
        for word in words:
            sentence.append(word)
            if len(sentence) == end:
                yield " ".join(sentence).capitalize() + "."
                sentence, end = [], 8 + self.choose(11)
        if sentence:
            yield " ".join(sentence).capitalize() + "."
