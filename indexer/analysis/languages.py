"""Which language a text is in, by its small words."""

from collections import Counter
from itertools import islice

from indexer.analysis.tokens import words
from indexer.analysis.wordlists import WordLists

_ENOUGH = 3000  # words; what they don't tell, more won't either


def vote(text: str, lists: WordLists) -> str:
    """da, en, sv, nb, or empty where no small word tells.

    Words that Danish and English share (for, have, under) count for neither. The Nordic languages
    share most small words, so among them only words that the others lack decide.
    """
    counts = Counter(islice(words(text), _ENOUGH))

    def total(small: frozenset[str]) -> int:
        return sum(counts[word] for word in counts.keys() & small)

    nordic = lists.stop_da | lists.distinct_da | lists.stop_sv | lists.stop_nb
    english, ours = total(lists.stop_en - nordic), total(nordic - lists.stop_en)
    if total(lists.stop_other) > max(english, ours):
        return ""
    if english > ours:
        return "en"
    danish = total(lists.distinct_da)
    swedish, norwegian = total(lists.stop_sv), total(lists.stop_nb)
    if max(swedish, norwegian) > danish:
        return "sv" if swedish >= norwegian else "nb"
    return "da" if total(nordic) else ""
