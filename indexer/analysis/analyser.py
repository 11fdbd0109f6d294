"""One analysis for every engine (decision 2): text to tokens in three streams, with places."""

import hashlib
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

import Stemmer

from hub.search import Token
from indexer.analysis.compounds import Splitter
from indexer.analysis.entries import danish_words
from indexer.analysis.languages import vote
from indexer.analysis.lemmas import Lemmas
from indexer.analysis.lexicon import open_lexicon
from indexer.analysis.tokens import fold, pieces
from indexer.analysis.wordbook import WordBook, WordForms
from indexer.analysis.wordlists import WordLists, load_word_lists

_CODE = 1  # raise it when a change of code makes other tokens
_KEPT = 16_384  # words kept ready per language, some 8 MB when full

Forms = tuple[str, str, tuple[str, ...]]  # exact, main, wide


def open_analyser(folder: Path) -> "DanishAnalyser":
    """The analyser, with its lexicon in `folder` (built there at first, mapped afterwards).

    Raises EngineError when the lexicon can be neither read nor built.
    """
    return DanishAnalyser(folder, load_word_lists())


class DanishAnalyser:
    """Tokens of Danish and English texts; `hub.search.Analyser`.

    A word's forms are found once and kept, so a text costs little more than finding its words.
    Threads may share one; each process opens its own, also when one is sent to it.
    """

    def __init__(self, folder: Path, lists: WordLists) -> None:
        self._folder = folder
        self._lists = lists
        self._stops = lists.stop_da | lists.stop_en
        self._lexicon = open_lexicon(folder, danish_words(lists))
        self._lemmas = Lemmas(self._lexicon, lists)
        self._splitter = Splitter(self._lexicon, self._lemmas, lists)
        self._english = Stemmer.Stemmer("english", 0)
        self._lock = threading.Lock()  # stemmers are not for several threads at once
        self._book = WordBook(folder, self.version, self._find_danish)
        self._danish_forms = lru_cache(_KEPT)(self._make_danish)
        self._english_forms = lru_cache(_KEPT)(self._make_english)

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return open_analyser, (self._folder,)

    @property
    def version(self) -> str:
        """Code, word lists, and the libraries that words' forms come from."""
        made_of = (self._lists.digest, version("simplemma"), version("PyStemmer"))
        return f"{_CODE}-{hashlib.sha256(' '.join(made_of).encode()).hexdigest()[:12]}"

    def tokens(self, text: str, language: str) -> Sequence[Token]:
        """Every word of `text`, in order; `language` other than ``en`` is read as Danish."""
        forms = self._english_forms if language == "en" else self._danish_forms
        words, starts, ends = pieces(text)
        made = tuple.__new__  # what Token() comes to, without the call: a fifth of the time
        return [
            made(Token, (exact, main, wide, start, end))
            for (exact, main, wide), start, end in zip(map(forms, words), starts, ends, strict=True)
        ]

    def vote(self, text: str) -> str:
        """The language of `text`: da, en, sv, nb, or empty where nothing tells."""
        return vote(text, self._lists)

    def is_stop(self, word: str) -> bool:
        """Whether the folded word is a Danish or English stop word."""
        return word in self._stops

    def is_filler(self, word: str) -> bool:
        """Whether the folded word is one that questions are put in (virker, forklaret)."""
        return word in self._lists.filler

    def knows(self, word: str, *, whole: bool = False) -> bool:
        """Whether the folded word is in the lexicon, or (but not `whole`) cut into words of it."""
        with self._lock:
            known = self._lemmas.known(word) is not None or self._lexicon.is_english(word)
            return known or (not whole and len(self._splitter.split(word)) > 1)

    def lemma(self, word: str) -> str:
        """The Danish lemma of a word."""
        return self._danish_forms(word)[1]

    def key(self, word: str) -> str:
        """The Danish key of a word: what its relatives share."""
        return self._danish_forms(word)[2][0]

    def parts(self, word: str) -> tuple[str, ...]:
        """The lemmas of a Danish compound's parts, empty for a simple word."""
        with self._lock:
            return self._splitter.parts(fold(word))

    def split(self, word: str) -> tuple[str, ...]:
        """The parts of a Danish compound as they stand; one part for a simple word."""
        with self._lock:
            return self._splitter.split(fold(word))

    def keep(self) -> None:
        """Write down the forms of the words that were met, where they are many: for who indexes."""
        self._book.keep()

    def _make_danish(self, word: str) -> Forms:
        exact = fold(word)
        return exact, *self._book.forms(exact)

    def _find_danish(self, exact: str) -> WordForms:
        with self._lock:
            lemma = self._lemmas.lemma(exact)
            lemmas = (lemma, *self._splitter.parts(exact))
            keys = dict.fromkeys(map(self._lemmas.key_of_lemma, lemmas))
        return lemma, tuple(keys)

    def _make_english(self, word: str) -> Forms:
        exact = fold(word)
        with self._lock:
            stem = self._english.stemWord(exact) if exact.isalpha() else exact
        return exact, f"en_{stem}", ()
