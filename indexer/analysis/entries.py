"""What the lexicon holds, made from simplemma's Danish data. All that knows simplemma is here.

Simplemma's code is MIT; its data comes from projects named in its own licence files, so it is read
from the installed package and never copied into ours.
"""

from collections.abc import Iterator, Mapping
from importlib.metadata import version

from simplemma.strategies import DefaultDictionaryFactory

from indexer.analysis.tokens import fold

# Nouns that the data has only as forms of verbs and adjectives, and that compounds begin with.
_NOUN_ENDINGS = ("ering", "else", "hed", "tion", "itet", "ning")


def source_version() -> str:
    """The version of the data: another one makes another lexicon."""
    return f"simplemma-{version('simplemma')}"


def read_forms(agents: tuple[str, ...]) -> tuple[dict[str, str], set[str]]:
    """Every form with its lemma, and all lemmas; folded as tokens are.

    Names, which begin with a capital, give lemmas only: as forms they would be met everywhere in
    lower case. `agents` are endings of nouns that the data reads as verbs.
    """
    data: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("da")
    forms: dict[str, str] = {}
    lemmas: set[str] = set()
    for form, lemma in data.items():
        folded = fold(lemma)
        lemmas.add(folded)
        word = fold(form)
        if form == word or (form == form.lower() and "'" not in form and word not in data):
            forms[word] = folded
    for lemma in lemmas:
        if lemma.endswith(agents) and forms.get(lemma + "en") == lemma:
            forms[lemma] = lemma
    return forms, lemmas


def left_forms(forms: Mapping[str, str], lemmas: set[str]) -> Iterator[tuple[str, str]]:
    """How words look as a compound's first or middle part, with their lemmas.

    A lemma as it is, with a linking s or e, or with its last e as s (arbejde: arbejds|giver).
    """
    for lemma in lemmas:
        if not _can_be_part(lemma):
            continue
        yield lemma, lemma
        if lemma[-1] not in "sxz" and lemma + "s" not in lemmas:
            yield lemma + "s", lemma
        swapped = lemma[:-1] + "s" if lemma[-1] == "e" else lemma + "e"
        if swapped not in lemmas and not (lemma[-1] == "e" and lemma[:-1] in lemmas):
            yield swapped, lemma
    for form in forms:
        if form.endswith(_NOUN_ENDINGS) and form not in lemmas and _can_be_part(form):
            yield form + "s", form


def _can_be_part(word: str) -> bool:
    return len(word) >= 3 and word.isalpha()
