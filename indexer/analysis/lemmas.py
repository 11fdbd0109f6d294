"""A Danish word to its lemma and its key, one word at a time."""

import Stemmer

from indexer.analysis.lexicon import Lexicon
from indexer.analysis.wordlists import WordLists

_SHORTEST_HEAD = 3  # a head as short as this may end an unknown compound


class Lemmas:
    """Lemma and key of folded Danish words. Not for several threads at once: the stemmer is not."""

    def __init__(self, lexicon: Lexicon, lists: WordLists) -> None:
        self._lexicon = lexicon
        self._families = lists.key_families
        self._stemmer = Stemmer.Stemmer("danish", 0)

    def lemma(self, word: str) -> str:
        """As the lexicon says, else by genitive -s, else by the longest known tail: an unknown
        compound inflects like its head.
        """
        if (found := self.known(word)) is not None:
            return found
        if not word.isalpha():
            return word
        for start in range(2, len(word) - _SHORTEST_HEAD):
            head = self.known(word[start:])
            if head is not None and len(head) >= _SHORTEST_HEAD:
                return word[:start] + head
        return word

    def known(self, word: str) -> str | None:
        """The lemma of `word` or of what it is the genitive of; None where neither is known."""
        if (found := self._lexicon.lemma(word)) is not None:
            return found
        return self._lexicon.lemma(word[:-1]) if len(word) > 4 and word[-1] == "s" else None

    def key(self, word: str) -> str:
        """The stem of the lemma, or the name of the family that the lemma belongs to."""
        return self.key_of_lemma(self.lemma(word))

    def key_of_lemma(self, lemma: str) -> str:
        """`key` of a word that is a lemma already."""
        if (family := self._families.get(lemma)) is not None:
            return family + "_"
        return str(self._stemmer.stemWord(lemma)) if lemma.isalpha() else lemma
