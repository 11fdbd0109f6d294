"""What the lexicon holds, made from simplemma's Danish data and our word lists.

All that knows simplemma is here. Its code is MIT; its data comes from projects that its own licence
files name, so it is read from the installed package and never copied into ours.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from importlib.metadata import version

from simplemma.strategies import DefaultDictionaryFactory

from indexer.analysis.tokens import fold
from indexer.analysis.wordlists import WordLists

# Nouns that the data has only as forms of verbs and adjectives, and that compounds begin with.
_NOUN_ENDINGS = ("ering", "else", "hed", "tion", "itet", "ning")


@dataclass(frozen=True, slots=True)
class Entries:
    """`lemmas`: every known word, forms and lemmas, with its lemma. `lefts`: how words look as the
    first or a middle part of a compound, with their lemmas. All folded as tokens are.
    """

    lemmas: Mapping[str, str]
    lefts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """Where entries come from: `read` is slow and large, and called only when `version` is new."""

    version: str
    read: Callable[[], Entries]


def danish_words(lists: WordLists) -> Words:
    """Simplemma's Danish words, put right by our lists."""
    made_of = f"simplemma-{version('simplemma')} lists-{lists.digest}"
    return Words(made_of, lambda: _read(lists))


def _read(lists: WordLists) -> Entries:
    forms, lemmas = _read_simplemma(lists.agents)
    forms.update(lists.overrides)
    lefts = {**dict(_left_forms(forms, lemmas, lists)), **lists.extra_left}
    return Entries({**{lemma: lemma for lemma in lemmas}, **forms}, lefts)


def _read_simplemma(agents: tuple[str, ...]) -> tuple[dict[str, str], set[str]]:
    """Every form with its lemma, and all lemmas.

    Names, which begin with a capital, give lemmas only: as forms they would be met everywhere in
    lower case. `agents` are endings of nouns that the data reads as verbs.
    """
    data: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("da")
    forms: dict[str, str] = {}
    lemmas: set[str] = set()
    for form, lemma in data.items():
        lemma = fold(lemma)
        word = fold(form)
        lemmas.add(lemma)
        if form == word or (form == form.lower() and "'" not in form and word not in data):
            forms[word] = lemma
    for lemma in lemmas:
        if lemma.endswith(agents) and forms.get(lemma + "en") == lemma:
            forms[lemma] = lemma
    return forms, lemmas


def _left_forms(
    forms: Mapping[str, str], lemmas: Set[str], lists: WordLists
) -> Iterator[tuple[str, str]]:
    for lemma in lemmas:
        if len(lemma) >= 3 and lemma.isalpha():
            for form in _linked(lemma, lists):
                if (form == lemma or form not in lemmas) and _may_begin(form, lists):
                    yield form, lemma
    for form in forms:
        if form.endswith(_NOUN_ENDINGS) and form not in lemmas and form.isalpha():
            yield form + "s", form


def _linked(lemma: str, lists: WordLists) -> Iterator[str]:
    """The lemma itself, with a linking s or e, or with its last e as s (arbejde: arbejdsgiver)."""
    yield lemma
    takes_s = len(lemma) > 3 or lemma in lists.short_left
    if takes_s and lemma[-1] not in "sxz":
        yield lemma + "s"
    yield lemma[:-1] + "s" if lemma[-1] == "e" else lemma + "e"


def _may_begin(form: str, lists: WordLists) -> bool:
    if form in lists.no_left or (len(form) <= 5 and form[:-1] in lists.no_left):
        return False
    return len(form) > 3 or form in lists.short_left
